//! `xlsx`: a workbook for people who mend charts in a spreadsheet. It has a sheet for each chart with its cells as they
//! stand, those at fault coloured and with a note; a sheet of the findings, each leading to its cell; and one of figures.

mod chart;
mod findings;
mod names;
mod note;
mod statistics;
mod value;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::check::{Outcome, Part};
use crate::error::Error;
use chart::{Mark, Written};
use findings::Row;
use names::Names;

const FINDINGS: &str = "Findings";
const STATISTICS: &str = "Statistics";

/// What the workbook does not tell, for a workbook has limits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Omitted {
    /// Cells that end early.
    cells: usize,
    /// Cells with findings and without a note.
    notes: usize,
    /// Findings that do not lead to their cell.
    links: usize,
    /// Findings that are not listed.
    findings: usize,
}

/// The workbook of a run, as the bytes of its file. A chart that no sheet has room for is an error.
pub fn workbook(outcome: &Outcome<'_>) -> Result<Vec<u8>, Error> {
    let mut names = Names::beside(&[FINDINGS, STATISTICS]);
    let (mut sheets, mut rows) = (Vec::new(), Vec::new());
    let mut omitted = Omitted::default();
    for part in outcome.parts() {
        let charts = charts(&part, &mut names, &mut omitted)?;
        rows.extend(part.findings.iter().map(|reported| Row::new(part, reported)));
        let of_part = rows.len() - part.findings.len();
        for (name, Written { sheet, cells, .. }, numbers) in charts {
            for (number, cell) in numbers.into_iter().zip(cells) {
                rows[of_part + number].lead_to(&name, cell);
            }
            sheets.push(sheet);
        }
    }
    let told = |fault: XlsxError| failed("the findings", &fault);
    let findings = findings::sheet(FINDINGS, &rows, &mut omitted).map_err(told)?;
    let statistics = statistics::sheet(STATISTICS, outcome, omitted).map_err(told)?;
    bound(outcome, [findings].into_iter().chain(sheets).chain([statistics])).map_err(told)
}

/// A sheet of a chart: its name, itself, and the numbers of the findings in it.
type ChartSheet = (String, Written, Vec<usize>);

/// The sheets of a part: one for each file, as several can make one chart.
fn charts(part: &Part<'_>, names: &mut Names, omitted: &mut Omitted) -> Result<Vec<ChartSheet>, Error> {
    let Some(report) = part.report else { return Ok(Vec::new()) };
    let rosters = report.chart().roster().parts();
    let is_whole = rosters.len() == 1;
    let mut sheets = Vec::with_capacity(rosters.len());
    for roster in rosters {
        let name = names.of(roster.source());
        let (mut numbers, mut marks) = (Vec::new(), Vec::new());
        for (number, reported) in part.findings.iter().enumerate() {
            let (source, at) = part.locate(reported.finding.at);
            if std::ptr::eq(source, roster.source()) {
                let record = reported.finding.subjects.first().copied().filter(|_| is_whole);
                numbers.push(number);
                marks.push(Mark { reported, at: at.start, record });
            }
        }
        let written = chart::write(&name, report.chart(), roster, &marks)?;
        omitted.cells += written.cut;
        omitted.notes += written.without_note;
        sheets.push((name, written, numbers));
    }
    Ok(sheets)
}

/// The sheets as one file. Its day is that of the check, for a file that tells the time of its writing is never the same.
fn bound(outcome: &Outcome<'_>, sheets: impl Iterator<Item = Worksheet>) -> Result<Vec<u8>, XlsxError> {
    let day = outcome.reports.first().map(|report| report.chart().day());
    let written = day.and_then(|day| {
        ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, day.month() as u8, day.day() as u8).ok()
    });
    let written = written.map_or_else(|| ExcelDateTime::from_ymd(1900, 1, 1), Ok)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_author("orglint").set_creation_datetime(&written));
    sheets.for_each(|sheet| workbook.push_worksheet(sheet));
    workbook.save_to_buffer()
}

fn failed(name: &str, fault: &XlsxError) -> Error {
    Error::in_file(name, format!("no workbook can be made of it: {fault}"))
}
