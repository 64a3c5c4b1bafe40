//! How titles read.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use orglint::cli::session::Session;
use orglint::error::Error;
use orglint::title::{Reader, Role};
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict};

use crate::batch::Batches;
use crate::capsule::{Arrays, export};
use crate::cells::cells;
use crate::error::{apart, unread};
use crate::records::type_of;

/// How each of some titles reads.
#[pyclass(frozen, module = "orglint._native")]
pub(crate) struct Titles(Arc<Readings>);

/// The readings of the distinct titles, and for each title which of them is its own.
#[derive(Default)]
pub(crate) struct Readings {
    distinct: Vec<(String, Role)>,
    numbers: Vec<u32>,
}

impl Readings {
    pub(crate) fn len(&self) -> usize {
        self.numbers.len()
    }

    pub(crate) fn get(&self, number: usize) -> Option<(&str, &Role)> {
        let distinct = *self.numbers.get(number)?;
        self.distinct.get(distinct as usize).map(|(title, role)| (title.as_str(), role))
    }
}

/// Reads titles as they come, each distinct one once.
struct Gathering<'r> {
    reader: &'r Reader,
    known: HashMap<String, u32>,
    readings: Readings,
}

impl Gathering<'_> {
    fn new(reader: &Reader) -> Gathering<'_> {
        Gathering { reader, known: HashMap::new(), readings: Readings::default() }
    }

    fn read(&mut self, title: &str) {
        let number = match self.known.get(title) {
            Some(number) => *number,
            None => {
                let number = self.readings.distinct.len() as u32;
                self.readings.distinct.push((title.to_owned(), self.reader.read(title)));
                self.known.insert(title.to_owned(), number);
                number
            }
        };
        self.readings.numbers.push(number);
    }
}

/// Reads titles: a list of them, or an Arrow array. One that is missing reads as an empty one does.
#[pyfunction]
pub(crate) fn read_titles(given: &Bound<'_, PyAny>, config: Option<PathBuf>) -> PyResult<Titles> {
    let py = given.py();
    let mut session = Session::default();
    session.config(config);
    if let Some(arrays) = Arrays::of(given)? {
        return apart(py, || {
            let setup = session.setup()?;
            Ok(Titles(Arc::new(of_arrays(arrays, &setup.reader)?)))
        });
    }
    let titles: Vec<Option<String>> = given.extract().map_err(|_| {
        PyTypeError::new_err(format!("titles are a list of str or an Arrow array, and not a {}", type_of(given)))
    })?;
    apart(py, || {
        let setup = session.setup()?;
        let mut gathering = Gathering::new(&setup.reader);
        titles.iter().for_each(|title| gathering.read(title.as_deref().unwrap_or_default()));
        Ok(Titles(Arc::new(gathering.readings)))
    })
}

fn of_arrays(arrays: Arrays, reader: &Reader) -> Result<Readings, Error> {
    let mut gathering = Gathering::new(reader);
    for array in arrays {
        let array = array.map_err(|error| unread(&error))?;
        array.to_data().validate_full().map_err(|error| unread(&error))?;
        let titles = cells(&array)
            .map_err(|_| Error::new(format!("titles are texts, and not of type {}", array.data_type())))?;
        for row in 0..array.len() {
            titles(row, &mut |title| gathering.read(&title.text().unwrap_or_default()));
        }
    }
    Ok(gathering.readings)
}

#[pymethods]
impl Titles {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn get<'py>(&self, py: Python<'py>, number: usize) -> PyResult<Bound<'py, PyDict>> {
        let (title, role) = self.0.get(number).ok_or_else(|| PyIndexError::new_err("there is no such title"))?;
        let dict = PyDict::new(py);
        dict.set_item("title", title)?;
        dict.set_item("level", role.level.name())?;
        dict.set_item("functions", role.functions.iter().map(|function| function.name()).collect::<Vec<_>>())?;
        dict.set_item("manages_people", role.manages_people.name())?;
        dict.set_item("qualifiers", role.qualifiers.iter().map(|qualifier| qualifier.name()).collect::<Vec<_>>())?;
        Ok(dict)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        export(py, Box::new(Batches::of_titles(Arc::clone(&self.0))))
    }
}
