//! x
use pyo3::prelude::*;
#[pyclass(frozen)]
struct A {
    x: u32,
}
#[pymethods]
impl A {
    #[getter]
    fn x(&self) -> u32 {
        self.x
    }
    fn __len__(&self) -> usize {
        3
    }
}
#[pyfunction]
fn f(py: Python<'_>, a: u32) -> PyResult<A> {
    py.detach(|| Ok(A { x: a }))
}
#[pymodule(gil_used = true)]
mod _native {
    #[pymodule_export]
    use super::{A, f};
}
