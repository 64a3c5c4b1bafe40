//! Diagrams: what of a report to draw, the drawing itself, and one file for each way of writing it.
//!
//! [`draw`] applies a [`Selection`] to a report and gives a [`Drawing`]: boxes and lines as plain data, from which every
//! output is written, so that all of them show the same.

mod assemble;
pub mod dot;
mod drawing;
pub mod graphviz;
mod label;
mod legend;
pub mod palette;
mod selection;
mod team;
pub mod text;

pub use assemble::draw;
pub use drawing::{Card, Drawing, Kind, Line, LineKind};
pub use palette::{ColorBy, Colours, Swatch};
pub use selection::Selection;
