//! CSV, with cells that a spreadsheet would run marked as text.

use std::borrow::Cow;
use std::io::{self, Write};

use super::formula::defused;
use super::{Column, Rows, Value};

pub(super) struct Writer<'w>(csv::Writer<&'w mut dyn Write>);

impl<'w> Writer<'w> {
    pub(super) fn begin(columns: &[Column<'_>], out: &'w mut dyn Write) -> io::Result<Writer<'w>> {
        let mut writer = Writer(csv::Writer::from_writer(out));
        columns.iter().try_for_each(|column| writer.text(column.heading))?;
        writer.end()?;
        Ok(writer)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        // No text file holds a NUL, and JSON can spell one.
        let text = if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) };
        self.0.write_field(defused(&text).as_bytes()).map_err(written)
    }

    fn end(&mut self) -> io::Result<()> {
        self.0.write_record(None::<&[u8]>).map_err(written)
    }
}

/// What kept a cell from being written. As the crate turns its errors into those of writing, nobody could tell a full disk
/// from a reader that left.
fn written(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

impl Rows for Writer<'_> {
    fn write(&mut self, cells: &[Value<'_>]) -> io::Result<()> {
        for cell in cells {
            match cell {
                Value::Nothing => self.0.write_field("").map_err(written)?,
                Value::Text(text) => self.text(text)?,
                Value::Number(number) => self.0.write_field(number.to_string()).map_err(written)?,
            }
        }
        self.end()
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::*;

    #[test]
    fn cells_are_quoted_and_defused() {
        let mut out = Vec::new();
        let mut rows = Format::Csv.begin(&["id", "=a,b"].map(Column::of_texts), &mut out).unwrap();
        rows.write(&[Value::Text("=1;\"x\"".into()), Value::Number(3)]).unwrap();
        rows.write(&[Value::Text("a\0\n-".into()), Value::Nothing]).unwrap();
        rows.finish().unwrap();
        let expected = "id,\"'=a,b\"\n\"'=1;\"\"x\"\"\",3\n\"a\u{fffd}\n-\",\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
