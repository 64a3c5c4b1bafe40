//! What the other columns say: the department, where somebody works, and whatever else a file has that may tell a team.

use std::rc::Rc;

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
/// Of a blank cell.
pub(super) const BLANK: u32 = u32::MAX;

/// The cells of the columns that may tell, as numbers: the same for the same value. Those of a record are read when one of
/// them is first asked for: of a large chart with few faults most are not.
pub(super) struct Cells<'a> {
    chart: &'a Chart,
    columns: Vec<usize>,
    codes: Map<Record, Rc<[u32]>>,
    known: Vec<Map<String, u32>>,
}

impl<'a> Cells<'a> {
    /// The columns of a chart that could tell.
    pub(super) fn of(chart: &'a Chart) -> Cells<'a> {
        let columns = chart.roster().columns();
        let is_passed_over = |column: &usize| NOT_LOOKED_AT.iter().any(|field| columns.column(*field) == Some(*column));
        let columns = (0..columns.headings().len()).filter(|column| !is_passed_over(column)).take(MOST).collect();
        Cells::unread(chart, columns)
    }

    fn unread(chart: &'a Chart, columns: Vec<usize>) -> Cells<'a> {
        Cells { chart, codes: Map::default(), known: vec![Map::default(); columns.len()], columns }
    }

    /// Only these of the columns, by their numbers here.
    pub(super) fn only(self, kept: &[usize]) -> Cells<'a> {
        Cells::unread(self.chart, kept.iter().map(|at| self.columns[*at]).collect())
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

    /// The numbers of what the cells of a position say.
    pub(super) fn codes(&mut self, position: Record) -> Rc<[u32]> {
        if let Some(codes) = self.codes.get(&position) {
            return Rc::clone(codes);
        }
        let codes: Rc<[u32]> = (0..self.columns.len()).map(|at| self.read(position, at)).collect();
        self.codes.insert(position, Rc::clone(&codes));
        codes
    }

    fn read(&mut self, position: Record, at: usize) -> u32 {
        let text = self.text(position, at);
        let next = self.known[at].len() as u32;
        if text.is_empty() { BLANK } else { *self.known[at].entry(text).or_insert(next) }
    }
}
