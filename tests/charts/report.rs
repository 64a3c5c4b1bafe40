//! The reports of a chart.

use std::io::{self, Write};

use orglint::chart::Chart;
use orglint::check::{Outcome, Rulebook, check};
use orglint::input;
use orglint::policy::Policy;
use orglint::report::markdown::{self, Style};
use orglint::source::Source;
use orglint::title::Reader;

/// Checks a chart under a name and has its report written.
pub(crate) fn reported(
    name: &str,
    text: &str,
    write: impl FnOnce(&Outcome<'_>, &mut dyn Write) -> io::Result<()>,
) -> Result<String, Box<dyn std::error::Error>> {
    let source = Source::new(name, text).map_err(|fault| format!("{fault:?}"))?;
    let chart = Chart::new(input::read(source, &input::Options::default())?, jiff::civil::date(2026, 6, 15));
    let (rulebook, policy) = (Rulebook::builtin()?, Policy::default());
    let outcome = Outcome::new(vec![check(&chart, &rulebook, &policy, &Reader::builtin())]);
    let mut out = Vec::new();
    write(&outcome, &mut out)?;
    Ok(String::from_utf8(out)?)
}

/// The report in Markdown.
pub(crate) fn markdown(name: &str, text: &str, style: Style) -> Result<String, Box<dyn std::error::Error>> {
    reported(name, text, |outcome, out| markdown::write(outcome, style, out))
}
