//! References by something else than the id: where most references are no ids, managers are referred to by e-mail address,
//! by name, by an id with a name beside it, or by what some other column holds: a DN, a role's slug, a position number.

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

    /// What references can go by in this input, the most telling first.
    pub(super) fn candidates(roster: &Roster) -> impl Iterator<Item = Reference> + '_ {
        let columns = roster.columns();
        let fields = [Field::Id, Field::Email, Field::Name].into_iter().filter(|field| roster.holds(*field));
        let is_passed_over = |column: usize| NO_REFERENCE.iter().any(|field| columns.column(*field) == Some(column));
        let others = (0..columns.headings().len()).filter(move |column| !is_passed_over(*column));
        fields.map(Reference::Field).chain(others.map(Reference::Column)).take(Reference::MOST)
    }

    /// The heading of the column, where it is one.
    pub fn heading(self, roster: &Roster) -> Option<&str> {
        match self {
            Reference::Field(field) => roster.columns().heading(field),
            Reference::Column(column) => roster.columns().headings().get(column).map(String::as_str),
        }
    }
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
pub(super) struct Wanted {
    /// Whether they are compared as names.
    are_names: bool,
    numbers: HashMap<String, u32, foldhash::fast::RandomState>,
    /// For each reference the numbers of its forms: that of the whole, then those of its parts.
    forms: Vec<Vec<u32>>,
    shortest: usize,
}

/// For each form that is wanted a position that a column calls so, and how many there are.
pub(super) struct Holders(Vec<(Record, u32)>);

impl Wanted {
    /// Each reference is known by its place in this order.
    pub(super) fn new<'a>(references: impl Iterator<Item = &'a str>, are_names: bool) -> Wanted {
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

    /// Whether references by `reference` are compared in this form.
    pub(super) fn suits(&self, reference: Reference) -> bool {
        self.are_names == (reference == Reference::Field(Field::Name))
    }

    /// Looks through one column, once.
    pub(super) fn holders(
        &self,
        roster: &Roster,
        reference: Reference,
        is_position: impl Fn(Record) -> bool,
    ) -> Holders {
        let mut holders = vec![(Record(0), 0); self.numbers.len()];
        let mut form = String::new();
        for record in roster.records().filter(|record| is_position(*record)) {
            let text = match reference {
                Reference::Field(Field::Name) => roster.name(record),
                Reference::Field(field) => roster.text(record, field),
                Reference::Column(column) => roster.text_in(record, column),
            };
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
    pub(super) fn meant(&self, reference: usize, holders: &Holders) -> Meant {
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
        form.extend(character.to_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
