//! A chart as a sheet of cells that a test changes, and the ways to write it.

use orglint::input::{Field, Roster};

use crate::table::Table;

/// Headings, and the cells below them.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub(crate) headings: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
    /// For each column the field that is read from it.
    pub(crate) fields: Vec<Vec<Field>>,
}

impl Sheet {
    pub(crate) fn of(roster: &Roster) -> Sheet {
        let table = Table::of(roster);
        let fields = (0..table.headings.len()).map(|column| table.fields_of(column).collect()).collect();
        Sheet { headings: table.headings, rows: table.rows, fields }
    }

    /// The column of a field.
    pub(crate) fn column(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|fields| fields.contains(&field))
    }

    /// Changes every cell of a field.
    pub(crate) fn each(&mut self, field: Field, change: impl Fn(&str) -> String) {
        if let Some(column) = self.column(field) {
            self.rows.iter_mut().for_each(|row| row[column] = change(&row[column]));
        }
    }

    /// The columns in another order.
    pub(crate) fn shuffled_columns(&self, random: &mut fastrand::Rng) -> Sheet {
        let mut order: Vec<usize> = (0..self.headings.len()).collect();
        random.shuffle(&mut order);
        let pick = |cells: &Vec<String>| order.iter().map(|column| cells[*column].clone()).collect();
        Sheet {
            headings: pick(&self.headings),
            rows: self.rows.iter().map(pick).collect(),
            fields: order.iter().map(|column| self.fields[*column].clone()).collect(),
        }
    }

    pub(crate) fn text(&self) -> Vec<u8> {
        self.written(&mut csv::WriterBuilder::new())
    }

    pub(crate) fn written(&self, dialect: &mut csv::WriterBuilder) -> Vec<u8> {
        let mut writer = dialect.from_writer(Vec::new());
        let marked = |text: &String| orglint::table::formula::defused(text).into_owned();
        for row in std::iter::once(&self.headings).chain(&self.rows) {
            writer.write_record(row.iter().map(marked)).unwrap();
        }
        writer.into_inner().unwrap()
    }
}
