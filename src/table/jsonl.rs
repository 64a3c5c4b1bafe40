//! JSON, one object a line.

use std::io::{self, Write};

use super::{Column, Rows, Value};

pub(super) struct Writer<'w> {
    /// The headings as JSON.
    keys: Vec<String>,
    out: &'w mut dyn Write,
}

impl<'w> Writer<'w> {
    pub(super) fn begin(columns: &[Column<'_>], out: &'w mut dyn Write) -> Writer<'w> {
        let keys = columns.iter().map(|column| serde_json::Value::from(column.heading).to_string()).collect();
        Writer { keys, out }
    }
}

impl Rows for Writer<'_> {
    fn write(&mut self, cells: &[Value<'_>]) -> io::Result<()> {
        let mut before = "{";
        for (key, cell) in self.keys.iter().zip(cells) {
            write!(self.out, "{before}{key}:")?;
            before = ",";
            match cell {
                Value::Nothing => self.out.write_all(b"null")?,
                Value::Text(text) => serde_json::to_writer(&mut *self.out, text)?,
                Value::Number(number) => write!(self.out, "{number}")?,
            }
        }
        self.out.write_all(b"}\n")
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}
