//! Arrow's C data interface as Python hands it over: capsules. The only place with pointers.
#![allow(unsafe_code)]

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{ArrayReader, ArrayRef, RecordBatchReader, make_array};
use arrow_schema::{ArrowError, Field, FieldRef};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use std::ffi::CStr;
use std::sync::Arc;

use crate::error::foreign;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";

/// Arrays of one type, one behind the other.
pub(crate) struct Arrays {
    /// What they hold.
    pub(crate) field: FieldRef,
    next: Next,
}

enum Next {
    Stream(ArrayStreamReader),
    Array(Option<ArrayRef>),
}

impl Iterator for Arrays {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.next {
            Next::Stream(stream) => stream.next(),
            Next::Array(array) => array.take().map(Ok),
        }
    }
}

impl Arrays {
    /// What an object has to offer; `None` where it does not know the interface.
    pub(crate) fn of(object: &Bound<'_, PyAny>) -> PyResult<Option<Arrays>> {
        if let Some(export) = object.getattr_opt("__arrow_c_stream__")? {
            return Arrays::of_stream(export.call0()?.cast::<PyCapsule>()?).map(Some);
        }
        match object.getattr_opt("__arrow_c_array__")? {
            Some(export) => Arrays::of_array(export.call0()?.cast::<PyTuple>()?).map(Some),
            None => Ok(None),
        }
    }

    fn of_stream(capsule: &Bound<'_, PyCapsule>) -> PyResult<Arrays> {
        let stream = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
        // SAFETY: by the interface a capsule of this name holds such a stream, which is moved out of it and marked there
        // as released, so that the capsule does not free it as well.
        let stream = unsafe { ArrayStreamReader::from_raw(stream.as_ptr()) }.map_err(foreign)?;
        Ok(Arrays { field: Arc::clone(stream.field()), next: Next::Stream(stream) })
    }

    fn of_array(capsules: &Bound<'_, PyTuple>) -> PyResult<Arrays> {
        let (schema, array) = (capsules.get_item(0)?, capsules.get_item(1)?);
        let schema = schema.cast::<PyCapsule>()?.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
        let array = array.cast::<PyCapsule>()?.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
        // SAFETY: by the interface capsules of these names hold a schema, which stays where it is and outlives this
        // function, and an array of it, which is moved out and marked as released.
        let (field, data) = unsafe {
            let schema = schema.as_ref();
            (Field::try_from(schema).map_err(foreign)?, from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema))
        };
        let array = make_array(data.map_err(foreign)?);
        Ok(Arrays { field: Arc::new(field), next: Next::Array(Some(array)) })
    }
}

/// Hands batches over; they are made as they are asked for.
pub(crate) fn export<'py>(
    py: Python<'py>,
    batches: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(batches), STREAM)
}
