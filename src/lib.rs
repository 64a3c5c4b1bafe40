//! orglint, the linter for org charts, as a library.

pub mod chart;
pub mod check;
pub mod error;
pub mod facts;
pub mod finding;
pub mod input;
pub mod pattern;
pub mod policy;
pub mod report;
pub mod rules;
pub mod source;
pub mod stats;
pub mod title;
