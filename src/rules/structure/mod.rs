//! Shapes that a sound hierarchy seldom has.

pub mod individual_with_reports;
pub mod level_inversion;
pub mod manager_without_reports;
pub mod narrow_span;
pub mod peer_report;
pub mod too_many_layers;
pub mod top_heavy;
pub mod wide_span;
