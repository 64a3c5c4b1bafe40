//! Stand-in.
use crate::check::Report;
use std::io::{self, Write};
/// Style.
pub struct Style {
    /// c
    pub color: bool,
    /// w
    pub width: usize,
    /// m
    pub max_findings: Option<usize>,
    /// q
    pub quiet: bool,
}
/// Writes.
pub fn write(reports: &[Report<'_>], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let _ = (style.color, style.width, style.quiet);
    super::short::write(reports, style.max_findings.unwrap_or(usize::MAX), out)
}
