//! Parquet: numbers and texts by column, packed with Snappy.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Stored};
use ::parquet::column::writer::ColumnWriter;
use ::parquet::data_type::ByteArray;
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::types::Type;

use super::{Column, Rows, Value};

/// A group of rows ends with so many rows, or so many bytes of text: that much is in memory at a time.
const MOST_ROWS: usize = 1 << 17;
const MOST_BYTES: usize = 1 << 26;

pub(super) struct Writer<'w> {
    file: SerializedFileWriter<Written>,
    /// What the file consists of so far and is not in `out` yet.
    written: Written,
    out: &'w mut dyn Write,
    /// The rows of the group, by column.
    columns: Vec<Cells>,
    rows: usize,
    bytes: usize,
}

/// The cells of a column: the values that are there, and for each row whether one is.
struct Cells {
    values: Values,
    levels: Vec<i16>,
}

enum Values {
    Texts(Vec<ByteArray>),
    Numbers(Vec<i32>),
}

/// Bytes on the way to a writer that the crate, which may write from other threads, cannot be given itself.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> Writer<'w> {
    pub(super) fn begin(columns: &[Column<'_>], out: &'w mut dyn Write) -> io::Result<Writer<'w>> {
        let fields = columns.iter().map(field).collect::<Result<Vec<Arc<Type>>, ParquetError>>().map_err(unwritten)?;
        let schema = Type::group_type_builder("orglint").with_fields(fields).build().map_err(unwritten)?;
        let about = format!("orglint version {}", env!("CARGO_PKG_VERSION"));
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).set_created_by(about).build();
        let written = Written::default();
        let file = SerializedFileWriter::new(written.clone(), Arc::new(schema), Arc::new(properties));
        let columns = columns.iter().map(Cells::of).collect();
        Ok(Writer { file: file.map_err(unwritten)?, written, out, columns, rows: 0, bytes: 0 })
    }

    /// Writes the rows that are in memory.
    fn end_group(&mut self) -> io::Result<()> {
        if self.rows > 0 {
            write_group(&mut self.file, &mut self.columns).map_err(unwritten)?;
        }
        (self.rows, self.bytes) = (0, 0);
        self.pass_on()
    }

    fn pass_on(&mut self) -> io::Result<()> {
        let bytes = std::mem::take(&mut *self.written.0.lock().unwrap_or_else(PoisonError::into_inner));
        self.out.write_all(&bytes)
    }
}

impl Rows for Writer<'_> {
    fn write(&mut self, cells: &[Value<'_>]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += column.push(cell)?;
        }
        self.rows += 1;
        if self.rows >= MOST_ROWS || self.bytes >= MOST_BYTES { self.end_group() } else { Ok(()) }
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.end_group()?;
        self.file.finish().map_err(unwritten)?;
        self.pass_on()
    }
}

impl Cells {
    fn of(column: &Column<'_>) -> Cells {
        let values = if column.is_number { Values::Numbers(Vec::new()) } else { Values::Texts(Vec::new()) };
        Cells { values, levels: Vec::new() }
    }

    /// Adds a cell, and says how many bytes of text it has.
    fn push(&mut self, cell: &Value<'_>) -> io::Result<usize> {
        self.levels.push(i16::from(*cell != Value::Nothing));
        match (&mut self.values, cell) {
            (_, Value::Nothing) => {}
            (Values::Texts(texts), Value::Text(text)) => {
                texts.push(ByteArray::from(&**text));
                return Ok(text.len());
            }
            (Values::Texts(texts), Value::Number(number)) => texts.push(ByteArray::from(&*number.to_string())),
            (Values::Numbers(numbers), Value::Number(number)) => {
                numbers.push(i32::try_from(*number).map_err(io::Error::other)?);
            }
            (Values::Numbers(_), Value::Text(_)) => {
                return Err(io::Error::other("a text is no number"));
            }
        }
        Ok(0)
    }
}

fn field(column: &Column<'_>) -> Result<Arc<Type>, ParquetError> {
    let (stored, meaning) = match column.is_number {
        true => (Stored::INT32, None),
        false => (Stored::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let field = Type::primitive_type_builder(column.heading, stored).with_logical_type(meaning);
    field.with_repetition(Repetition::OPTIONAL).build().map(Arc::new)
}

fn write_group(file: &mut SerializedFileWriter<Written>, columns: &mut [Cells]) -> Result<(), ParquetError> {
    let mut group = file.next_row_group()?;
    for cells in columns {
        let Some(mut column) = group.next_column()? else { break };
        match (column.untyped(), &mut cells.values) {
            (ColumnWriter::ByteArrayColumnWriter(to), Values::Texts(texts)) => {
                to.write_batch(texts, Some(&cells.levels), None)?;
                texts.clear();
            }
            (ColumnWriter::Int32ColumnWriter(to), Values::Numbers(numbers)) => {
                to.write_batch(numbers, Some(&cells.levels), None)?;
                numbers.clear();
            }
            _ => return Err(ParquetError::General("a column is of another type than its values".to_owned())),
        }
        cells.levels.clear();
        column.close()?;
    }
    group.close().map(|_| ())
}

fn unwritten(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
