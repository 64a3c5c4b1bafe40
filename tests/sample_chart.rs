//! The sample charts are what other tests and the benches rely on, so what they promise is checked here: by reading the
//! files that are written, without any of the generator's own bookkeeping.

#[path = "../examples/sample_chart/generator/mod.rs"]
mod generator;

#[path = "sample_chart/checking.rs"]
mod checking;

#[path = "sample_chart/counting.rs"]
mod counting;

#[path = "sample_chart/reading.rs"]
mod reading;

use std::collections::{HashMap, HashSet};

use checking::check;
use counting::count;
use generator::{Chart, IdStyle, Impossible, Kind, Params, RowOrder};
use reading::{Person, Rank, read};

/// Sizes at which a company gets another chief or another level, and some in between.
const SIZES: [usize; 12] = [60, 61, 99, 100, 149, 150, 250, 500, 1_000, 1_999, 2_000, 5_000];

/// Clean charts: two dozen seeds over all sizes.
fn clean() -> impl Iterator<Item = Params> {
    (0..24).map(|seed| Params::new(SIZES[seed as usize % SIZES.len()], seed))
}

/// Charts with as many faults as their size bears, in every style and order.
fn faulty() -> impl Iterator<Item = Params> {
    const STYLES: [IdStyle; 4] = [IdStyle::Prefix, IdStyle::Gaps, IdStyle::Zeros, IdStyle::Uuid];
    clean().map(|clean| Params {
        faults: match clean.employees {
            ..150 => 1,
            150..500 => 3,
            500..2_000 => 6,
            _ => 11,
        },
        ids: STYLES[clean.seed as usize / 3 % STYLES.len()],
        order: if clean.seed % 5 == 4 { RowOrder::Tree } else { RowOrder::Id },
        ..clean
    })
}

fn csv(params: &Params) -> Vec<u8> {
    let mut bytes = Vec::new();
    let written = Chart::generate(params).map(|chart| chart.write_csv(&mut bytes));
    assert!(matches!(written, Ok(Ok(()))), "{params:?}: {written:?}");
    bytes
}

#[test]
fn same_arguments_give_the_same_bytes() {
    for params in faulty() {
        assert_eq!(csv(&params), csv(&params), "{params:?}");
    }
}

#[test]
fn another_seed_gives_another_chart() {
    let charts: HashSet<_> = (0..20).map(|seed| csv(&Params::new(60, seed))).collect();
    assert_eq!(charts.len(), 20);
}

/// Published figures name a chart by its arguments, so a change of what they give has to be meant.
#[test]
fn bytes_stay_as_they_are() {
    let fingerprint = csv(&Params { faults: 3, ..Params::new(500, 1) })
        .iter()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
    assert_eq!(format!("{fingerprint:016x}"), "9aa6cfdcd1f6415c", "FNV-1a of the CSV");
}

#[test]
fn faults_leave_everybody_else_alone() {
    let clean = Params::new(1_000, 7);
    let (before, after) = (csv(&clean), csv(&Params { faults: 4, ..clean }));
    let differing = before.split(|&byte| byte == b'\n').zip(after.split(|&byte| byte == b'\n')).filter(|(a, b)| a != b);
    // Cycles of 2, 3, 4 and 5 people; of the two rows of a duplicate id one is changed.
    assert!(differing.count() <= 4 * 9 + 2 + 3 + 4 + 5);
}

#[test]
fn impossible_charts_are_refused() {
    assert_eq!(Chart::generate(&Params::new(59, 1)).err(), Some(Impossible::Size));
    let many = Chart::generate(&Params { faults: 50, ..Params::new(60, 1) });
    assert_eq!(many.err(), Some(Impossible::Faults(Kind::VpSalesOpsReportsToDirector)));
}

#[test]
fn clean_chart_is_one_tree() {
    for params in clean().chain([Params::new(40_000, 1)]) {
        let chart = read(&csv(&params)).unwrap();
        assert_eq!(chart.people.len(), params.employees);
        assert_eq!(chart.by_id.len(), params.employees, "{params:?}: ids are unique");
        let emails: HashSet<_> = chart.people.iter().map(|person| &person.email).collect();
        assert_eq!(emails.len(), params.employees, "{params:?}: addresses are unique");
        let roots: Vec<_> = chart.people.iter().filter(|person| person.manager_id.is_empty()).collect();
        assert_eq!(roots.len(), 1, "{params:?}");
        assert_eq!(Rank::of(&roots[0].title), Rank::ChiefExecutive);
        for person in &chart.people {
            assert!(chart.depth(person).is_some(), "{params:?}: {person:?} has a line to the top");
        }
        let widest = chart.spans().into_values().max();
        assert!(widest <= Some(12), "{params:?}: {widest:?}");
    }
}

