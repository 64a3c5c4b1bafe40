//! A chart by the definitions alone, in as many steps as that takes: every question walks through all records.

use std::collections::HashMap;

/// What the cells of a record say.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) manager: String,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) status: String,
    pub(crate) dotted: String,
}

impl Row {
    pub(crate) fn cells(&self) -> [&str; 6] {
        [&self.id, &self.manager, &self.name, &self.title, &self.status, &self.dotted]
    }
}

/// Whom a record reports to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum To {
    /// It is no position: without an id, or with that of an earlier record.
    NoPosition,
    Nobody,
    Itself,
    Manager(usize),
    Unknown,
}

/// What a cell says of the manager.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Meant {
    Top,
    /// This one, as the id is written.
    Exactly(usize),
    /// This one, which alone has such an id but for what spreadsheets do to it.
    Nearly(usize),
    /// All of these.
    Each(Vec<usize>),
    Nobody,
}

/// The words for the top that a cell can hold where no id is spelled so.
const TOPS: [&str; 12] =
    ["xx", "none", "null", "nil", "n/a", "na", "-1", "0", "-", "top", "board of directors", "board"];

/// The chart of some records.
pub(crate) struct Model {
    pub(crate) rows: Vec<Row>,
    pub(crate) to: Vec<To>,
    /// Positions that are linked though the reference is not the id as it is written.
    pub(crate) mended: Vec<usize>,
    /// Positions with several managers, and these.
    pub(crate) several: Vec<(usize, Vec<usize>)>,
    /// The line from each record upward; it ends before it comes to somebody for the second time.
    lines: Vec<Vec<usize>>,
}

/// An id as it is where a spreadsheet has not touched it, or has: blanks, case, zeros before it, '.0' behind it.
fn bare(id: &str) -> String {
    let mut id = id.trim().to_lowercase();
    let digits = id.strip_suffix(".0").map(str::to_owned);
    if let Some(number) = digits.filter(|digits| digits.parse::<u128>().is_ok()) {
        id = number;
    }
    while id.len() > 1 && id.starts_with('0') {
        id.remove(0);
    }
    id
}

impl Model {
    /// Reads what records say of each other.
    pub(crate) fn of(rows: Vec<Row>) -> Model {
        let rows: Vec<Row> =
            rows.into_iter().filter(|row| row.cells().iter().any(|cell| !cell.trim().is_empty())).collect();
        let to = vec![To::NoPosition; rows.len()];
        let mut model = Model { to, rows, mended: Vec::new(), several: Vec::new(), lines: Vec::new() };
        for record in model.records().filter(|record| model.is_first(*record)).collect::<Vec<_>>() {
            model.to[record] = match model.meant(&model.rows[record].manager) {
                Meant::Top => To::Nobody,
                Meant::Nobody => To::Unknown,
                Meant::Exactly(manager) => To::Manager(manager),
                Meant::Nearly(manager) => {
                    model.mended.push(record);
                    To::Manager(manager)
                }
                Meant::Each(managers) => {
                    let first = managers[0];
                    if managers.iter().any(|manager| *manager != first) {
                        model.several.push((record, managers));
                    }
                    To::Manager(first)
                }
            };
        }
        model.follow_texts();
        for record in model.records() {
            if model.to[record] == To::Manager(record) {
                model.to[record] = To::Itself;
            }
        }
        for record in model.records() {
            let mut line = vec![record];
            while let Some(manager) = model.up(line[line.len() - 1]).filter(|manager| !line.contains(manager)) {
                line.push(manager);
            }
            model.lines.push(line);
        }
        model
    }

    pub(crate) fn records(&self) -> std::ops::Range<usize> {
        0..self.rows.len()
    }

    /// The first record with the id of this one; itself where that has none, or another one.
    pub(crate) fn first(&self, record: usize) -> usize {
        let id = &self.rows[record].id;
        self.records().find(|other| !id.trim().is_empty() && self.rows[*other].id == *id).unwrap_or(record)
    }

    pub(crate) fn has_id(&self, record: usize) -> bool {
        !self.rows[record].id.trim().is_empty()
    }

    fn is_first(&self, record: usize) -> bool {
        self.has_id(record) && self.first(record) == record
    }

    fn meant(&self, reference: &str) -> Meant {
        let exactly = self.records().find(|record| self.is_first(*record) && self.rows[*record].id == reference);
        if let Some(manager) = exactly.filter(|_| !reference.trim().is_empty()) {
            return Meant::Exactly(manager);
        }
        let word = reference.trim().to_lowercase();
        if word.is_empty() || TOPS.contains(&&*word) {
            return Meant::Top;
        }
        if let Some(manager) = self.one(reference) {
            return Meant::Nearly(manager);
        }
        let parts: Vec<&str> = reference.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
        let managers: Vec<usize> = parts.iter().filter_map(|part| self.one(part)).collect();
        match parts.len() > 1 && managers.len() == parts.len() {
            true => Meant::Each(managers),
            false => Meant::Nobody,
        }
    }

