//! What is wrong with single records.

pub mod duplicate_id;
pub mod missing_id;
pub mod missing_title;
pub mod untidy_id;
