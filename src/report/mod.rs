//! Reports: one file a format; each writes the outcome of checks to an `io::Write`. Also the page of a rule, and the
//! configuration to start from.

pub mod cards;
mod closing;
pub mod diff;
pub(crate) mod escape;
mod examples;
mod excerpt;
pub mod github;
pub mod gitlab;
pub mod groups;
pub mod history;
pub mod html;
pub mod json;
pub mod junit;
mod listed;
pub mod markdown;
pub mod page;
pub mod plan;
pub mod pretty;
pub mod roles;
pub mod sarif;
pub mod short;
pub mod staffing;
pub mod starter;
mod statements;
pub mod statistics;
pub mod text;
mod uri;
mod window;
pub mod xlsx;
