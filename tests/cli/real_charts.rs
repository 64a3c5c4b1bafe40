//! The charts that organisations published are read without an option, and their figures are those that were computed
//! without orglint.

use serde_json::{Value, json};

use crate::running::{Outcome, orglint};
use crate::{is_plain, keys};

/// What is known of a chart.
struct Facts {
    people: u64,
    roots: &'static [&'static str],
    layers: u64,
    widest: Option<(&'static str, u64)>,
    self_reports: u64,
    unknown_managers: u64,
    unreachable: u64,
    vacant: u64,
}

/// A chart of one root without a fault.
const fn sound(people: u64, root: &'static [&'static str], layers: u64, widest: (&'static str, u64)) -> Facts {
    Facts {
        people,
        roots: root,
        layers,
        widest: Some(widest),
        self_reports: 0,
        unknown_managers: 0,
        unreachable: 0,
        vacant: 0,
    }
}

const SENIOR: &str = "real/uk-organogram/advisory_conciliation_and_arbitration_service-2011-09-30-senior.csv";
const JUNIOR: &str = "real/uk-organogram/advisory_conciliation_and_arbitration_service-2011-09-30-junior.csv";

/// The files of each chart, and its facts.
fn charts() -> [(Vec<&'static str>, Facts); 9] {
    let of_justice = "real/uk-organogram/ministry_of_justice-2011-09-30-senior.csv";
    let for_development = "real/uk-organogram/department_for_international_development-2011-03-31-senior.csv";
    let on_climate = "real/uk-organogram/committee_on_climate_change-2011-09-30-senior.csv";
    // Of the 293 groups 192 are below post 2, 75 below post 1 and 26 below post 3; by themselves they know no post.
    let groups = Facts { widest: None, unknown_managers: 293, unreachable: 293, ..sound(293, &[], 0, ("", 0)) };
    [
        (
            vec![of_justice],
            Facts {
                self_reports: 1,
                unknown_managers: 1,
                unreachable: 2,
                vacant: 3,
                ..sound(131, &["1"], 5, ("2", 16))
            },
        ),
        (vec![for_development], Facts { self_reports: 1, unreachable: 12, ..sound(80, &["A1", "A11"], 6, ("A6", 11)) }),
        (vec![on_climate], Facts { self_reports: 1, unreachable: 4, ..sound(4, &[], 0, ("CEO", 3)) }),
        (vec![SENIOR], Facts { vacant: 1, ..sound(4, &["1"], 2, ("1", 3)) }),
        (vec![JUNIOR], groups),
        (vec!["--merge", SENIOR, JUNIOR], Facts { vacant: 1, ..sound(297, &["1"], 3, ("2", 192)) }),
        (vec!["real/oracle-hr/employees.csv"], sound(107, &["100"], 4, ("100", 14))),
        (vec!["real/chinook/employees.json"], sound(8, &["1"], 3, ("2", 3))),
        (vec!["real/sourcegraph/team.yml"], sound(175, &["entry_001"], 5, ("entry_134", 16))),
    ]
}

#[test]
fn figures_of_real_charts_are_right() -> Outcome {
    for (files, facts) in charts() {
        let stats = orglint(&[&["stats", "--format", "json"], &files[..]].concat())?.json()?;
        let widest = facts.widest.map(|(id, reports)| json!({"id": id, "direct_reports": reports}));
        for (key, expected) in [
            ("people", json!(facts.people)),
            ("roots", json!(facts.roots)),
            ("layers", json!(facts.layers)),
            ("widest_span", json!(widest)),
            ("self_reports", json!(facts.self_reports)),
            ("unknown_managers", json!(facts.unknown_managers)),
            ("duplicate_ids", json!(0)),
            ("cycles", json!(0)),
            ("unreachable", json!(facts.unreachable)),
            ("vacant", json!(facts.vacant)),
        ] {
            assert_eq!(stats[key], expected, "{files:?}: {key}");
        }
        check_sums(&stats, &facts, &files);
        let text = orglint(&[&["stats"], &files[..]].concat())?;
        assert!(text.out.contains("People by level") && is_plain(&text.out), "{}", text.out);
    }
    Ok(())
}

/// Everybody has a level, and every line is in one span.
fn check_sums(stats: &Value, facts: &Facts, files: &[&str]) {
    let all = [
        "cycles",
        "duplicate_ids",
        "functions",
        "layers",
        "levels",
        "managers",
        "people",
        "roots",
        "self_reports",
        "spans",
        "unknown_managers",
        "unreachable",
        "vacant",
        "widest_span",
    ];
    assert_eq!(keys(stats), all);
    let sum = |key: &str, weigh: fn(&str) -> u64| -> u64 {
        let counts = stats[key].as_object().into_iter().flatten();
        counts.map(|(key, count)| weigh(key) * count.as_u64().unwrap_or(0)).sum()
    };
    assert_eq!(sum("levels", |_| 1), facts.people, "{files:?}");
    assert_eq!(json!(sum("spans", |_| 1)), stats["managers"], "{files:?}");
    let lines = facts.people - facts.roots.len() as u64 - facts.self_reports - facts.unknown_managers;
    assert_eq!(sum("spans", |span| span.parse().unwrap_or(0)), lines, "{files:?}");
}

#[test]
fn every_published_chart_is_among_them() -> Outcome {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let charts = charts();
    for source in std::fs::read_dir(folder.join("real"))? {
        for file in std::fs::read_dir(source?.path())? {
            let path = file?.path();
            let name = path.strip_prefix(&folder)?.display().to_string();
            let is_known = charts.iter().any(|(files, _)| files.contains(&&*name));
            assert!(is_known || name.ends_with("LICENSE"), "{name}");
        }
    }
    Ok(())
}
