//! Charts that are Arrow tables.

use arrow_array::cast::AsArray;
use arrow_array::{Array, StructArray};
use arrow_schema::{DataType, Fields};
use orglint::error::Error;
use orglint::input::Options;
use orglint::input::frame::{Frame, Offer, Value, may_hold_a_field, wanted};
use orglint::source::Source;

use crate::capsule::Arrays;
use crate::cells::{Cells, Unread, cells, is_read};
use crate::error::unread;

/// Reads the columns that matter, batch by batch.
pub(crate) fn read(arrays: Arrays, name: &str, options: &Options) -> Result<Source, Error> {
    let DataType::Struct(fields) = arrays.field.data_type().clone() else {
        return Err(Error::in_file(name, "the Arrow data has no columns").help("give a table or a record batch"));
    };
    let chosen = chosen(&fields, name, options)?;
    let columns = chosen.iter().map(|at| (*at as u32 + 1, fields[*at].name().clone())).collect();
    let mut frame = Frame::new(name, columns);
    for batch in arrays {
        let batch = batch.map_err(|error| unread(&error))?;
        push(batch.as_struct(), &fields, &chosen, &mut frame, name)?;
    }
    Ok(frame.into_source())
}

/// The columns that are read. One that could hold a field and is of no type that is read is an error: it would be
/// missed. Any other such column is left alone.
fn chosen(fields: &Fields, name: &str, options: &Options) -> Result<Vec<usize>, Error> {
    let mut readable = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let (is_read, may_refer) = is_read(field.data_type());
        if is_read {
            readable.push((at, Offer { name: field.name(), may_refer, is_known: true }));
        } else if may_hold_a_field(field.name(), options) {
            return Err(not_read(name, field.name(), field.data_type()));
        }
    }
    let offers: Vec<Offer<'_>> = readable.iter().map(|(_, offer)| *offer).collect();
    let is_wanted = wanted(&offers, options);
    Ok(readable.iter().zip(is_wanted).filter(|(_, is_wanted)| *is_wanted).map(|((at, _), _)| *at).collect())
}

fn push(batch: &StructArray, fields: &Fields, chosen: &[usize], frame: &mut Frame, name: &str) -> Result<(), Error> {
    let mut columns: Vec<Cells<'_>> = Vec::with_capacity(chosen.len());
    for at in chosen {
        let (column, field) = (batch.column(*at), &fields[*at]);
        let of = |what: &str| Error::in_file(name, format!("column '{}': {what}", field.name()));
        // What comes from elsewhere is taken for what it says it is only after a look: texts are UTF-8, keys are in
        // their dictionary.
        column.to_data().validate_full().map_err(|error| of(&format!("the Arrow data is damaged: {error}")))?;
        columns.push(cells(column).map_err(|fault| {
            match fault {
                Unread::Type => not_read(name, field.name(), field.data_type()),
                Unread::Zone(zone) => of(&format!("the time zone '{zone}' is not known on this system"))
                    .help("make its values days, or moments without a time zone"),
            }
        })?);
    }
    for row in 0..batch.len() {
        for column in &columns {
            if batch.is_null(row) {
                frame.push(Value::Nothing);
            } else {
                column(row, &mut |value| frame.push(value));
            }
        }
        frame.end_row()?;
    }
    Ok(())
}

fn not_read(name: &str, column: &str, data_type: &DataType) -> Error {
    Error::in_file(name, format!("column '{column}' is of type {data_type}, which no field of a chart has"))
        .help("make its values texts, numbers, days or flags, or rename it if it holds something else")
}
