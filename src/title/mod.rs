//! What a job title says: its level, its functions, whether it manages people, and what qualifies it.
//!
//! This layer knows titles only, nothing of charts. [`Reader::read`] takes one title and gives one [`Role`];
//! it is a pure function, so a caller with many positions reads each distinct title once.

mod function;
mod level;
mod role;

pub use function::{Function, Functions};
pub use level::{Level, Levels};
pub use role::{Chief, ManagesPeople, Qualifier, Qualifiers, Role};

mod reader;
pub use reader::Reader;
