//! orglint, the linter for org charts, as a library.

pub mod chart;
pub mod error;
pub mod finding;
pub mod input;
pub mod source;
pub mod title;
