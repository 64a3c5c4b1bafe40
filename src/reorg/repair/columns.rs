//! What the other columns say: the department, where somebody works, and whatever else a file has that may tell a team.

use super::Map;

use crate::chart::Chart;
use crate::finding::Record;
use crate::input::Field;

/// Columns that say who somebody is, or what the rest is told by, or a figure.
const NOT_LOOKED_AT: [Field; 18] = [
    Field::Id,
    Field::Manager,
    Field::Person,
    Field::Name,
    Field::FirstName,
    Field::LastName,
    Field::Title,
    Field::Email,
    Field::Status,
    Field::StartDate,
    Field::EndDate,
    Field::EffectiveDate,
    Field::EffectiveSequence,
    Field::QuotaCarrying,
    Field::DottedManager,
    Field::BasePay,
    Field::TotalPay,
    Field::YearsExperience,
];
/// Columns looked at, of a wide file.
const MOST: usize = 64;
/// Of a value: not read yet, and blank.
const UNREAD: u32 = u32::MAX;
const BLANK: u32 = u32::MAX - 1;

/// The cells of the columns that may tell, as numbers: the same for the same value. Each is read when it is first asked for.
pub(super) struct Cells<'a> {
    chart: &'a Chart,
    columns: Vec<usize>,
    codes: Vec<u32>,
    known: Vec<Map<String, u32>>,
}

impl<'a> Cells<'a> {
    /// The columns of a chart that could tell.
    pub(super) fn of(chart: &'a Chart) -> Cells<'a> {
        let columns = chart.roster().columns();
        let is_passed_over = |column: &usize| NOT_LOOKED_AT.iter().any(|field| columns.column(*field) == Some(*column));
        let columns = (0..columns.headings().len()).filter(|column| !is_passed_over(column)).take(MOST).collect();
        Cells { chart, columns, codes: Vec::new(), known: Vec::new() }.emptied()
    }

    /// Nothing read yet.
    fn emptied(mut self) -> Self {
        self.codes = vec![UNREAD; self.chart.roster().len() * self.columns.len()];
        self.known = vec![Map::default(); self.columns.len()];
        self
    }

    /// Only these of the columns, by their numbers here.
    pub(super) fn only(self, kept: &[usize]) -> Cells<'a> {
        let columns = kept.iter().map(|at| self.columns[*at]).collect();
        Cells { chart: self.chart, columns, codes: Vec::new(), known: Vec::new() }.emptied()
    }

    /// How many columns there are.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    /// Its number in the file.
    pub(super) fn column(&self, at: usize) -> usize {
        self.columns[at]
    }

    /// The heading of one.
    pub(super) fn heading(&self, at: usize) -> &'a str {
        self.chart.roster().columns().headings().get(self.columns[at]).map_or("", String::as_str)
    }

    /// What a cell says.
    pub(super) fn text(&self, position: Record, at: usize) -> String {
        self.chart.roster().text_in(position, self.columns[at]).to_lowercase()
    }

    /// The number of what a cell says; `None` where it is blank.
    pub(super) fn code(&mut self, position: Record, at: usize) -> Option<u32> {
        let slot = position.index() * self.columns.len() + at;
        if self.codes[slot] == UNREAD {
            let text = self.text(position, at);
            let next = self.known[at].len() as u32;
            self.codes[slot] = if text.is_empty() { BLANK } else { *self.known[at].entry(text).or_insert(next) };
        }
        Some(self.codes[slot]).filter(|code| *code != BLANK)
    }
}
