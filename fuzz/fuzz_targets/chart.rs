//! Any bytes, read in every format, give an error or a report, which can be written and drawn.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use orglint::chart::Chart;
use orglint::check::{Outcome, Rulebook, check};
use orglint::convert;
use orglint::diagram::{self, Selection};
use orglint::export::{Export, Key};
use orglint::input::{self, Format, Options};
use orglint::policy::Policy;
use orglint::report::{github, gitlab, json, junit, pretty, sarif, short};
use orglint::source::Source;
use orglint::stats::Stats;
use orglint::table;
use orglint::title::Reader;

static RULEBOOK: LazyLock<Rulebook> =
    LazyLock::new(|| Rulebook::builtin().expect("the patterns that come with the program"));

fuzz_target!(|bytes: &[u8]| {
    for (extension, format) in Format::ALL {
        let Ok(source) = Source::new(format!("chart.{extension}"), bytes) else { return };
        let style = pretty::Style { color: false, width: 80, max_findings: None, quiet: false };
        let options = Options { format: Some(format), ..Options::default() };
        let roster = match input::read(source, &options) {
            Ok(roster) => roster,
            Err(error) => {
                assert!(!pretty::error(&error, &style).is_empty());
                continue;
            }
        };
        let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
        let policy = Policy::default();
        let outcome = Outcome::new(vec![check(&chart, &RULEBOOK, &policy, &Reader::builtin())]);
        let report = &outcome.reports[0];
        let findings = report.findings.len();

        let mut out = Vec::new();
        short::write(&outcome, usize::MAX, &mut out).expect("a vector takes everything");
        assert_eq!(String::from_utf8_lossy(&out).lines().count(), findings, "a line a finding");
        for write in [json::write, sarif::write, junit::write, gitlab::write] {
            write(&outcome, &mut Vec::new()).expect("a vector takes everything");
        }
        let mut out = Vec::new();
        github::write(&outcome, usize::MAX, &mut out).expect("a vector takes everything");
        assert!(String::from_utf8_lossy(&out).lines().all(|line| line.starts_with("::")), "commands alone");
        let mut out = Vec::new();
        pretty::write(&outcome, &style, &mut out).expect("a vector takes everything");
        assert_eq!(
            Stats::of(&report.facts).levels.values().sum::<u32>() as usize,
            Stats::of(&report.facts).people
        );
        for (_, format) in table::Format::ALL {
            let mut out = Vec::new();
            convert::write(chart.roster(), format, &mut out).expect("a vector takes everything");
            let table = Export::anonymous(report, &Key::secret("fuzz"), &Reader::builtin());
            table.write(format, &mut out).expect("a vector takes everything");
            Export::of(report).write(format, &mut out).expect("a vector takes everything");
        }
        let mut out = Vec::new();
        let drawing = diagram::draw(report, &Selection::default());
        diagram::dot::write(&drawing, &diagram::Colours::new(&drawing, diagram::ColorBy::Department), &mut out)
            .expect("a vector takes everything");
    }
});
