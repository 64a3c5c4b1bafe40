//! What is wrong with single records.

pub mod duplicate_id;
pub mod duplicate_person;
pub mod invalid_value;
pub mod missing_id;
pub mod missing_title;
pub mod unreadable_title;
pub mod untidy_id;
