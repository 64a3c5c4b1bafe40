//! The sheet of the findings, each leading to its cell.

use rust_xlsxwriter::utility::{quote_sheet_name, row_col_to_cell};
use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use super::Omitted;
use super::value::{Look, colour};
use crate::check::{Part, Reported};
use crate::diagram::palette;
use crate::finding::Severity;
use crate::report::text::{clip, safe};

/// The headings, and the widths of their columns.
const COLUMNS: [(&str, f64); 10] = [
    ("severity", 10.0),
    ("rule", 28.0),
    ("message", 60.0),
    ("help", 48.0),
    ("id", 14.0),
    ("name", 22.0),
    ("title", 30.0),
    ("cell", 18.0),
    ("place", 24.0),
    ("sources", 16.0),
];

/// Links of one sheet.
const MOST_LINKS: usize = 65_530;

/// Findings that are listed: nobody reads as many, and a row of theirs takes some kilobytes until the file is written.
const MOST: usize = 100_000;

/// Characters of a cell.
const LONGEST: usize = 1001;

/// A finding, and the cell that it leads to.
pub(super) struct Row<'o> {
    part: Part<'o>,
    reported: &'o Reported<'o>,
    cell: Option<String>,
}

impl<'o> Row<'o> {
    pub(super) fn new(part: Part<'o>, reported: &'o Reported<'o>) -> Row<'o> {
        Row { part, reported, cell: None }
    }

    /// Lets it lead to a cell, by its row and column from 0.
    pub(super) fn lead_to(&mut self, sheet: &str, (row, column): (u32, u16)) {
        self.cell = Some(format!("{}!{}", quote_sheet_name(sheet), row_col_to_cell(row, column)));
    }

    /// What its cells say, but for the one that leads on.
    fn texts(&self) -> [(u16, String); 9] {
        let finding = &self.reported.finding;
        let chart = self.part.report.map(|report| report.chart());
        let subject = chart.zip(finding.subjects.first().copied());
        let (source, at) = self.part.locate(finding.at);
        let lines = |text: &str| clip(text, LONGEST).lines().map(safe).collect::<Vec<_>>().join("\n");
        let of_subject = |text: &dyn Fn(&crate::chart::Chart, crate::finding::Record) -> String| {
            subject.map(|(chart, subject)| lines(&text(chart, subject))).unwrap_or_default()
        };
        [
            (0, self.reported.severity.name().to_owned()),
            (1, lines(self.reported.rule.name())),
            (2, lines(&finding.message)),
            (3, finding.help.as_deref().map(lines).unwrap_or_default()),
            (4, of_subject(&|chart, subject| chart.id(subject).into_owned())),
            (5, of_subject(&|chart, subject| chart.name(subject).into_owned())),
            (6, of_subject(&|chart, subject| chart.title(subject).into_owned())),
            (8, lines(&format!("{}:{}", source.name(), source.named_place(at.start as usize)))),
            (9, lines(&self.reported.rule.sources().join(" "))),
        ]
    }
}

/// The findings that are listed: of too many the gravest, and of these the first.
fn listed<'r, 'o>(rows: &'r [Row<'o>]) -> Vec<&'r Row<'o>> {
    let mut listed: Vec<(usize, &Row<'_>)> = rows.iter().enumerate().collect();
    if listed.len() > MOST {
        listed.sort_by_key(|(number, row)| (std::cmp::Reverse(row.reported.severity), *number));
        listed.truncate(MOST);
        listed.sort_by_key(|(number, _)| *number);
    }
    listed.into_iter().map(|(_, row)| row).collect()
}

/// The sheet.
pub(super) fn sheet(name: &str, rows: &[Row<'_>], omitted: &mut Omitted) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    for (column, (heading, width)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, heading, &Look::Heading.format(None))?;
        sheet.set_column_width(column, width)?;
    }
    let text = Look::Text.format(None).set_text_wrap().set_align(FormatAlign::Top);
    let link = Look::Text.format(None).set_align(FormatAlign::Top).set_hyperlink();
    let shown = listed(rows);
    for (number, row) in (1..).zip(&shown) {
        let texts = row.texts();
        sheet.set_row_height(number, height(&texts))?;
        for (column, said) in texts {
            match column {
                0 => sheet.write_string_with_format(number, column, said, &of(row.reported.severity, &text))?,
                _ => sheet.write_string_with_format(number, column, said, &text)?,
            };
        }
        match &row.cell {
            Some(cell) if number as usize <= MOST_LINKS => {
                sheet.write_url_with_format(number, 7, Url::new(format!("internal:{cell}")), &link)?;
            }
            Some(cell) => {
                sheet.write_string_with_format(number, 7, cell, &text)?;
                omitted.links += 1;
            }
            None => {}
        }
    }
    omitted.findings = rows.len() - shown.len();
    sheet.set_freeze_panes(1, 0)?.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.autofilter(0, 0, shown.len().max(1) as u32, COLUMNS.len() as u16 - 1)?;
    Ok(sheet)
}

/// How high a row has to be for its texts, in points: not every program finds out by itself.
fn height(texts: &[(u16, String)]) -> f64 {
    const LINE: f64 = 15.0;
    const HIGHEST: f64 = 405.0;
    let lines = |(column, text): &(u16, String)| {
        let room = COLUMNS.get(usize::from(*column)).map_or(10.0, |(_, width)| width - 2.0);
        text.lines().map(|line| (line.chars().count() as f64 / room).ceil().max(1.0)).sum::<f64>()
    };
    (texts.iter().map(lines).fold(1.0, f64::max) * LINE).min(HIGHEST)
}

/// A format on the ground of a severity.
fn of(severity: Severity, format: &Format) -> Format {
    format.clone().set_background_color(colour(palette::ground(severity)))
}
