//! `junit`: each chart as a suite of tests, each rule as a test, for servers that show tests and nothing else. docs/reports.md
//! says what becomes of what.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::writer::Writer;

use super::closing;
use super::listed::{self, Listed, Region};
use super::text::safe;
use crate::check::{Outcome, Part};
use crate::finding::Severity;
use crate::wording::counted;

/// Findings of one rule that are named; the others are counted. Servers read a report whole, and show a test on one page.
pub const MOST_NAMED: usize = 1000;

/// Writes the reports as one document.
pub fn write(outcome: &Outcome<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites = suites(outcome);
    let total = |count: fn(&Suite<'_>) -> usize| suites.iter().map(count).sum::<usize>().to_string();
    let mut writer = Writer::new_with_indent(&mut *out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("testsuites")
        .with_attribute(("name", "orglint"))
        .with_attribute(("tests", &*total(|suite| suite.tests.len())))
        .with_attribute(("failures", &*total(|suite| suite.failures())))
        .with_attribute(("errors", "0"))
        .write_inner_content(|writer| suites.iter().try_for_each(|suite| suite.write(writer)))?;
    writeln!(out)
}

/// A chart or a configuration, with its rules by name.
struct Suite<'o> {
    name: String,
    tests: BTreeMap<&'o str, Test<'o>>,
}

/// A rule.
#[derive(Default)]
struct Test<'o> {
    findings: Vec<Listed<'o>>,
    /// Why it did not run.
    skipped: Option<String>,
}

fn suites<'o>(outcome: &'o Outcome<'_>) -> Vec<Suite<'o>> {
    let all = listed::by_place(outcome);
    let mut rest = &all[..];
    let parts = outcome.parts();
    let suites = parts.iter().map(|part| {
        let (findings, others) = rest.split_at(part.findings.len());
        rest = others;
        Suite { name: visible(&listed::path(part.source)).into_owned(), tests: tests(part, findings) }
    });
    suites.collect()
}

fn tests<'o>(part: &Part<'o>, findings: &[Listed<'o>]) -> BTreeMap<&'o str, Test<'o>> {
    let mut tests: BTreeMap<&str, Test<'_>> = BTreeMap::new();
    if let Some(report) = part.report {
        tests.extend(report.ran.iter().map(|rule| (rule.name(), Test::default())));
        tests.extend(report.not_run.iter().map(|not_run| {
            let lacks: Vec<&str> = not_run.lacks.iter().map(|field| field.name()).collect();
            let skipped = Some(format!("no column is known to hold {}", lacks.join(" or ")));
            (not_run.rule.name(), Test { skipped, ..Test::default() })
        }));
    }
    for listed in findings {
        tests.entry(listed.reported.rule.name()).or_default().findings.push(*listed);
    }
    tests
}

impl Suite<'_> {
    fn failures(&self) -> usize {
        self.tests.values().filter(|test| test.failure().is_some()).count()
    }

    fn write<W: Write>(&self, writer: &mut Writer<W>) -> io::Result<()> {
        let skipped = self.tests.values().filter(|test| test.skipped.is_some()).count();
        writer
            .create_element("testsuite")
            .with_attribute(("name", &*self.name))
            .with_attribute(("tests", &*self.tests.len().to_string()))
            .with_attribute(("failures", &*self.failures().to_string()))
            .with_attribute(("errors", "0"))
            .with_attribute(("skipped", &*skipped.to_string()))
            .with_attribute(("file", &*self.name))
            .write_inner_content(|writer| self.tests.iter().try_for_each(|(rule, test)| test.write(self, rule, writer)))
            .map(|_| ())
    }
}

impl Test<'_> {
    /// The gravest severity, where it is one that fails: what is only worth knowing does not.
    fn failure(&self) -> Option<Severity> {
        self.findings.iter().map(Listed::severity).max().filter(|severity| *severity > Severity::Info)
    }

    fn write<W: Write>(&self, suite: &Suite<'_>, rule: &str, writer: &mut Writer<W>) -> io::Result<()> {
        // Jenkins takes what is before the last dot for a package.
        let class = format!("orglint.{}", suite.name.replace('.', "_"));
        let mut test = writer
            .create_element("testcase")
            .with_attribute(("name", &*visible(rule)))
            .with_attribute(("classname", &*class))
            .with_attribute(("file", &*suite.name));
        if let Some(first) = self.findings.first() {
            let (source, at) = first.locate();
            test = test.with_attribute(("line", &*Region::new(source, at).start.line.to_string()));
        }
        let result = match (&self.skipped, self.failure()) {
            (Some(why), _) => test.write_inner_content(|writer| {
                writer.create_element("skipped").with_attribute(("message", &**why)).write_empty().map(|_| ())
            }),
            (None, Some(severity)) => test.write_inner_content(|writer| {
                let failure = writer
                    .create_element("failure")
                    .with_attribute(("type", severity.name()))
                    .with_attribute(("message", &*self.headline(severity)));
                failure.write_text_content(BytesText::new(&self.text())).map(|_| ())
            }),
            (None, None) if !self.findings.is_empty() => test.write_inner_content(|writer| {
                writer.create_element("system-out").write_text_content(BytesText::new(&self.text())).map(|_| ())
            }),
            (None, None) => test.write_empty(),
        };
        result.map(|_| ())
    }

    /// The first of the gravest findings, and how many there are beside it.
    fn headline(&self, severity: Severity) -> String {
        let first = self.findings.iter().find(|listed| listed.severity() == severity);
        let message = first.map(Listed::message).unwrap_or_default();
        let message = visible(&message);
        match self.findings.len().saturating_sub(1) {
            0 => message.into_owned(),
            more => format!("{message} (and {})", counted(more, "more finding", "more findings")),
        }
    }

    /// A line for each finding as `short` has it, with what would mend it.
    fn text(&self) -> String {
        let mut text = String::new();
        for listed in self.findings.iter().take(MOST_NAMED) {
            let (source, at) = listed.locate();
            let place = format!("{}:{}", listed::path(source), source.named_place(at.start as usize));
            let message = visible(&listed.reported.finding.message);
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}: {}: {message}", visible(&place), listed.severity());
            if let Some(help) = listed.help() {
                let _ = writeln!(text, "  help: {}", visible(&help));
            }
        }
        let hidden = self.findings.get(MOST_NAMED..).unwrap_or_default();
        if !hidden.is_empty() {
            let counts = Severity::ALL.map(|one| hidden.iter().filter(|listed| listed.severity() == one).count());
            let _ = writeln!(text, "and {} more", closing::found(counts).join(", "));
        }
        text
    }
}

/// Text of one line that XML 1.0 can hold: of the characters that it forbids, `safe` leaves these two.
fn visible(text: &str) -> Cow<'_, str> {
    match safe(text) {
        text if text.contains(['\u{fffe}', '\u{ffff}']) => {
            Cow::Owned(text.replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}"))
        }
        text => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_a_text_holds_xml_can_hold_it(text in any::<String>()) {
            // The production `Char` of XML 1.0.
            let is_allowed = |letter: char| matches!(letter,
                '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
            prop_assert!(visible(&text).chars().all(is_allowed));
        }
    }

    #[test]
    fn what_xml_forbids_is_spelt_out() {
        assert_eq!(visible("a\0\u{b}\u{ffff}\u{fffe}b"), "a\\u{0}\\u{b}\\u{ffff}\\u{fffe}b");
    }
}
