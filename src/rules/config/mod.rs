//! Rules about the configuration itself.

pub mod expired_exception;
pub mod unused_exception;
