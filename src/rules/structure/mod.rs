//! Shapes that a sound hierarchy seldom has.

pub mod individual_with_reports;
pub mod level_inversion;
pub mod wide_span;
