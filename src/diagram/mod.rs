//! Diagrams: what of a report to draw, the drawing itself, and one file for each way of writing it.
//!
//! [`draw`] applies a [`Selection`] to a report and gives a [`Drawing`]: boxes and lines as plain data, from which every
//! output is written, so that all of them show the same.

mod assemble;
mod change;
pub mod dot;
mod drawing;
pub mod faces;
mod fit;
pub mod font;
#[cfg(feature = "pictures")]
pub mod fonts;
pub mod graphviz;
pub mod key;
mod label;
pub mod layout;
mod legend;
pub mod mermaid;
#[cfg(feature = "pictures")]
mod pages;
pub mod palette;
#[cfg(feature = "pictures")]
pub mod pdf;
#[cfg(feature = "pictures")]
pub mod png;
pub mod scene;
mod selection;
pub mod svg;
mod team;
pub mod text;
pub mod theme;

pub use assemble::draw;
pub use change::draw_change;
pub use drawing::{Card, Drawing, Fate, Kind, Line, LineKind};
pub use label::Voice;
pub use layout::{Direction, Layout, Place};
pub use palette::{ColorBy, Colours, Swatch};
pub use scene::Scene;
pub use selection::Selection;
pub use theme::Theme;
