//! What Python gives for a chart, and for how to check it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use orglint::chart::Chart;
use orglint::cli::session::{Session, Setup, baseline};
use orglint::error::Error;
use orglint::input;
use orglint::policy::Baseline;
use orglint::source::Source;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString};

use crate::capsule::Arrays;
use crate::error::{apart, raised};
use crate::records;

/// The options of `orglint check` that say how to read and what to report.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Options {
    config: Option<PathBuf>,
    select: Vec<String>,
    ignore: Vec<String>,
    severity: HashMap<String, String>,
    columns: HashMap<String, String>,
    as_of: Option<String>,
    baseline: Option<PathBuf>,
    input_format: Option<String>,
    sheet: Option<String>,
    encoding: Option<String>,
}

impl Options {
    pub(crate) fn session(&self) -> Result<Session, Error> {
        let mut session = Session::default();
        session.config(self.config.clone());
        session.select(self.select.clone());
        session.ignore(self.ignore.clone());
        self.severity.iter().for_each(|(rule, level)| session.severity(rule, level));
        self.columns.iter().try_for_each(|(field, column)| session.map(field, column.clone()))?;
        self.as_of.iter().try_for_each(|day| session.as_of(day))?;
        self.input_format.iter().try_for_each(|name| session.input_format(name))?;
        self.encoding.iter().try_for_each(|name| session.encoding(name))?;
        self.sheet.iter().for_each(|name| session.sheet(name.clone()));
        Ok(session)
    }

    pub(crate) fn baseline(&self) -> Result<Option<Baseline>, Error> {
        self.baseline.as_deref().map(baseline).transpose()
    }

    /// The first option that says something of files alone.
    fn of_files(&self) -> Option<&'static str> {
        let options = [("input_format", &self.input_format), ("sheet", &self.sheet), ("encoding", &self.encoding)];
        options.into_iter().find(|(_, value)| value.is_some()).map(|(name, _)| name)
    }
}

/// A chart that was read, and what it is checked under.
pub(crate) struct Read {
    pub(crate) chart: Chart,
    pub(crate) setup: Arc<Setup>,
    /// Whether its places are rows and columns of a frame.
    pub(crate) is_frame: bool,
}

/// Reads a chart: a file, several files that make one chart, an Arrow table, or a list of dicts, called `name` if it is
/// in no file.
pub(crate) fn read(given: &Bound<'_, PyAny>, options: &Options, name: &str) -> PyResult<Read> {
    let py = given.py();
    let session = options.session().map_err(|error| raised(py, &error))?;
    if given.is_instance_of::<PyString>() {
        let file: PathBuf = given.extract()?;
        return apart(py, || {
            let setup = session.setup_of_file(&file)?;
            Ok(Read { chart: session.chart(&file, &setup)?, setup: Arc::new(setup), is_frame: false })
        });
    }
    if let Some(option) = options.of_files() {
        return Err(PyTypeError::new_err(format!("{option}= is for files, and the chart is none")));
    }
    let setup = apart(py, || session.setup())?;
    let options = session.options(&setup);
    let chart = |source: Source| Ok(Chart::new(input::read(source, &options)?, session.day()));
    let chart = if let Ok(list) = given.cast::<PyList>() {
        let source = records::read(list, name, &options)?;
        apart(py, || chart(source))?
    } else if let Some(arrays) = Arrays::of(given)? {
        apart(py, || chart(crate::frame::read(arrays, name, &options)?))?
    } else {
        return Err(PyTypeError::new_err(format!(
            "a chart is a path, a data frame, an Arrow table or a list of dicts, and not of type {}",
            records::type_of(given)
        )));
    };
    Ok(Read { chart, setup: Arc::new(setup), is_frame: true })
}
