//! Reports: one file a format; each writes the outcome of checks to an `io::Write`.

pub mod cards;
mod closing;
mod examples;
mod excerpt;
pub mod json;
pub mod page;
pub mod pretty;
pub mod roles;
pub mod short;
pub mod staffing;
mod statements;
pub mod statistics;
pub mod text;
mod window;
