//! orglint, the linter for org charts, as a library.

pub mod title;
