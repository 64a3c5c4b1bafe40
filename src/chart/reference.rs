//! References by something else than the id: where most references are no ids, managers are referred to by e-mail address,
//! by name, by an id with a name beside it, or by what some other column holds: a DN, a role's slug, a position number.

use std::borrow::Cow;

use hashbrown::HashMap;

use crate::finding::Record;
use crate::input::{Field, Roster};

/// What managers are referred to by, where it is not the id as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reference {
    /// The field of that name; by the id where other text stands beside it, as in 'Jane Doe (E12)'.
    Field(Field),
    /// The column of that number, counted from 0 as [`Columns::headings`](crate::input::Columns::headings) has them.
    Column(usize),
}

/// What a reference means by one column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meant {
    Nobody,
    One(Record),
    /// So many positions.
    Several(u32),
}

impl Reference {
    /// At most so many columns are looked through.
    const MOST: usize = 64;

    /// What most of the lost references go by, and whom each of them means by it: the id beside other text, the e-mail address,
    /// the name, or, if `by_any`, whatever column tells most of them. Of equals the first is taken, and each column is looked
    /// through once at most.
    pub(super) fn of_most(
        roster: &Roster,
        is_position: impl Fn(Record) -> bool,
        lost: &[(Record, String)],
        by_any: bool,
    ) -> Option<(Reference, Vec<Meant>)> {
        let (distinct, numbers) = numbered(lost.iter().map(|(_, reference)| reference.as_str()));
        let wanted = [false, true].map(|are_names| Wanted::new(distinct.iter().copied(), are_names));
        let mut best: Option<((usize, usize), Reference, Vec<Meant>)> = None;
        for candidate in Reference::candidates(roster) {
            let is_field = matches!(candidate, Reference::Field(_));
            if !is_field && !by_any {
                break;
            }
            let wanted = &wanted[usize::from(candidate.is_name())];
            let holders = wanted.holders(roster, candidate, &is_position);
            let distinct: Vec<Meant> = (0..distinct.len()).map(|number| wanted.meant(number, &holders)).collect();
            let meant: Vec<Meant> = numbers.iter().map(|number| distinct[*number as usize]).collect();
            // A column that repeats the references finds everybody to be their own manager.
            let is_told = |(meant, (record, _)): &(&Meant, &(Record, String))| matches!(meant, Meant::One(found) if is_field || found != record);
            let one = meant.iter().zip(lost).filter(is_told).count();
            let any = meant.iter().filter(|meant| **meant != Meant::Nobody).count();
            let are_most = if is_field { 2 * any >= lost.len() } else { 2 * one > lost.len() };
            if are_most && best.as_ref().is_none_or(|(most, ..)| (one, any) > *most) {
                best = Some(((one, any), candidate, meant));
            }
            if one == lost.len() {
                break;
            }
        }
        best.map(|(_, reference, meant)| (reference, meant))
    }

    /// What references can go by in this input, the most telling first.
    fn candidates(roster: &Roster) -> impl Iterator<Item = Reference> + '_ {
        let columns = roster.columns();
        let fields = [Field::Id, Field::Email, Field::Name].into_iter().filter(|field| roster.holds(*field));
        let is_passed_over = |column: usize| NO_REFERENCE.iter().any(|field| columns.column(*field) == Some(column));
        let others = (0..columns.headings().len()).filter(move |column| !is_passed_over(*column));
        fields.map(Reference::Field).chain(others.map(Reference::Column)).take(Reference::MOST)
    }

    /// What a position is referred to as.
    pub fn text(self, roster: &Roster, position: Record) -> Cow<'_, str> {
        match self {
            Reference::Field(Field::Name) => roster.name(position),
            Reference::Field(field) => roster.text(position, field),
            Reference::Column(column) => roster.text_in(position, column),
        }
    }

    fn is_name(self) -> bool {
        self == Reference::Field(Field::Name)
    }

    /// The heading of the column, where it is one.
    pub fn heading(self, roster: &Roster) -> Option<&str> {
        match self {
            Reference::Field(field) => roster.columns().heading(field),
            Reference::Column(column) => roster.columns().headings().get(column).map(String::as_str),
        }
    }
}

/// The distinct texts, and for each text which of them it is.
fn numbered<'a>(texts: impl Iterator<Item = &'a str>) -> (Vec<&'a str>, Vec<u32>) {
    let mut known: HashMap<&str, u32, foldhash::fast::RandomState> = HashMap::default();
    let mut distinct = Vec::new();
    let number = |text| {
        *known.entry(text).or_insert_with(|| {
            distinct.push(text);
            distinct.len() as u32 - 1
        })
    };
    let numbers = texts.map(number).collect();
    (distinct, numbers)
}

