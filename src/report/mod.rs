//! Reports: one file a format; each writes the outcome of checks to an `io::Write`.

mod closing;
mod examples;
mod excerpt;
pub mod json;
pub mod page;
pub mod pretty;
pub mod short;
mod statements;
pub mod statistics;
pub mod text;
mod window;
