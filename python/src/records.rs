//! Charts that are lists of dicts.

use std::collections::HashSet;

use orglint::error::Error;
use orglint::input::Options;
use orglint::input::frame::{Frame, Offer, Value, may_hold_a_field, wanted};
use orglint::source::Source;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString};

use crate::error::raised;

/// Reads a record from each dict; the columns are all keys that there are.
pub(crate) fn read(records: &Bound<'_, PyList>, name: &str, options: &Options) -> PyResult<Source> {
    let py = records.py();
    let keys = keys(records)?;
    let texts = keys.iter().map(|key| key.extract::<String>()).collect::<PyResult<Vec<String>>>()?;
    let offer = |name| Offer { name, may_refer: true, is_known: true };
    let offers: Vec<Offer<'_>> = texts.iter().map(|text| offer(text.as_str())).collect();
    let is_wanted = wanted(&offers, options);
    let chosen: Vec<usize> = (0..keys.len()).filter(|at| is_wanted[*at]).collect();
    let mut frame = Frame::new(name, chosen.iter().map(|at| (*at as u32 + 1, texts[*at].clone())).collect());
    for record in records.iter() {
        let record = record.cast::<PyDict>()?;
        for at in &chosen {
            let Some(value) = record.get_item(&keys[*at])? else {
                frame.push(Value::Nothing);
                continue;
            };
            if !push(&value, &mut frame)? && !push(&plain(&value)?, &mut frame)? {
                if may_hold_a_field(&texts[*at], options) {
                    return Err(raised(py, &not_read(name, &texts[*at], &value)));
                }
                frame.push(Value::Nothing);
            }
        }
        frame.end_row().map_err(|error| raised(py, &error))?;
    }
    Ok(frame.into_source())
}

/// All keys, in the order in which they come.
fn keys<'py>(records: &Bound<'py, PyList>) -> PyResult<Vec<Bound<'py, PyString>>> {
    let mut keys = Vec::new();
    let mut known = HashSet::new();
    for (number, record) in records.iter().enumerate() {
        let Ok(record) = record.cast::<PyDict>() else {
            let message = format!("record {number} is of type {}, and not a dict", type_of(&record));
            return Err(PyTypeError::new_err(message));
        };
        for key in record.keys() {
            let Ok(key) = key.cast::<PyString>() else {
                let message = format!("record {number} has a key of type {}, and not a str", type_of(&key));
                return Err(PyTypeError::new_err(message));
            };
            if !known.contains(&*key.to_cow()?) {
                known.insert(key.to_cow()?.into_owned());
                keys.push(key.clone());
            }
        }
    }
    Ok(keys)
}

/// Adds a value of one of Python's own types; false where it is of another.
fn push(value: &Bound<'_, PyAny>, frame: &mut Frame) -> PyResult<bool> {
    if value.is_none() {
        frame.push(Value::Nothing);
    } else if let Ok(text) = value.cast::<PyString>() {
        frame.push(Value::Text(&text.to_string_lossy()));
    } else if let Ok(flag) = value.cast::<PyBool>() {
        frame.push(Value::Flag(flag.is_true()));
    } else if value.is_instance_of::<PyInt>() {
        match value.extract() {
            Ok(whole) => frame.push(Value::Whole(whole)),
            Err(_) => frame.push(Value::Text(&value.str()?.to_string_lossy())),
        }
    } else if let Ok(number) = value.cast::<PyFloat>() {
        frame.push(Value::Number(number.value()));
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// A day, a decimal, a scalar of NumPy and the like as one of Python's own types, where it can be.
fn plain<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    value.py().import("orglint._inputs")?.getattr("plain")?.call1((value,))
}

fn not_read(name: &str, column: &str, value: &Bound<'_, PyAny>) -> Error {
    let message = format!("column '{column}' holds a value of type {}, which no field of a chart has", type_of(value));
    Error::in_file(name, message).help("give a str, a number, a day, a flag or None, or a list of these")
}

/// The name of a value's type.
pub(crate) fn type_of(value: &Bound<'_, PyAny>) -> String {
    value.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string())
}
