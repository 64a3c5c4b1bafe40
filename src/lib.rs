//! orglint, the linter for org charts, as a library.
//!
//! The way of the data: bytes ([`source`]) to records ([`input`]) to a [`chart`] to [`facts`] to findings ([`rules`] and
//! [`pattern`]) under a [`policy`], gathered by [`check`] and written by [`report`] or drawn by [`diagram`]. A module
//! imports only from those that come before it on that way.

pub mod change;
pub mod chart;
pub mod check;
pub mod cli;
pub mod convert;
pub mod custom;
pub mod diagram;
pub mod error;
pub mod export;
pub mod expression;
pub mod facts;
pub mod finding;
mod in_step;
pub mod input;
pub mod lsp;
mod narrow;
pub mod pattern;
pub mod policy;
mod processor;
pub mod profile;
pub mod progress;
pub mod reorg;
pub mod report;
pub mod rules;
pub mod source;
pub mod staffing;
pub mod stats;
pub mod table;
mod threads;
pub mod title;
mod toml_file;
pub mod wording;
