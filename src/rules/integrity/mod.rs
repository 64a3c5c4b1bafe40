//! The laws of a hierarchy: one top, one manager each, no loops.

pub mod cycle;
pub mod dotted_line;
pub mod extra_root;
pub mod inactive_manager;
pub mod no_root;
pub mod self_report;
pub mod two_managers;
pub mod unknown_manager;
pub mod vacant_manager;
