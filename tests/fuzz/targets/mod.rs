//! What fuzzing feeds with bytes: each target makes of them what it is about, and asserts what has to hold whatever they
//! are. libFuzzer runs them (`fuzz`), and `tests/fuzz/main.rs` over the inputs that are kept.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a target stops where something is amiss")]

mod checked;
mod configured;
mod diagrams;
mod diff;
mod draws;
mod expression;
mod groups;
mod known;
#[path = "../../cli/markup.rs"]
mod markup;
#[path = "../../markdown/page.rs"]
mod page;
#[cfg(feature = "pictures")]
mod pictures;
mod plan;
#[path = "../../charts/read_svg.rs"]
mod read_svg;
mod reads;
mod repair;
mod reports;
mod server;
mod sheet;
#[allow(dead_code, reason = "the tests of reports look at more of it")]
#[path = "../../reports/suites.rs"]
mod suites;
mod tables;
#[path = "../../charts/telling.rs"]
mod telling;
mod title;

use orglint::input::Format;

/// A target: its name, and what it does with bytes.
type Target = (&'static str, fn(&[u8]));

/// Every target of this build.
pub(crate) const ALL: &[Target] = &[
    ("baseline", known::baseline),
    ("configuration", configured::configuration),
    ("csv", |bytes| reads::text(bytes, Format::Csv)),
    ("diagrams", diagrams::drawn),
    ("diff", diff::compared),
    ("expression", expression::condition),
    ("groups", groups::split),
    ("json", |bytes| reads::text(bytes, Format::Json)),
    ("jsonl", |bytes| reads::text(bytes, Format::Jsonl)),
    ("ldif", |bytes| reads::text(bytes, Format::Ldif)),
    ("lsp", server::session),
    #[cfg(feature = "parquet")]
    ("parquet", |bytes| reads::packed("fuzz.parquet", bytes)),
    #[cfg(feature = "pictures")]
    ("pictures", pictures::pictured),
    ("plan", plan::read),
    ("repair", repair::mended),
    ("reports", reports::reported),
    ("sheet", sheet::packed),
    ("steps", plan::stepped),
    ("tables", tables::tabled),
    ("title", title::read),
    ("workbook", |bytes| reads::packed("fuzz.xlsx", bytes)),
    ("yaml", |bytes| reads::text(bytes, Format::Yaml)),
];

/// Runs the target of that name.
pub(crate) fn run(name: &str, bytes: &[u8]) {
    let (_, target) = ALL.iter().find(|(known, _)| *known == name).expect("a target of that name");
    target(bytes);
}
