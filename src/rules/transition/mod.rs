//! Rules about what changed between two charts.

pub mod stranded_reports;
pub mod undocumented_step;
pub mod unfilled_role;