    /// The one position whose id is this, or nearly this.
    fn one(&self, reference: &str) -> Option<usize> {
        let alone = |found: Vec<usize>| if found.len() == 1 { found.first().copied() } else { None };
        let positions = |wanted: &dyn Fn(&str) -> bool| {
            alone(self.records().filter(|record| self.is_first(*record) && wanted(&self.rows[*record].id)).collect())
        };
        positions(&|id| id.trim() == reference.trim()).or_else(|| positions(&|id| bare(id) == bare(reference)))
    }

    /// Where as many references are lost as lead to somebody, they are followed by the text of the id in any case, if half of
    /// them are told by that.
    fn follow_texts(&mut self) {
        let lost: Vec<usize> = self.records().filter(|record| self.to[*record] == To::Unknown).collect();
        let linked = self.records().filter(|record| matches!(self.to[*record], To::Manager(_))).count();
        let even = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let mut alike: HashMap<usize, Vec<usize>> = HashMap::new();
        for record in &lost {
            let is_it = |other: &usize| {
                self.is_first(*other) && even(&self.rows[*other].id) == even(&self.rows[*record].manager)
            };
            alike.insert(*record, self.records().filter(is_it).collect());
        }
        let told = alike.values().filter(|alike| !alike.is_empty()).count();
        if lost.len() >= linked && 2 * told >= lost.len() {
            for (record, alike) in alike.into_iter().filter(|(_, alike)| alike.len() == 1) {
                self.to[record] = To::Manager(alike[0]);
            }
        }
    }

    pub(crate) fn is_position(&self, record: usize) -> bool {
        self.to[record] != To::NoPosition
    }

    /// Whether the record is a position that counts: nobody has left it for good.
    pub(crate) fn counts(&self, record: usize) -> bool {
        self.is_position(record) && (self.is_vacant(record) || self.rows[record].status != "Terminated")
    }

    pub(crate) fn is_vacant(&self, record: usize) -> bool {
        self.rows[record].name == "Vacant" || self.rows[record].status == "open"
    }

    pub(crate) fn positions(&self) -> Vec<usize> {
        self.records().filter(|record| self.counts(*record)).collect()
    }

    pub(crate) fn roots(&self) -> Vec<usize> {
        self.positions().into_iter().filter(|record| self.to[*record] == To::Nobody).collect()
    }

    pub(crate) fn up(&self, record: usize) -> Option<usize> {
        match self.to[record] {
            To::Manager(manager) => Some(manager),
            _ => None,
        }
    }

    pub(crate) fn line(&self, record: usize) -> &[usize] {
        &self.lines[record]
    }

    fn is_in_loop(&self, record: usize) -> bool {
        let line = self.line(record);
        self.up(line[line.len() - 1]) == Some(record)
    }

    /// The distance to the top, which is 1; nothing where the line does not lead there.
    pub(crate) fn layer(&self, record: usize) -> Option<u32> {
        let line = self.line(record);
        (self.to[line[line.len() - 1]] == To::Nobody).then_some(line.len() as u32)
    }

    /// The members of the loop that a position is in, in reporting order from itself.
    pub(crate) fn cycle(&self, record: usize) -> Option<Vec<usize>> {
        self.is_in_loop(record).then(|| self.line(record).to_vec())
    }

    /// All loops, each from the member that stands first in the file.
    pub(crate) fn cycles(&self) -> Vec<Vec<usize>> {
        let starts_at = |cycle: &Vec<usize>| cycle.iter().min() == cycle.first();
        self.records().filter_map(|record| self.cycle(record)).filter(starts_at).collect()
    }

    pub(crate) fn direct(&self, record: usize) -> u32 {
        self.positions().into_iter().filter(|other| self.up(*other) == Some(record)).count() as u32
    }

    /// How many have the position above them. Who is in a loop has everybody in it above and below; so nothing is counted along it.
    pub(crate) fn total(&self, record: usize) -> u32 {
        let is_below = |other: &usize| {
            let line = self.line(*other);
            let upto = line.iter().position(|above| self.is_in_loop(*above)).map_or(line.len(), |first| first + 1);
            *other != record && line[..upto].contains(&record)
        };
        self.positions().iter().filter(|other| is_below(other)).count() as u32
    }

    /// The position with the most direct reports; of equals the one whose id sorts first.
    pub(crate) fn widest(&self) -> Option<usize> {
        let most = self.positions().into_iter().map(|record| self.direct(record)).max().filter(|most| *most > 0)?;
        let widest = self.positions().into_iter().filter(|record| self.direct(*record) == most);
        widest.min_by_key(|record| self.rows[*record].id.trim())
    }

    /// Further managers that a position names, and who is meant.
    pub(crate) fn dotted(&self, record: usize) -> Vec<(String, Option<usize>)> {
        let cell = &self.rows[record].dotted;
        let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| (part.to_owned(), self.one(part))).collect()
    }
}
