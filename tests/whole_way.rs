//! The whole way, from bytes to every report and the diagram, over charts that are wrong in every way at once.

use orglint::chart::Chart;
use orglint::check::{Outcome as Checked, Rulebook, check};
use orglint::diagram::{self, Selection};
use orglint::input::{self, Options};
use orglint::policy::Policy;
use orglint::report::{github, gitlab, json, junit, pretty, short};
use orglint::source::Source;
use orglint::stats::Stats;
use orglint::title::Reader;
use proptest::prelude::*;

/// Ids of which few differ, so that they meet: duplicates, loops, damaged references.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (0_u8..12).prop_map(|number| format!("E{number}")),
        1 => (0_u8..12).prop_map(|number| format!(" e{number} ")),
        1 => (0_u8..12).prop_map(|number| format!("0{number}")),
        1 => (0_u8..12).prop_map(|number| format!("{number}.0")),
        1 => (0_u8..12, 0_u8..12).prop_map(|(one, other)| format!("E{one};E{other}")),
        1 => prop::sample::select(vec!["", "XX", "none", "[\"E1\"]", "a-longer-id-than-ten", "é\"<b>", "\u{202e}x"])
            .prop_map(str::to_owned),
    ]
}

fn title() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "VP",
        "Director",
        "Manager",
        "Sales",
        "Operations",
        "of",
        ",",
        "COO",
        "CRO",
        "CEO",
        "Chief",
        "Officer",
        "&",
        "Vacant",
        "Analyst",
        "Head",
        "Enablement",
        "Senior",
        "to the",
        "-",
        "\n",
        "\"",
        "CRM",
        "Administrator",
        "Regional",
        "/",
    ]);
    prop::collection::vec(word, 0..6).prop_map(|words| words.join(" "))
}

fn row() -> impl Strategy<Value = [String; 7]> {
    let status = prop::sample::select(vec!["active", "Terminated", "leave", "open", ""]);
    let date = prop::sample::select(vec!["", "2020-01-01", "2999-12-31", "31.12.2999", "05/07/2026", "soon"]);
    let name = prop::sample::select(vec!["Person 1", "Vacant", "Eliminated", "", "\u{1b}[31m", "Two\nLines"]);
    (id(), name, title(), id(), id(), status, date).prop_map(|(id, name, title, manager, dotted, status, date)| {
        [id, name.to_owned(), title, manager, dotted, status.to_owned(), date.to_owned()]
    })
}

fn written(rows: &[[String; 7]]) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["id", "name", "title", "manager_id", "dotted_manager_id", "status", "end_date"])?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(writer.into_inner().map_err(|error| error.to_string())?)
}

proptest! {
    #[test]
    fn whatever_the_chart_there_is_an_answer(rows in prop::collection::vec(row(), 1..40)) {
        let source = Source::new("chart.csv", written(&rows).unwrap()).unwrap();
        let Ok(roster) = input::read(source, &Options::default()) else { return Ok(()) };
        let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
        let (rulebook, policy) = (Rulebook::builtin().unwrap(), Policy::default());
        let outcome = Checked::new(vec![check(&chart, &rulebook, &policy, &Reader::builtin())]);
        let source = chart.source();
        for reported in &outcome.reports[0].findings {
            let places = std::iter::once(reported.finding.at).chain(reported.finding.labels.iter().map(|label| label.at));
            for place in places {
                prop_assert!(place.start <= place.end && place.range().end <= source.bytes().len());
            }
            let is_known = |rule: &str| rulebook.find(rule).is_some();
            prop_assert!(is_known(reported.rule.name()) && !reported.finding.message.is_empty());
        }
        let stats = Stats::of(&outcome.reports[0].facts);
        let of_levels: u32 = stats.levels.values().sum();
        prop_assert_eq!(of_levels as usize, stats.people);
        let reports_to_somebody: u32 = stats.spans.iter().map(|(span, managers)| span * managers).sum();
        prop_assert!(reports_to_somebody as usize <= stats.people);
        // The spans that were counted on the way are those of the graph.
        for position in chart.positions() {
            prop_assert_eq!(chart.reports(position).count(), chart.direct_reports(position) as usize);
        }

        let mut out = Vec::new();
        json::write(&outcome, &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        prop_assert_eq!(value["findings"].as_array().map(Vec::len), Some(outcome.reports[0].findings.len()));
        let mut out = Vec::new();
        gitlab::write(&outcome, &mut out).unwrap();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        prop_assert_eq!(value.as_array().map(Vec::len), Some(outcome.reports[0].findings.len()));
        junit::write(&outcome, &mut Vec::new()).unwrap();
        let mut out = Vec::new();
        github::write(&outcome, usize::MAX, &mut out).unwrap();
        prop_assert!(String::from_utf8(out).unwrap().lines().all(|line| line.starts_with("::")));
        let mut out = Vec::new();
        short::write(&outcome, usize::MAX, &mut out).unwrap();
        prop_assert_eq!(String::from_utf8(out).unwrap().lines().count(), outcome.reports[0].findings.len());
        let style = pretty::Style { color: false, width: 80, max_findings: None, quiet: false };
        let mut out = Vec::new();
        pretty::write(&outcome, &style, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        prop_assert!(!out.contains(['\u{1b}', '\u{202e}']), "what steers a terminal is shown, not obeyed");
        for collapse_teams in [false, true] {
            let selection = Selection { collapse_teams, ..Selection::default() };
            let mut out = Vec::new();
            let drawing = diagram::draw(&outcome.reports[0], &selection);
            let colours = diagram::Colours::new(&drawing, diagram::ColorBy::Function);
            diagram::dot::write(&drawing, &colours, &mut out).unwrap();
            prop_assert!(graphviz_rust::parse(&String::from_utf8(out).unwrap()).is_ok());
        }
    }
}
