//! Names of sheets: legal, and each of its own.

use std::collections::HashSet;

use crate::source::Source;

/// UTF-16 units of a name.
const LONGEST: usize = 31;

/// The names that are taken, in lower case: spreadsheet programs tell them apart without it.
pub(super) struct Names(HashSet<String>);

impl Names {
    /// Names beside those of the sheets that every workbook has, and one that Excel keeps for itself.
    pub(super) fn beside(taken: &[&str]) -> Names {
        Names(taken.iter().chain(&["History"]).map(|name| name.to_lowercase()).collect())
    }

    /// A name for the sheet of a source: that of its sheet, or of its file.
    pub(super) fn of(&mut self, source: &Source) -> String {
        self.own(source.sheet_name().filter(|name| !name.is_empty()).unwrap_or_else(|| stem(source.name())))
    }

    fn own(&mut self, wanted: &str) -> String {
        let legal: String = wanted.chars().map(|character| if is_legal(character) { character } else { '_' }).collect();
        let legal = match trimmed(&legal) {
            "" => "chart",
            legal => legal,
        };
        let mut number = 1;
        loop {
            let end = if number == 1 { String::new() } else { format!(" ({number})") };
            let name = format!("{}{end}", trimmed(first(legal, LONGEST - end.len())));
            if self.0.insert(name.to_lowercase()) {
                return name;
            }
            number += 1;
        }
    }
}

fn is_legal(character: char) -> bool {
    !character.is_control() && !matches!(character, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\u{fffe}' | '\u{ffff}')
}

/// Without what a name must not begin or end with.
fn trimmed(name: &str) -> &str {
    name.trim_matches(|character: char| character == '\'' || character.is_whitespace())
}

/// The name of a file without its folders and its extension; standard input has none.
fn stem(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ if file == "-" => "chart",
        _ => file,
    }
}

/// The start of a text, as far as it has no more UTF-16 units than that.
pub(super) fn first(text: &str, most: usize) -> &str {
    if text.len() <= most {
        return text;
    }
    let mut units = 0;
    let fits = |(_, character): &(usize, char)| {
        units += character.len_utf16();
        units <= most
    };
    let end = text.char_indices().take_while(fits).last().map_or(0, |(at, character)| at + character.len_utf8());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_xlsxwriter::utility::check_sheet_name;

    use super::*;

    #[test]
    fn files_give_their_sheets_their_names() {
        let mut names = Names::beside(&["Findings"]);
        let mut own = |path: &str| names.own(stem(path));
        assert_eq!(own("a/org.csv"), "org");
        assert_eq!(own("b/ORG.json"), "ORG (2)");
        assert_eq!(own(r"C:\exports\[all].csv"), "_all_");
        assert_eq!(own("findings.csv"), "findings (2)");
        assert_eq!(own("history"), "history (2)");
        assert_eq!(own("-"), "chart");
        assert_eq!(own("''.csv"), "chart (2)");
        assert_eq!(own(".csv"), ".csv");
        let (long, again) = ("x".repeat(40), "X".repeat(40));
        assert_eq!(own(&long), "x".repeat(31));
        assert_eq!(own(&again), format!("{} (2)", "X".repeat(27)));
    }

    proptest! {
        #[test]
        fn every_name_is_legal_and_its_own(wanted in prop::collection::vec("[ab'\\[😀é :]{0,40}|\\PC{0,40}", 1..20)) {
            let mut names = Names::beside(&["Findings"]);
            let mut seen = HashSet::new();
            for wanted in wanted {
                let name = names.own(&wanted);
                prop_assert!(check_sheet_name(&name).is_ok(), "{name:?}");
                prop_assert!(seen.insert(name.to_lowercase()));
            }
        }
    }
}
