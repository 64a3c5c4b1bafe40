//! Before a reorganisation: plans, repairs, and how a chart came to be what it is.
pub mod repair;
