//! The statements that rules rest on, as docs/sources.md has them.

/// Rows `| id | statement | rules |`.
const PAGE: &str = include_str!("../../docs/sources.md");

/// What a statement says.
pub(super) fn statement(id: &str) -> Option<&'static str> {
    PAGE.lines().find_map(|line| {
        let mut cells = line.strip_prefix('|')?.split('|').map(str::trim);
        (cells.next()? == id).then(|| cells.next())?
    })
}
