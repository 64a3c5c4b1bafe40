//! Charts, checked, and what holds of any text that is shown.

use std::io::{self, Write};
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use orglint::chart::{Chart, Link};
use orglint::check::{Outcome, Rulebook, check};
use orglint::error::Error;
use orglint::input::{self, Options};
use orglint::policy::Policy;
use orglint::report::pretty;
use orglint::source::Raw;
use orglint::title::Reader;

/// The day of every check.
pub(crate) const DAY: Date = date(2026, 6, 30);

/// The rules that come with the program.
pub(crate) static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::builtin().unwrap());

/// How a report for people is written.
pub(crate) const STYLE: pretty::Style = pretty::Style { color: false, width: 80, max_findings: None, quiet: false };

/// The chart of a text, or why there is none.
pub(crate) fn chart(name: &str, text: impl Into<Vec<u8>>) -> Result<Chart, Error> {
    Ok(Chart::new(input::load(Raw::new(name, text), &Options::default())?, DAY))
}

/// Checks a chart.
pub(crate) fn checked<T>(chart: &Chart, look: impl FnOnce(&Outcome<'_>) -> T) -> T {
    let policy = Policy::default();
    look(&Outcome::new(vec![check(chart, &RULEBOOK, &policy, &Reader::builtin())]))
}

/// What is written, as text.
pub(crate) fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Nothing in a text steers a terminal, changes the order of what is seen, or is a command to a server whose log it is.
pub(crate) fn assert_plain(text: &str) {
    let steers = |character: char| {
        character.is_control() && character != '\n'
            || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert!(!text.contains(steers), "{text:?}");
    assert!(!text.contains("##") && !text.lines().any(|line| line.trim_start().starts_with("::")), "{text:?}");
}

/// An error says what is wrong in plain text.
pub(crate) fn assert_told(error: &Error) {
    assert!(!error.message().is_empty());
    assert_plain(&pretty::error(error, &STYLE));
}

/// What a chart says of each position: its id, its title, and the id of its manager or how the line ends.
pub(crate) fn told(chart: &Chart) -> Vec<[String; 3]> {
    let manager = |position| match chart.link(position) {
        Link::Manager(manager) => chart.id(manager).into_owned(),
        other => format!("{other:?}"),
    };
    let position = |position| [chart.id(position).into_owned(), chart.title(position).into_owned(), manager(position)];
    chart.positions().map(position).collect()
}
