//! Errors as the exception of the package.

use arrow_schema::ArrowError;
use orglint::error::Error;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

static EXCEPTION: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// What stopped a run, with its place and its mend.
pub(crate) fn raised(py: Python<'_>, error: &Error) -> PyErr {
    // The header of a frame is in no row.
    let place = error.place().filter(|place| place.line > 0);
    let (line, column) = (place.map(|place| place.line), place.map(|place| place.column));
    let made = EXCEPTION
        .import(py, "orglint._errors", "OrglintError")
        .and_then(|class| class.call1((error.to_string(), error.path(), line, column, error.mend())));
    made.map_or_else(|fault| fault, PyErr::from_value)
}

/// What the producer of Arrow data did not keep to, or what it says went wrong on its side.
pub(crate) fn unread(error: &ArrowError) -> Error {
    let text = match error {
        ArrowError::CDataInterface(text) => text.clone(),
        error => error.to_string(),
    };
    Error::new(format!("the Arrow data cannot be read: {text}"))
}

pub(crate) fn foreign(error: ArrowError) -> PyErr {
    Python::attach(|py| raised(py, &unread(&error)))
}

/// With the lock on the interpreter released, which what takes long must not hold.
pub(crate) fn apart<T: Send>(py: Python<'_>, run: impl FnOnce() -> Result<T, Error> + Send) -> PyResult<T> {
    py.detach(run).map_err(|error| raised(py, &error))
}