#[test]
fn clean_chart_ranks_everybody_below_the_manager() {
    for params in clean().chain([Params::new(150_000, 2)]) {
        let chart = read(&csv(&params)).unwrap();
        let spans = chart.spans();
        for person in &chart.people {
            let Some(manager) = chart.manager(person) else { continue };
            let above = Rank::of(&manager.title);
            let leads = spans.contains_key(person.id.as_str());
            let fits = match Rank::of(&person.title) {
                Rank::ChiefExecutive => false,
                Rank::Director | Rank::SeniorDirector => above <= Rank::VicePresident,
                // 'Product Manager' and the like, who lead nobody.
                Rank::Manager if !leads => above <= Rank::Manager,
                rank => above < rank,
            };
            assert!(fits, "{params:?}: {person:?} under {manager:?}");
            assert!(above < Rank::Individual, "{params:?}: {manager:?} leads");
        }
    }
}

#[test]
fn clean_chart_has_each_office_once() {
    for params in clean() {
        let chart = read(&csv(&params)).unwrap();
        let chiefs = chart.people.iter().filter(|person| Rank::of(&person.title) == Rank::Chief);
        let offices: Vec<&str> = chiefs.map(|chief| office(&chief.title)).collect();
        assert_eq!(offices.iter().collect::<HashSet<_>>().len(), offices.len(), "{params:?}: {offices:?}");
        for (office, from) in [
            ("COO", 0),
            ("CRO", 0),
            ("CFO", 0),
            ("CTO", 0),
            ("CMO", 100),
            ("CHRO", 100),
            ("CPO", 500),
            ("CIO", 500),
            ("CLO", 2_000),
            ("CCO", 5_000),
        ] {
            assert_eq!(offices.contains(&office), params.employees >= from, "{params:?}: {office}");
        }
    }
}

/// The short form of a chief's title.
fn office(title: &str) -> &'static str {
    const OFFICES: [(&str, &str); 10] = [
        ("COO", "Operating"),
        ("CRO", "Revenue"),
        ("CFO", "Financial"),
        ("CTO", "Technology"),
        ("CMO", "Marketing"),
        ("CHRO", "Human"),
        ("CPO", "Product"),
        ("CIO", "Information"),
        ("CLO", "Legal"),
        ("CCO", "Customer"),
    ];
    OFFICES.iter().find(|(short, long)| title.contains(short) || title.contains(long)).map_or("", |(short, _)| short)
}

#[test]
fn clean_chart_keeps_the_sales_operations_ladder() {
    for params in clean().chain([Params::new(40_000, 3)]) {
        let chart = read(&csv(&params)).unwrap();
        let spans = chart.spans();
        let mut found = HashSet::new();
        for person in &chart.people {
            let documented = |person: &Person| matches!(&*person.department, "Sales Operations" | "Revenue Operations");
            let leads = spans.contains_key(person.id.as_str());
            assert!(!person.carries_quota || (person.department == "Sales" && !leads), "{params:?}: {person:?}");
            if person.carries_quota {
                found.insert("seller");
            }
            if !documented(person) {
                continue;
            }
            let manager = chart.manager(person).unwrap();
            let above = Rank::of(&manager.title);
            let fits = match Rank::of(&person.title) {
                Rank::VicePresident => ["CRO", "COO"].contains(&office(&manager.title)),
                Rank::Director | Rank::SeniorDirector => documented(manager) && above == Rank::VicePresident,
                Rank::Manager | Rank::SeniorManager => {
                    documented(manager) && (Rank::SeniorDirector..=Rank::Director).contains(&above)
                }
                rank => rank == Rank::Individual && documented(manager) && above < Rank::TeamLead,
            };
            assert!(fits, "{params:?}: {person:?} under {manager:?}");
            if person.department == "Sales Operations" {
                found.insert(if Rank::of(&person.title) == Rank::VicePresident { "VP" } else { "staff" });
            }
        }
        assert_eq!(found.len(), 3, "{params:?}: {found:?}");
    }
}

