//! The titles: many spellings per level, as charts that people have typed have them.

use std::ops::Range;

use super::company::{
    Chief, FUNCTIONS, Function, Level, SALES, SALES_OPERATIONS, WITHOUT_QUOTA, has_documented_ladder,
};
use super::random::Random;
use super::staff::Staff;

/// In a spelling, the place of the function or of the plain title.
const PLACE: &str = "{}";

const EXECUTIVE_VICE_PRESIDENT: &[&str] =
    &["Executive Vice President, {}", "EVP, {}", "EVP {}", "Executive Vice President of {}", "EVP - {}"];
const SENIOR_VICE_PRESIDENT: &[&str] =
    &["Senior Vice President, {}", "SVP, {}", "SVP {}", "Sr. Vice President, {}", "Sr. VP, {}", "SVP of {}"];
const VICE_PRESIDENT: &[&str] =
    &["VP of {}", "Vice President of {}", "VP, {}", "Vice President, {}", "VP {}", "{} VP", "VP - {}", "vp {}"];
const DIRECTOR: &[&str] =
    &["Director of {}", "Director, {}", "{} Director", "Dir, {}", "Director - {}", "DIRECTOR, {}", "Dir. of {}"];
const SENIOR_DIRECTOR: &[&str] = &["Senior Director, {}", "Senior Director of {}", "Sr. Director - {}", "Sr Dir, {}"];
const SENIOR_MANAGER: &[&str] = &["Senior Manager, {}", "Sr. Manager, {}", "Sr Mgr, {}", "Senior Manager - {}"];
const MANAGER: &[&str] = &["{} Manager", "Manager, {}", "Manager of {}", "Mgr, {}", "Mgr - {}"];
const TEAM_LEAD: &[&str] = &["Team Lead, {}", "{} Team Lead", "Lead, {}"];

/// The grades of people who lead nobody.
const GRADES: &[&str] =
    &["{}", "{} I", "{} II", "{} III", "Junior {}", "Senior {}", "Sr. {}", "Staff {}", "Principal {}"];

/// Where a leader below VP works: mostly not said.
const REGIONS: &[&str] = &["", "", "", "", "", " - EMEA", ", AMER", " (APAC)", " - LATAM", ", North America"];

/// How many levels there are.
const LEVELS: usize = Level::Individual as usize + 1;

/// Every title in use, each stored once.
pub(crate) struct Titles {
    texts: Vec<String>,
    /// Which texts are titles that carry quota.
    sells: Range<usize>,
    /// By function and level, the texts to choose from.
    pools: Vec<[Range<usize>; LEVELS]>,
    /// The index of each person's title.
    pub(crate) of: Vec<u32>,
}

impl Titles {
    /// Gives everybody a title that fits the level and the function.
    pub(crate) fn new(staff: &Staff, random: &mut Random) -> Self {
        let mut titles =
            Self { texts: Vec::new(), sells: 0..0, pools: Vec::new(), of: Vec::with_capacity(staff.len()) };
        for (index, function) in FUNCTIONS.iter().enumerate() {
            let pools = titles.pools_of(index, function);
            titles.pools.push(pools);
        }
        for (&level, &function) in staff.level.iter().zip(&staff.function) {
            let pool = titles.pools.get(usize::from(function)).map_or(0..1, |pools| pools[level as usize].clone());
            titles.of.push((pool.start + random.below(pool.len())) as u32);
        }
        titles.retitle(0, ["Chief Executive Officer", "CEO"][random.below(2)].to_owned());
        for &(chief, person) in &staff.chiefs {
            titles.retitle(person as usize, chief_title(chief, random));
        }
        titles
    }

    /// A person's title.
    pub(crate) fn text(&self, person: usize) -> &str {
        &self.texts[self.of[person] as usize]
    }

    /// Whether a person carries quota.
    pub(crate) fn carries_quota(&self, person: usize) -> bool {
        self.sells.contains(&(self.of[person] as usize))
    }

    /// Whether a title sounds like one that manages people, whatever its holder does.
    pub(crate) fn sounds_like_manager(&self, person: usize) -> bool {
        self.text(person).contains("Manager")
    }

    /// Gives one person another title.
    pub(crate) fn retitle(&mut self, person: usize, title: String) {
        self.of[person] = self.texts.len() as u32;
        self.texts.push(title);
    }

    fn pools_of(&mut self, index: usize, function: &Function) -> [Range<usize>; LEVELS] {
        let mut pools = [const { 0..0 }; LEVELS];
        for (level, spellings) in leading(has_documented_ladder(index)) {
            let below_vp = level > Level::VicePresident;
            // The plain names only: the VP of Sales Operations is whom others must report to.
            let names = if index == SALES_OPERATIONS && !below_vp { &function.names[..2] } else { function.names };
            let from = self.texts.len();
            for spelling in spellings.iter().copied().flatten() {
                for name in names {
                    let title = spelling.replace(PLACE, name);
                    let regions = if below_vp { REGIONS } else { &REGIONS[..1] };
                    self.texts.extend(regions.iter().map(|region| format!("{title}{region}")));
                }
            }
            pools[level as usize] = from..self.texts.len();
        }
        let from = self.texts.len();
        // Those without quota last, so that the titles that sell are one range.
        for sells in [true, false] {
            for title in function.individuals.iter().filter(|title| (**title != WITHOUT_QUOTA) == sells) {
                self.texts.extend(GRADES.iter().map(|grade| grade.replace(PLACE, title)));
            }
            if sells && index == SALES {
                self.sells = from..self.texts.len();
            }
        }
        pools[Level::Individual as usize] = from..self.texts.len();
        pools
    }
}

/// A VP of Sales Operations, or a Director of it, in one of the usual spellings.
pub(crate) fn sales_operations_title(level: Level, random: &mut Random) -> String {
    let spellings = if level == Level::VicePresident { VICE_PRESIDENT } else { DIRECTOR };
    let names = &FUNCTIONS[SALES_OPERATIONS].names[..2];
    spellings[random.below(spellings.len())].replace(PLACE, names[random.below(names.len())])
}

fn chief_title(chief: Chief, random: &mut Random) -> String {
    let [long, short] = chief.titles();
    match random.below(3) {
        0 => short.to_owned(),
        1 => format!("{long} ({short})"),
        _ => long.to_owned(),
    }
}

/// The spellings of each level that leads. Senior Directors stand where Directors do; and where the documents know no
/// Senior Manager as a level of its own, a Manager may be called one.
fn leading(documented: bool) -> [(Level, [&'static [&'static str]; 2]); 7] {
    [
        (Level::ExecutiveVicePresident, [EXECUTIVE_VICE_PRESIDENT, &[]]),
        (Level::SeniorVicePresident, [SENIOR_VICE_PRESIDENT, &[]]),
        (Level::VicePresident, [VICE_PRESIDENT, &[]]),
        (Level::Director, [DIRECTOR, SENIOR_DIRECTOR]),
        (Level::SeniorManager, [SENIOR_MANAGER, &[]]),
        (Level::Manager, [MANAGER, if documented { SENIOR_MANAGER } else { &[] }]),
        (Level::TeamLead, [TEAM_LEAD, &[]]),
    ]
}
