//! A date, number or flag that is none.

use crate::chart::Chart;
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::values::{self, Reading};
use crate::input::{Field, Flag, Roster};
use crate::rules::{Rule, Settings};

/// `input/invalid-value`
pub static RULE: Rule = Rule {
    name: "input/invalid-value",
    severity: Severity::Error,
    since: "0.1.0",
    summary: "a date, number or flag that is none",
    why: "What cannot be read is passed over, so that somebody who has left counts as here, or a seller as none. Days, \
          numbers and flags are read as people of many countries and their programs write them, and what can be read in \
          any way is no finding; nor is a cell that says it has no value ('n/a', 'tbd', '-'). A last day before the first, \
          and pay, years or headcount below zero, are no values either. Where most of a column is something else, that is \
          said once.",
    sources: &[],
    settings: &[],
    needs: &[&[
        Field::StartDate,
        Field::EndDate,
        Field::EffectiveDate,
        Field::QuotaCarrying,
        Field::BasePay,
        Field::TotalPay,
        Field::YearsExperience,
        Field::HeadcountWeight,
    ]],
    check,
    ..Rule::USUAL
};

/// So many filled cells are enough to say what a column holds.
const ENOUGH: usize = 10;

/// What a column should hold.
#[derive(Clone, Copy)]
enum Kind {
    Day,
    Number,
    /// A number or so many per cent.
    Share,
    Flag,
}

const COLUMNS: [(Field, Kind); 8] = [
    (Field::StartDate, Kind::Day),
    (Field::EndDate, Kind::Day),
    (Field::EffectiveDate, Kind::Day),
    (Field::QuotaCarrying, Kind::Flag),
    (Field::BasePay, Kind::Number),
    (Field::TotalPay, Kind::Number),
    (Field::YearsExperience, Kind::Number),
    (Field::HeadcountWeight, Kind::Share),
];

/// What a cell holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Nothing,
    Value,
    /// A number below zero.
    Negative,
    Other,
}

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    let roster = chart.roster();
    for (field, kind) in COLUMNS {
        if roster.has(field) && !is_sound(roster, field, kind) {
            check_column(chart, field, kind, found);
        }
    }
    if roster.has(Field::StartDate) && roster.has(Field::EndDate) && !roster.dates_are_sound() {
        check_order(chart, found);
    }
}

/// Whether the scan of the file has seen that a column holds values throughout.
fn is_sound(roster: &Roster, field: Field, kind: Kind) -> bool {
    match kind {
        // Of these the scan keeps nothing.
        Kind::Day if field == Field::EffectiveDate => false,
        Kind::Day => roster.dates_are_sound(),
        Kind::Number | Kind::Share => roster.numbers_are_plain(field),
        Kind::Flag => !roster.quota_flags().contains(&Flag::Other),
    }
}

fn check_column(chart: &Chart, field: Field, kind: Kind, found: &mut Vec<Finding>) {
    let roster = chart.roster();
    let column = roster.columns().heading(field).unwrap_or_default();
    let (mut filled, mut wrong, mut negative) = (0, Vec::new(), Vec::new());
    for record in roster.records().filter(|record| !roster.is_left_out(*record)) {
        let cell = kind.cell(&roster.text(record, field));
        filled += usize::from(cell != Cell::Nothing);
        match cell {
            Cell::Other => wrong.push(record),
            Cell::Negative => negative.push(record),
            Cell::Nothing | Cell::Value => {}
        }
    }
    let what = kind.name();
    if let Some(first) = wrong.first().filter(|_| filled >= ENOUGH && 2 * wrong.len() > filled) {
        let message = format!("most of the column '{column}' is no {what}: {} of {filled} cells", wrong.len());
        let help = format!("if it holds something else, name the right column with --map {}=COLUMN", field.name());
        found.push(Finding::new(chart.place(*first, field), message).help(help));
        wrong.clear();
    }
    let mut report = |record: Record, fault: &str, help: &str| {
        let cell = chart.quoted(record, field);
        let message = format!("the column '{column}' of {} holds {fault}: '{cell}'", named(chart, record));
        found.push(Finding::new(chart.place(record, field), message).about([record]).help(help));
    };
    for record in wrong {
        report(record, &format!("no {what}"), kind.mend());
    }
    for record in negative {
        report(record, "a number below zero", "write the amount without the sign, or leave the cell empty");
    }
}

/// Finds who ends before starting, in every reading of the two days.
fn check_order(chart: &Chart, found: &mut Vec<Finding>) {
    let roster = chart.roster();
    let day = |record, field| values::day(&roster.text(record, field)).bounds();
    let (mut both, mut crossed) = (0, Vec::new());
    for record in roster.records().filter(|record| !roster.is_left_out(*record)) {
        // Most have no last day.
        let Some((_, end)) = day(record, Field::EndDate) else { continue };
        let Some((start, _)) = day(record, Field::StartDate) else { continue };
        both += 1;
        if end < start {
            crossed.push(record);
        }
    }
    let label = "the first day";
    if let Some(first) = crossed.first().filter(|_| both >= ENOUGH && 2 * crossed.len() > both) {
        let heading = |field| roster.columns().heading(field).unwrap_or_default();
        let message = format!(
            "most last days, in the column '{}', are before the first ones, in the column '{}': {} of {both}",
            heading(Field::EndDate),
            heading(Field::StartDate),
            crossed.len()
        );
        found.push(
            Finding::new(chart.place(*first, Field::EndDate), message)
                .label(chart.place(*first, Field::StartDate), label)
                .help("name the two columns with --map start_date=COLUMN and --map end_date=COLUMN"),
        );
        return;
    }
    for record in crossed {
        let (start, end) = (chart.quoted(record, Field::StartDate), chart.quoted(record, Field::EndDate));
        let message = format!("{} ends on {end}, before the start on {start}", named(chart, record));
        found.push(
            Finding::new(chart.place(record, Field::EndDate), message)
                .about([record])
                .label(chart.place(record, Field::StartDate), label)
                .help("mend the day that is wrong; of somebody who came back, leave the end of the time before out"),
        );
    }
}

fn named(chart: &Chart, record: Record) -> String {
    let id = chart.id(record);
    if id.is_empty() { "a record without an id".to_owned() } else { id.into_owned() }
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Kind::Day => "date",
            Kind::Number | Kind::Share => "number",
            Kind::Flag => "flag",
        }
    }

    const fn mend(self) -> &'static str {
        match self {
            Kind::Day => "write the day as in 2026-03-31, or leave the cell empty",
            Kind::Number | Kind::Share => "write the number in digits, or leave the cell empty",
            Kind::Flag => "write yes or no, or leave the cell empty",
        }
    }

    fn cell(self, text: &str) -> Cell {
        let number = |reading: Reading<f64>| match reading {
            Reading::Value { most, .. } if most < 0.0 => Cell::Negative,
            reading => Cell::of(reading),
        };
        match self {
            Kind::Day => Cell::of(values::day(text)),
            Kind::Number => number(values::number(text)),
            Kind::Share => number(values::share(text)),
            Kind::Flag => Cell::of(values::flag(text)),
        }
    }
}

impl Cell {
    fn of<T>(reading: Reading<T>) -> Cell {
        match reading {
            Reading::Nothing => Cell::Nothing,
            Reading::Value { .. } => Cell::Value,
            Reading::Other => Cell::Other,
        }
    }
}
