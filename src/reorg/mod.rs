//! Before a reorganisation: plans, repairs, and how a chart came to be what it is.

pub mod history;
pub mod plan;
pub mod repair;
