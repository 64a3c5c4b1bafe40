//! Reports: one file a format, each writing the outcome of a check to an `io::Write`.

pub mod json;
pub mod page;
pub mod pretty;
pub mod short;
pub mod text;
