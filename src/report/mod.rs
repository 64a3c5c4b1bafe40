//! Reports: one file a format; each writes the outcome of checks to an `io::Write`.

mod closing;
mod excerpt;
pub mod pretty;
pub mod text;
mod window;
