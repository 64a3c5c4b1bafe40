//! Headings as they are spelled, and the table of those that are known.

use std::collections::HashMap;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use super::columns::Field;

/// The known spellings by field, normalised: `columns.toml`, as every start needs it.
static KNOWN: LazyLock<Vec<Vec<&str>>> =
    LazyLock::new(|| postcard::from_bytes(include_bytes!("columns.bin")).unwrap_or_default());

/// The known spellings of a field, normalised.
pub(super) fn known_headings(field: Field) -> &'static [&'static str] {
    KNOWN.get(field as usize).map(Vec::as_slice).unwrap_or_default()
}

/// No heading says anything after so many characters; what is no chart can have one as long as itself.
const LONGEST: usize = 1000;

/// A heading without what does not matter in it.
pub(super) fn normalised(heading: &str) -> String {
    let mut key = String::with_capacity(heading.len().min(LONGEST));
    for character in heading.chars().take(LONGEST) {
        match character {
            '#' => key.push_str("number"),
            character => key.extend(character.to_lowercase().filter(|lower| lower.is_alphanumeric())),
        }
    }
    key
}

/// Keys around a value that say nothing of it: `attributes.supervisor.value.attributes.id.value` is the supervisor's id.
const WRAPPERS: [&str; 8] = ["attributes", "data", "fields", "node", "properties", "relationships", "value", "work"];

/// A heading without the keys around its value, or, of a heading that gives a name in brackets, that name, normalised;
/// `None` where that is the heading itself.
pub(super) fn bare(heading: &str) -> Option<String> {
    if heading.len() > LONGEST {
        return None;
    }
    if let Some((label, rest)) = heading.split_once('[') {
        // 'Block sign in (Yes/No) [accountEnabled]' says the opposite.
        let is_opposite = label.trim_start().get(..5).is_some_and(|word| word.eq_ignore_ascii_case("block"));
        let (name, _) = rest.split_once(']').filter(|_| !is_opposite)?;
        return Some(normalised(name));
    }
    let keys = heading.split('.');
    let kept: Vec<&str> =
        keys.filter(|key| !WRAPPERS.iter().any(|wrapper| wrapper.eq_ignore_ascii_case(key))).collect();
    let key = normalised(&kept.concat());
    (heading.contains('.') && !key.is_empty()).then_some(key)
}

/// The headings of one input, by their spelling: in full, and without what is around it.
pub(super) struct Index {
    keys: HashMap<String, usize, RandomState>,
    bare: HashMap<String, usize, RandomState>,
}

impl Index {
    /// Of several columns with one spelling the first counts.
    pub(super) fn new(headings: &[String]) -> Index {
        let mut index = Index { keys: HashMap::default(), bare: HashMap::default() };
        for (column, heading) in headings.iter().enumerate() {
            index.keys.entry(normalised(heading)).or_insert(column);
            if let Some(bare) = bare(heading) {
                index.bare.entry(bare).or_insert(column);
            }
        }
        index
    }

    /// The columns whose headings are known for a field; the most telling first.
    pub(super) fn known(&self, field: Field) -> impl Iterator<Item = usize> + '_ {
        known_headings(field)
            .iter()
            .filter_map(|known| self.keys.get(*known).or_else(|| self.bare.get(*known)).copied())
    }

    /// Whether a column is known for a field by its heading in full.
    pub(super) fn is_known_for(&self, column: usize, field: Field) -> bool {
        known_headings(field).iter().any(|known| self.keys.get(*known) == Some(&column))
    }

    /// The column that a user means, spelled as it is or loosely.
    pub(super) fn mapped(&self, headings: &[String], column: &str) -> Option<usize> {
        let exact = headings.iter().position(|heading| heading == column);
        exact.or_else(|| self.keys.get(&normalised(column)).copied())
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Table {
        field: Vec<Entry>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Entry {
        name: Field,
        headings: Vec<String>,
    }

    #[test]
    fn the_known_headings_are_those_written() {
        let table: Table = toml::from_str(include_str!("columns.toml")).unwrap();
        let mut written = vec![Vec::new(); Field::ALL.len()];
        for entry in table.field {
            written[entry.name as usize] = entry.headings.iter().map(|heading| normalised(heading)).collect();
        }
        let packed = postcard::to_allocvec(&written).unwrap();
        assert_eq!(postcard::from_bytes::<Vec<Vec<String>>>(&packed).unwrap(), written);
        crate::in_step::hold("src/input/columns.bin", &packed, "headings");
    }
}
