//! Any bytes, read in every format, give an error or a report, which can be written and drawn.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::diagram::{self, Selection};
use orglint::input::{self, Format, Options};
use orglint::policy::Policy;
use orglint::report::{json, pretty, short};
use orglint::source::Source;
use orglint::stats::Stats;
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
        let reports = [check(&chart, &RULEBOOK, &policy, &Reader::builtin())];
        let findings = reports[0].findings.len();

        let mut out = Vec::new();
        short::write(&reports, usize::MAX, &mut out).expect("a vector takes everything");
        assert_eq!(String::from_utf8_lossy(&out).lines().count(), findings, "a line a finding");
        let mut out = Vec::new();
        json::write(&reports, &mut out).expect("a vector takes everything");
        let mut out = Vec::new();
        pretty::write(&reports, &style, &mut out).expect("a vector takes everything");
        assert_eq!(
            Stats::of(&reports[0].facts).levels.values().sum::<u32>() as usize,
            Stats::of(&reports[0].facts).people
        );
        let mut out = Vec::new();
        diagram::dot::write(&diagram::draw(&reports[0], &Selection::default()), &mut out)
            .expect("a vector takes everything");
    }
});
