//! The history of a chart, one file a format.

pub mod csv;
pub mod html;
pub mod json;
mod plot;
pub mod text;

use crate::wording::grouped;

/// How many findings came, and how many went.
fn came_and_went(came: usize, went: usize) -> String {
    match (came, went) {
        (came, 0) => format!("{} came", grouped(came)),
        (0, went) => format!("{} went", grouped(went)),
        (came, went) => format!("{} came, {} went", grouped(came), grouped(went)),
    }
}

/// A mean with two digits behind the point.
fn mean(span: Option<f64>) -> Option<String> {
    span.map(|span| format!("{span:.2}"))
}