#[test]
fn figures_are_those_of_a_naive_walk() {
    for params in clean().chain(faulty()) {
        let expected = Chart::generate(&params).unwrap().truth().expected.clone();
        assert_eq!(expected, count(&read(&csv(&params)).unwrap()), "{params:?}");
    }
}

#[test]
fn faults_have_their_own_people() {
    for params in faulty() {
        let chart = Chart::generate(&params).unwrap();
        let mut lines = HashSet::new();
        for fault in &chart.truth().faults {
            for &line in &fault.lines {
                assert!(lines.insert(line), "{params:?}: line {line} is at fault twice, once by {fault:?}");
            }
        }
        let faults = &chart.truth().faults;
        let at_fault: HashSet<&String> = faults.iter().flat_map(|fault| &fault.ids).collect();
        for fault in faults {
            let rests_on = fault.leader.iter().chain(&fault.manager).find(|id| at_fault.contains(id));
            assert_eq!(rests_on, None, "{params:?}: {fault:?} rests on somebody at fault");
        }
        for kind in Kind::ALL {
            assert_eq!(chart.truth().of_kind(kind).count(), params.faults, "{params:?}: {kind:?}");
        }
    }
}

#[test]
fn faults_are_where_the_truth_says() {
    for params in faulty() {
        let read = read(&csv(&params)).unwrap();
        let by_line: HashMap<usize, &Person> = read.people.iter().map(|person| (person.line, person)).collect();
        for (index, fault) in Chart::generate(&params).unwrap().truth().faults.iter().enumerate() {
            let at_fault: Vec<&Person> = fault.lines.iter().map(|line| by_line[line]).collect();
            check(fault, index % params.faults, &at_fault, by_line[&fault.line], &read);
        }
    }
}

#[test]
fn tree_order_has_managers_first() {
    let chart = read(&csv(&Params { order: RowOrder::Tree, ..Params::new(2_000, 5) })).unwrap();
    for person in &chart.people {
        assert!(chart.manager(person).is_none_or(|manager| manager.line < person.line), "{person:?}");
    }
}

#[test]
fn json_says_what_the_csv_says() {
    let params = Params { faults: 2, ..Params::new(500, 3) };
    let chart = Chart::generate(&params).unwrap();
    let (mut array, mut lines) = (Vec::new(), Vec::new());
    chart.write_json(&mut array).unwrap();
    chart.write_jsonl(&mut lines).unwrap();
    let array: Vec<serde_json::Value> = serde_json::from_slice(&array).unwrap();
    let lines = str::from_utf8(&lines).unwrap().lines().map(serde_json::from_str::<serde_json::Value>);
    assert_eq!(lines.collect::<Result<Vec<_>, _>>().unwrap(), array);
    let people = read(&csv(&params)).unwrap().people;
    assert_eq!(people.len(), array.len());
    for (person, object) in people.iter().zip(&array) {
        assert_eq!(person.id, object["employee_id"]);
        assert_eq!(person.title, object["title"]);
        assert_eq!(person.email, object["email"]);
        assert_eq!(person.carries_quota, object["quota_carrying"]);
        assert_eq!(person.manager_id, object["manager_id"].as_str().unwrap_or_default());
        assert_eq!(person.manager_id.is_empty(), object["manager_id"].is_null());
    }
}

#[test]
fn truth_file_names_kinds_and_rules() {
    let chart = Chart::generate(&Params { faults: 1, ..Params::new(250, 1) }).unwrap();
    let truth: serde_json::Value = serde_json::from_str(&chart.truth().to_json().unwrap()).unwrap();
    assert_eq!(truth["params"]["employees"], 250);
    assert_eq!(truth["params"]["ids"], "prefix");
    assert_eq!(truth["expected"]["rows"], 250);
    let faults = truth["faults"].as_array().unwrap();
    assert_eq!(faults.len(), Kind::ALL.len());
    for (fault, kind) in faults.iter().zip(Kind::ALL) {
        assert_eq!(fault["kind"], kind.name());
        assert_eq!(fault["rule"], kind.rule());
        assert!(fault["line"].is_u64());
    }
}
