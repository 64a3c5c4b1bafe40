//! Charts drawn from random choices: ids of which few differ, so that they meet, titles of known words, and texts that try
//! to be more than text.

use arbitrary::{Arbitrary, Result, Unstructured};

use super::telling::TELLING;

/// In every hostile text: where it stands in an output, so does the text.
pub(crate) const MARK: &str = "zq7";

/// In every name.
pub(crate) const NAME_MARK: &str = "zqn7";

/// The columns of a drawn chart.
pub(crate) const HEADER: &str = "id,name,title,manager_id,dotted_manager_id,department,status,end_date,salary\n";

const WORDS: [&str; 24] = [
    "VP",
    "Director",
    "Manager",
    "Sales",
    "Operations",
    "of",
    ",",
    "COO",
    "CRO",
    "CEO",
    "Chief",
    "Officer",
    "&",
    "Vacant",
    "Analyst",
    "Head",
    "Enablement",
    "Senior",
    "to the",
    "Account Executive",
    "CRM",
    "Administrator",
    "Regional",
    "/",
];
const STATUSES: [&str; 5] = ["active", "Terminated", "leave", "open", ""];
const DAYS: [&str; 6] = ["", "2020-01-01", "2999-12-31", "31.12.2999", "05/07/2026", "soon"];
const AMOUNTS: [&str; 5] = ["", "100000", "1,000.50 EUR", "-1", "1e9"];
const ODD_IDS: [&str; 7] = ["", "none", "007", "7.0", "[\"E1\"]", "E1;E2", "a-longer-id-than-ten"];

/// A text with a mark that holds what has a meaning somewhere.
pub(crate) fn hostile(choices: &mut Unstructured<'_>, mark: &str) -> Result<String> {
    let mut text = String::new();
    for _ in 0..choices.int_in_range(0..=3)? {
        if choices.ratio(3, 4)? {
            text += choices.choose(&TELLING)?;
        } else {
            text += &<&str>::arbitrary(choices)?.chars().take(12).collect::<String>();
        }
    }
    text += mark;
    text += choices.choose(&TELLING)?;
    Ok(text.replace('\0', ""))
}

/// An id, or a reference to one.
pub(crate) fn id(choices: &mut Unstructured<'_>) -> Result<String> {
    let number = choices.int_in_range(0..=11)?;
    Ok(match choices.int_in_range(0..=11)? {
        0 => hostile(choices, MARK)?,
        1 => format!(" e{number} "),
        2 => (*choices.choose(&ODD_IDS)?).to_owned(),
        _ => format!("E{number}"),
    })
}

/// A title that sometimes means something.
pub(crate) fn title(choices: &mut Unstructured<'_>) -> Result<String> {
    if choices.ratio(1, 6)? {
        return hostile(choices, MARK);
    }
    let words = (0..choices.int_in_range(0..=4)?).map(|_| Ok(*choices.choose(&WORDS)?));
    Ok(words.collect::<Result<Vec<_>>>()?.join(" "))
}

/// A cell of delimited text.
pub(crate) fn cell(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The records of a chart, as delimited text with the columns of [`HEADER`].
pub(crate) fn records(choices: &mut Unstructured<'_>, most: usize) -> Result<Vec<String>> {
    let mut records = Vec::new();
    for _ in 0..choices.int_in_range(1..=most)? {
        let name = match choices.int_in_range(0..=4)? {
            0 => (*choices.choose(&["", "Vacant", "Eliminated"])?).to_owned(),
            1 => hostile(choices, NAME_MARK)?,
            _ => format!("Person {NAME_MARK}"),
        };
        let department = if choices.ratio(1, 4)? { hostile(choices, MARK)? } else { "Sales".to_owned() };
        let cells = [
            id(choices)?,
            name,
            title(choices)?,
            id(choices)?,
            if choices.ratio(1, 4)? { id(choices)? } else { String::new() },
            department,
            (*choices.choose(&STATUSES)?).to_owned(),
            (*choices.choose(&DAYS)?).to_owned(),
            (*choices.choose(&AMOUNTS)?).to_owned(),
        ];
        records.push(cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join(",") + "\n");
    }
    Ok(records)
}

/// A chart as delimited text.
pub(crate) fn table(choices: &mut Unstructured<'_>) -> Result<String> {
    Ok(HEADER.to_owned() + &records(choices, 24)?.concat())
}