/// The fields that are looked at before the other columns, and those that refer to nobody, though a few of their cells may
/// read like references by chance.
const NO_REFERENCE: [Field; 19] = [
    Field::Id,
    Field::Email,
    Field::Name,
    Field::Manager,
    Field::DottedManager,
    Field::Department,
    Field::Status,
    Field::StartDate,
    Field::EndDate,
    Field::EffectiveDate,
    Field::EffectiveSequence,
    Field::QuotaCarrying,
    Field::BasePay,
    Field::TotalPay,
    Field::Currency,
    Field::YearsExperience,
    Field::HeadcountWeight,
    Field::Location,
    Field::Grade,
];

/// References that are looked for, in the form in which they are compared.
struct Wanted {
    /// Whether they are compared as names.
    are_names: bool,
    numbers: HashMap<String, u32, foldhash::fast::RandomState>,
    /// For each reference the numbers of its forms: that of the whole, then those of its parts.
    forms: Vec<Vec<u32>>,
    shortest: usize,
}

/// For each form that is wanted a position that a column calls so, and how many there are.
struct Holders(Vec<(Record, u32)>);

impl Wanted {
    /// Each reference is known by its place in this order.
    fn new<'a>(references: impl Iterator<Item = &'a str>, are_names: bool) -> Wanted {
        let mut wanted = Wanted { are_names, numbers: HashMap::default(), forms: Vec::new(), shortest: usize::MAX };
        let mut form = String::new();
        for reference in references {
            let mut forms = Vec::new();
            for part in std::iter::once(reference).chain(parts(reference)) {
                write_form(part, are_names, &mut form);
                wanted.shortest = wanted.shortest.min(form.len());
                let next = wanted.numbers.len() as u32;
                forms.push(*wanted.numbers.entry_ref(form.as_str()).or_insert(next));
            }
            wanted.forms.push(forms);
        }
        wanted
    }

    /// Looks through one column, once.
    fn holders(&self, roster: &Roster, reference: Reference, is_position: impl Fn(Record) -> bool) -> Holders {
        let mut holders = vec![(Record(0), 0); self.numbers.len()];
        let mut form = String::new();
        for record in roster.records().filter(|record| is_position(*record)) {
            let text = reference.text(roster, record);
            // No form is longer than its text, but for letters of other scripts.
            if text.is_empty() || text.is_ascii() && text.len() < self.shortest {
                continue;
            }
            write_form(&text, self.are_names, &mut form);
            if let Some(number) = self.numbers.get(form.as_str()) {
                let (holder, count) = &mut holders[*number as usize];
                *holder = record;
                *count += 1;
            }
        }
        Holders(holders)
    }

    /// What the reference of that number means: by all of its text, or else by those of its parts that mean somebody.
    fn meant(&self, reference: usize, holders: &Holders) -> Meant {
        let by = |form: &u32| match holders.0[*form as usize] {
            (_, 0) => Meant::Nobody,
            (holder, 1) => Meant::One(holder),
            (_, count) => Meant::Several(count),
        };
        let Some((whole, parts)) = self.forms[reference].split_first() else { return Meant::Nobody };
        let by_parts = || {
            parts.iter().map(by).fold(Meant::Nobody, |meant, part| match (meant, part) {
                (meant, Meant::Nobody) => meant,
                (Meant::Nobody, part) => part,
                (Meant::One(one), Meant::One(other)) if one != other => Meant::Several(2),
                (Meant::One(one), _) | (_, Meant::One(one)) => Meant::One(one),
                (several, _) => several,
            })
        };
        match by(whole) {
            Meant::Nobody => by_parts(),
            meant => meant,
        }
    }
}

/// References by something else than the id, and whom they mean.
pub(super) struct Named<'a> {
    numbers: HashMap<&'a str, usize, foldhash::fast::RandomState>,
    wanted: Wanted,
    holders: Holders,
}

impl<'a> Named<'a> {
    pub(super) fn by(
        reference: Reference,
        roster: &Roster,
        is_position: impl Fn(Record) -> bool,
        references: impl Iterator<Item = &'a str> + Clone,
    ) -> Named<'a> {
        let wanted = Wanted::new(references.clone(), reference.is_name());
        let holders = wanted.holders(roster, reference, is_position);
        Named {
            numbers: references.enumerate().map(|(number, reference)| (reference, number)).collect(),
            wanted,
            holders,
        }
    }

    /// The one position that a reference means.
    pub(super) fn one(&self, reference: &str) -> Option<Record> {
        match self.wanted.meant(*self.numbers.get(reference)?, &self.holders) {
            Meant::One(record) => Some(record),
            _ => None,
        }
    }
}

/// What stands in brackets and what stands before them, or what dashes part: 'Jane Doe (E12)', 'E12 - Jane Doe'.
fn parts(reference: &str) -> impl Iterator<Item = &str> {
    const DASHES: [&str; 3] = [" - ", " – ", " — "];
    let in_brackets = [('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| {
        let (before, after) = reference.rsplit_once(open)?;
        let (inside, behind) = after.split_once(close)?;
        Some([inside, if before.trim().is_empty() { behind } else { before }])
    });
    let by_dash = || {
        let (first, _) = DASHES.iter().find_map(|dash| reference.split_once(dash))?;
        let (_, last) = DASHES.iter().find_map(|dash| reference.rsplit_once(dash))?;
        Some([first, last])
    };
    in_brackets.or_else(by_dash).into_iter().flatten().map(str::trim).filter(|part| !part.is_empty())
}

