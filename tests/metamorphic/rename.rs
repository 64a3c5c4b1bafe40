//! Other ids for those of a chart, and for those that its references name in vain.

use std::collections::HashMap;

use orglint::chart::Chart;
use orglint::input::Field;

use crate::case::load;
use crate::sheet::Sheet;

/// A sheet with other ids, and for each of these the one that it is for.
pub(crate) struct Renamed {
    pub(crate) sheet: Sheet,
    pub(crate) names: HashMap<String, String>,
}

/// Separators between several ids in a cell.
const SEPARATORS: [char; 5] = [';', '|', ',', ':', '\n'];

/// The same chart with random ids. `None` where an id says more than which position is meant: where it is a name, an
/// address or a row, or references are mended before they match.
pub(crate) fn renamed(sheet: &Sheet, random: &mut fastrand::Rng) -> Option<Renamed> {
    let column = sheet.column(Field::Id).filter(|column| sheet.fields[*column].len() == 1)?;
    let chart = Chart::new(load("org.csv", sheet.text()).unwrap(), jiff::civil::date(2026, 6, 30));
    if !chart.untidy().is_empty() || chart.referred_by().is_some() {
        return None;
    }
    let ids = || sheet.rows.iter().map(|row| row[column].as_str());
    let id = |text: &str| ids().find(|id| *id == text).or_else(|| ids().find(|id| id.eq_ignore_ascii_case(text)));
    let is_id = |text: &str| id(text) == Some(text);
    // What stands for the top, or is lost in vain, is no id.
    let is_lost = |text: &str| {
        let lost = chart.positions().filter(|position| chart.link(*position) == orglint::chart::Link::Unknown);
        lost.into_iter().any(|position| chart.roster().text(position, Field::Manager) == text)
    };
    let mut names: HashMap<String, String> = HashMap::new();
    let mut rename = |text: &str| {
        if text.trim().is_empty() {
            return text.to_owned();
        }
        let mut new = format!("K{}", random.u32(100_000..1_000_000));
        while names.values().any(|taken| *taken == new) {
            new = format!("K{}", random.u32(100_000..1_000_000));
        }
        names.entry(text.to_owned()).or_insert(new).clone()
    };
    let mut other = sheet.clone();
    for row in &mut other.rows {
        row[column] = rename(&row[column]);
    }
    for field in [Field::Manager, Field::DottedManager] {
        let Some(column) = sheet.column(field) else { continue };
        for row in &mut other.rows {
            let cell = row[column].clone();
            let parts: Vec<&str> = cell.split(SEPARATORS).map(str::trim).filter(|part| !part.is_empty()).collect();
            row[column] = match () {
                () if is_id(&cell) || field == Field::Manager && is_lost(&cell) => rename(&cell),
                () if parts.len() > 1 && parts.iter().any(|part| is_id(part)) => {
                    parts.iter().map(|part| rename(id(part).unwrap_or(part))).collect::<Vec<_>>().join(";")
                }
                () => cell,
            };
        }
    }
    Some(Renamed { sheet: other, names: names.into_iter().map(|(old, new)| (new, old)).collect() })
}
