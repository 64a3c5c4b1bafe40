//! Who reports to whom: the company is staffed from the CEO down, without recursion and in time linear in its size.

use super::company::{
    Chief, ENGINEERING, EXECUTIVE, FUNCTIONS, Level, OPERATIONS, REVENUE_OPERATIONS, SALES, SALES_OPERATIONS,
    has_documented_ladder,
};
use super::random::Random;

/// In the place of a manager: there is none.
pub(crate) const NOBODY: u32 = u32::MAX;
/// In the place of a manager: someone who is not in the chart.
pub(crate) const UNKNOWN: u32 = u32::MAX - 1;

/// Fewest people for a CEO, the chiefs, and a sales operations line that has every level.
pub(crate) const FEWEST: usize = 60;
/// Most people that the ladders below can hold without wide spans.
pub(crate) const MOST: usize = 10_000_000;

/// The span that teams are planned for; chance makes the real ones narrower and wider.
const PLANNED: usize = 7;
/// A leader with up to this many people needs no managers in between.
const SMALL_TEAM: usize = 8;
/// A function with up to this many people needs no leader but the chief.
const NO_LEADER: usize = 3;
/// The headcount from which revenue operations is a team of its own.
const REVENUE_OPERATIONS_FROM: usize = 150;
/// Sales operations and revenue operations have a ladder of three levels, which bounds how many people they can hold.
const MOST_PER_DOCUMENTED_LINE: usize = 400;

/// Everybody, as parallel arrays: a person is an index into them, the CEO is 0, and before faults are injected managers
/// come before those who report to them.
pub(crate) struct Staff {
    /// The index of each one's manager, or [`NOBODY`], or [`UNKNOWN`].
    pub(crate) manager: Vec<u32>,
    pub(crate) level: Vec<Level>,
    /// Indices into [`FUNCTIONS`], or [`EXECUTIVE`].
    pub(crate) function: Vec<u8>,
    /// The seats that are filled, and who holds them.
    pub(crate) chiefs: Vec<(Chief, u32)>,
}

/// A team that is yet to be staffed: its leader, and everybody below.
struct Team {
    manager: u32,
    people: usize,
    rung: usize,
}

impl Staff {
    /// Staffs a company of `headcount` people.
    pub(crate) fn new(headcount: usize, random: &mut Random) -> Self {
        let mut staff = Self {
            manager: Vec::with_capacity(headcount),
            level: Vec::with_capacity(headcount),
            function: Vec::with_capacity(headcount),
            chiefs: Vec::new(),
        };
        let ceo = staff.hire(NOBODY, Level::ChiefExecutive, EXECUTIVE);
        for chief in Chief::ALL {
            if headcount >= chief.least_headcount() {
                let person = staff.hire(ceo, Level::Chief, EXECUTIVE);
                staff.chiefs.push((chief, person));
            }
        }
        let sizes = function_sizes(headcount - staff.len());
        for (function, &people) in sizes.iter().enumerate() {
            staff.staff_function(function, people, random);
        }
        staff
    }

    /// How many people there are.
    pub(crate) fn len(&self) -> usize {
        self.manager.len()
    }

    /// The manager of a person, where that is somebody in the chart.
    pub(crate) fn manager_of(&self, person: usize) -> Option<usize> {
        let manager = self.manager[person];
        (manager < UNKNOWN).then_some(manager as usize)
    }

    fn hire(&mut self, manager: u32, level: Level, function: usize) -> u32 {
        let person = self.len() as u32;
        self.manager.push(manager);
        self.level.push(level);
        self.function.push(function as u8);
        person
    }

    fn holder(&self, wanted: &[Chief]) -> u32 {
        let holder = |&chief: &Chief| self.chiefs.iter().find(|(seat, _)| *seat == chief).map(|&(_, person)| person);
        wanted.iter().find_map(holder).unwrap_or(0)
    }

    fn staff_function(&mut self, function: usize, people: usize, random: &mut Random) {
        let plan = &FUNCTIONS[function];
        let chief = self.holder(plan.chiefs);
        if people <= NO_LEADER {
            (0..people).for_each(|_| _ = self.hire(chief, Level::Individual, function));
            return;
        }
        let ladder = ladder(function, people);
        for (line, people) in split(people, people.div_ceil(planned_size(ladder.len())), random).enumerate() {
            // Sales operations may answer to the COO as well; some companies have a line under each.
            let to_coo = function == SALES_OPERATIONS && if line == 0 { random.once_in(4) } else { random.once_in(2) };
            let head = if to_coo { self.holder(&[Chief::Operating]) } else { chief };
            self.staff_line(Team { manager: head, people, rung: 0 }, ladder, function, random);
        }
    }