/// Writes a text as it is compared: without regard to case, to runs of blanks, and to blanks around commas, which stand
/// within DNs. A name with one comma is turned around: 'Doe, Jane'.
fn write_form(text: &str, is_name: bool, form: &mut String) {
    form.clear();
    match text.split_once(',') {
        Some((last, first)) if is_name && !first.contains(',') => {
            even_out(first, form);
            form.push(' ');
            even_out(last, form);
        }
        _ => even_out(text, form),
    }
}

fn even_out(text: &str, form: &mut String) {
    let mut is_apart = false;
    for (at, character) in text.trim().char_indices() {
        if character.is_whitespace() {
            is_apart = true;
            continue;
        }
        if is_apart && at > 0 && character != ',' && !form.ends_with(',') {
            form.push(' ');
        }
        is_apart = false;
        if character.is_ascii() {
            form.push(character.to_ascii_lowercase());
        } else {
            form.extend(character.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::chart::Chart;
    use crate::input;
    use crate::source::Source;

    fn form(text: &str, is_name: bool) -> String {
        let mut form = String::from("what was there");
        write_form(text, is_name, &mut form);
        form
    }

    #[test]
    fn references_are_compared_without_what_does_not_matter() {
        assert_eq!(form("CN=Jane Doe, OU=People ,  DC=x", false), "cn=jane doe,ou=people,dc=x");
        assert_eq!(form(" Jane \u{a0} DOE", true), "jane doe");
        assert_eq!(form("Doe,  Jane", true), form("jane doe", true));
        assert_eq!(form("Doe, Jane", false), "doe,jane");
        assert_eq!(form("King, Jr., Martin", true), "king,jr.,martin");
    }

    #[test]
    fn a_part_stands_in_brackets_or_beside_a_dash() {
        let parts = |reference| parts(reference).collect::<Vec<_>>().join("|");
        assert_eq!(parts("Jane Doe (E12)"), "E12|Jane Doe");
        assert_eq!(parts("Doe, Jane [E-12] "), "E-12|Doe, Jane");
        assert_eq!(parts("(E12) Jane"), "E12|Jane");
        assert_eq!(parts("Jane (Janie) Doe (E12)"), "E12|Jane (Janie) Doe");
        assert_eq!(parts("E12 - Jane Doe - Acme"), "E12|Acme");
        assert_eq!(parts("Smith-Jones"), "");
        assert_eq!(parts(")("), "");
        assert_eq!(parts("() x"), "x");
    }

    proptest! {
        #[test]
        fn a_column_of_keys_serves_as_the_ids_do(
            managers in prop::collection::vec(any::<prop::sample::Index>(), 3..40),
            key_comes_first: bool,
            style in prop::sample::select(vec!["", "CN=Unit, ", "Somebody - "]),
        ) {
            let heading = if key_comes_first { "key,previous manager" } else { "previous manager,key" };
            let mut by_id = "id,title,manager,team\n0,CEO,,x\n".to_owned();
            let mut by_key = format!("id,title,manager,team,{heading}\n0,CEO,,x,{}\n", if key_comes_first { "k0," } else { ",k0" });
            if style == "CN=Unit, " {
                by_key = by_key.replace("k0", "\"cn=unit,k0\"");
            }
            let mut expected = vec![None];
            for (at, manager) in managers.iter().enumerate() {
                let (own, manager) = (at + 1, manager.index(at + 1));
                expected.push(Some(manager as u32));
                by_id += &format!("{own},Clerk,{manager},x\n");
                let reference = format!("\"{style}K{manager}\"");
                let key = if style == "CN=Unit, " { format!("\"cn=unit,k{own}\"") } else { format!("k{own}") };
                let rest = if key_comes_first { format!("{key},{reference}") } else { format!("{reference},{key}") };
                by_key += &format!("{own},Clerk,{reference},x,{rest}\n");
            }
            for (text, is_by_key) in [(by_id, false), (by_key, true)] {
                let roster = input::read(Source::new("x.csv", text).unwrap(), &input::Options::default()).unwrap();
                let chart = Chart::new(roster, jiff::civil::date(2026, 6, 15));
                let found: Vec<Option<u32>> =
                    chart.roster().records().map(|record| chart.manager(record).map(|manager| manager.0)).collect();
                prop_assert_eq!(&found, &expected);
                let by = chart.referred_by().and_then(|reference| reference.heading(chart.roster()));
                prop_assert_eq!(by, is_by_key.then_some("key"));
            }
        }
    }
}