    /// Staffs one line of a function, from the leader who reports to the chief down.
    fn staff_line(&mut self, whole: Team, ladder: &[Level], function: usize, random: &mut Random) {
        let documented = has_documented_ladder(function);
        let mut waiting = vec![whole];
        while let Some(team) = waiting.pop() {
            let leader = self.hire(team.manager, ladder[team.rung], function);
            let mut rest = team.people - 1;
            let rungs_below = ladder.len() - team.rung - 1;
            // A documented ladder shows every level even in a small team.
            let small = rest <= SMALL_TEAM && !(documented && rest > rungs_below);
            if rungs_below == 0 || small {
                (0..rest).for_each(|_| _ = self.hire(leader, Level::Individual, function));
                continue;
            }
            let mut teams = rest.div_ceil(planned_size(rungs_below));
            if !documented {
                teams = teams.max(2);
            } else if teams == 1 && rest > rungs_below + 3 {
                // Rather than a leader with one report only, one with an analyst besides.
                self.hire(leader, Level::Individual, function);
                rest -= 1;
            }
            let rung = team.rung + 1;
            waiting.extend(split(rest, teams, random).map(|people| Team { manager: leader, people, rung }));
        }
    }
}

/// How many people each function has, of those who are neither CEO nor chief.
fn function_sizes(people: usize) -> [usize; FUNCTIONS.len()] {
    let mut sizes = [0; FUNCTIONS.len()];
    for (size, function) in sizes.iter_mut().zip(&FUNCTIONS) {
        *size = people * function.share / 1_000;
    }
    for documented in [SALES_OPERATIONS, REVENUE_OPERATIONS] {
        let most = FUNCTIONS[documented].most_lines * MOST_PER_DOCUMENTED_LINE;
        sizes[documented] = sizes[documented].clamp(4, most);
    }
    if people < REVENUE_OPERATIONS_FROM {
        sizes[REVENUE_OPERATIONS] = 0;
    }
    let staffed: usize = sizes.iter().sum();
    // The least of a documented line can be more than its share: then engineering is smaller.
    sizes[ENGINEERING] = sizes[ENGINEERING] + people - staffed;
    debug_assert!(sizes[SALES] > 0, "every company sells");
    sizes
}

/// The levels of management of a function, from the chief's reports down: as few as its size allows.
///
/// A Director always stands under a VP or a chief, a Manager under a Director or higher or, in large lines, under a
/// Senior Manager; so no ladder has Senior Directors, and they are found among the Directors instead.
fn ladder(function: usize, people: usize) -> &'static [Level] {
    use Level::{
        Director, ExecutiveVicePresident as Evp, Manager, SeniorManager, SeniorVicePresident as Svp, TeamLead,
        VicePresident as Vp,
    };
    const LADDERS: [&[Level]; 7] = [
        &[Manager],
        &[Director, Manager],
        &[Vp, Director, Manager],
        &[Vp, Director, SeniorManager, Manager],
        &[Svp, Vp, Director, SeniorManager, Manager],
        &[Evp, Svp, Vp, Director, SeniorManager, Manager],
        &[Evp, Svp, Vp, Director, SeniorManager, Manager, TeamLead],
    ];
    /// Where work is done in shifts, team leads stand below the managers.
    const SHIFTS: [&[Level]; 7] = [
        &[Manager],
        &[Director, Manager],
        &[Director, Manager, TeamLead],
        &[Vp, Director, Manager, TeamLead],
        &[Vp, Director, SeniorManager, Manager, TeamLead],
        &[Svp, Vp, Director, SeniorManager, Manager, TeamLead],
        &[Evp, Svp, Vp, Director, SeniorManager, Manager, TeamLead],
    ];
    if has_documented_ladder(function) {
        return LADDERS[2];
    }
    let lines = FUNCTIONS[function].most_lines;
    let rungs = (1..LADDERS.len()).find(|&rungs| people <= lines * planned_size(rungs)).unwrap_or(LADDERS.len());
    if function == OPERATIONS { SHIFTS[rungs - 1] } else { LADDERS[rungs - 1] }
}

/// How many people a line with so many levels of management is planned for, its leader included.
fn planned_size(rungs: usize) -> usize {
    (0..rungs).fold(1, |below, _| 1 + PLANNED * below)
}

/// Divides people into teams. Their sizes differ by up to a fifth from the mean, as real ones do; by more, and spans
/// further down could exceed 12.
fn split(people: usize, teams: usize, random: &mut Random) -> impl Iterator<Item = usize> + use<> {
    let weights: Vec<usize> = (0..teams).map(|_| 80 + random.below(41)).collect();
    let total: usize = weights.iter().sum();
    let mut weighed = 0;
    let mut given = 0;
    weights.into_iter().map(move |weight| {
        weighed += weight;
        let upto = people * weighed / total;
        let team = upto - given;
        given = upto;
        team
    })
}
