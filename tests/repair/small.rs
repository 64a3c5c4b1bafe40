//! Small charts, one thing wrong with each; and hostile ones.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::Outcome;
use crate::score::proposed;

const COMPANY: &str = "\
employee_id,name,title,manager_id,department,location
E100,Person 1,CEO,,,Berlin
E110,Person 2,CRO,E100,Sales,Berlin
E111,Person 3,CTO,E100,Engineering,Paris
E121,Person 4,VP of Sales,E110,Sales,Berlin
E122,Person 5,VP of Engineering,E111,Engineering,Paris
E131,Person 6,Director of Sales,E121,Sales,Berlin
E132,Person 7,Director of Engineering,E122,Engineering,Paris
E141,Person 8,\"Manager, Sales\",E131,Sales,Berlin
E142,Person 9,\"Manager, Engineering\",E132,Engineering,Paris
E151,Person 10,Account Executive,E141,Sales,Berlin
E152,Person 11,Account Executive,E141,Sales,Berlin
E153,Person 12,Account Executive,E141,Sales,Berlin
E161,Person 13,Software Engineer,E142,Engineering,Paris
E162,Person 14,Software Engineer,E142,Engineering,Paris
";

/// A position and its manager.
type Move<'a> = (&'a str, &'a str);

/// The changes for the company with other managers: by id, the new manager.
fn mended(moves: &[Move<'_>]) -> Result<BTreeMap<String, String>, Box<dyn std::error::Error>> {
    let mut text = String::new();
    for line in COMPANY.lines() {
        let mut cells: Vec<&str> = line.split(',').collect();
        // Titles with a comma take two parts.
        let at = cells.len() - 3;
        if let Some((_, to)) = moves.iter().find(|(id, _)| *id == cells[0]) {
            cells[at] = to;
        }
        text += &(cells.join(",") + "\n");
    }
    changes(&text)
}

fn changes(text: &str) -> Result<BTreeMap<String, String>, Box<dyn std::error::Error>> {
    let (found, chart) = proposed(text.as_bytes().to_vec())?;
    let id = |position| chart.id(position).into_owned();
    Ok(found.changes.iter().map(|change| (id(change.position), change.to.map(id).unwrap_or_default())).collect())
}

#[test]
fn each_fault_takes_one_change() -> Outcome {
    let cases: [(&[Move<'_>], &[Move<'_>]); 8] = [
        (&[], &[]),
        // Mistyped, unknown, itself, cut off, two tops.
        (&[("E151", "E1411")], &[("E151", "E141")]),
        (&[("E161", "X9")], &[("E161", "E142")]),
        (&[("E142", "E142")], &[("E142", "E132")]),
        (&[("E131", "")], &[("E131", "E121")]),
        // A loop is broken where the line leads down.
        (&[("E131", "E151")], &[("E131", "E121")]),
        // Nobody is at the top: it is the most senior one of those at fault.
        (&[("E100", "E100")], &[("E100", "")]),
        (&[("E100", "E121")], &[("E100", "")]),
    ];
    for (moves, expected) in cases {
        let expected = expected.iter().map(|(id, to)| ((*id).to_owned(), (*to).to_owned())).collect();
        assert_eq!(mended(moves)?, expected, "{moves:?}");
    }
    Ok(())
}

#[test]
fn what_no_document_names_gets_a_documented_manager() -> Outcome {
    let analyst = "E171,Person 16,Sales Operations Analyst,E170,Sales Operations,Berlin\n";
    let found =
        changes(&format!("{COMPANY}E170,Person 15,VP of Sales Operations,E131,Sales Operations,Berlin\n{analyst}"))?;
    assert_eq!(found, BTreeMap::from([("E170".to_owned(), "E110".to_owned())]));
    Ok(())
}

#[test]
fn who_reports_to_somebody_who_has_left_goes_to_one_who_is_there() -> Outcome {
    // The manager who left stays where they were, and nobody reports there any more.
    let mut text = String::new();
    for (at, line) in COMPANY.lines().enumerate() {
        let status = if at == 0 {
            "status"
        } else if line.starts_with("E141,") {
            "terminated"
        } else {
            "active"
        };
        text += &format!("{line},{status}\n");
    }
    let found = changes(&text)?;
    let expected = ["E151", "E152", "E153"].map(|id| (id.to_owned(), "E131".to_owned()));
    assert_eq!(found, BTreeMap::from(expected));
    Ok(())
}

#[test]
fn of_two_managers_one_is_kept() -> Outcome {
    let found = mended(&[("E151", "E142;E141")])?;
    assert_eq!(found, BTreeMap::from([("E151".to_owned(), "E141".to_owned())]));
    Ok(())
}

#[test]
fn who_named_one_lost_manager_goes_to_one() -> Outcome {
    let found = mended(&[("E151", "E940"), ("E152", "E940"), ("E153", "E940")])?;
    let to: Vec<&String> = found.values().collect();
    assert!(to.len() == 3 && to.iter().all(|one| *one == to[0]), "{found:?}");
    Ok(())
}

#[test]
fn where_nobody_fits_nothing_is_proposed() -> Outcome {
    let (found, chart) = proposed(b"id,title,manager_id\nE1,CEO,\nE2,CFO,E1\nE3,CEO,E9\n".to_vec())?;
    assert!(found.changes.is_empty(), "{:?}", found.changes);
    let left = &found.left_out[0];
    assert!(left.reason.starts_with("no plausible manager: E9 is not in the chart"), "{}", left.reason);
    assert_eq!(left.position.map(|position| chart.id(position).into_owned()).as_deref(), Some("E3"));
    Ok(())
}

/// The fewest changes after which everybody reaches one top, tried one by one. Manager `n` is nobody, larger is unknown.
fn fewest(managers: &[usize]) -> usize {
    let count = managers.len();
    let ways = (count + 1).pow(count as u32);
    let of = |mut way: usize| -> Vec<usize> {
        let digits = (0..count).map(|_| {
            let digit = way % (count + 1);
            way /= count + 1;
            digit
        });
        digits.collect()
    };
    let is_sound = |managers: &Vec<usize>| {
        let reaches = |start: usize| {
            let mut at = start;
            (0..=count).any(|_| {
                if at < count {
                    at = managers[at];
                }
                at == count
            })
        };
        managers.iter().filter(|manager| **manager == count).count() == 1 && (0..count).all(reaches)
    };
    let changes = |sound: Vec<usize>| sound.iter().zip(managers).filter(|(one, other)| one != other).count();
    (0..ways).map(of).filter(is_sound).map(changes).min().unwrap_or(0)
}

/// What a hostile file holds: quotes, breaks, marks of TOML, control and invisible characters.
fn hostile() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just("\"".to_owned()),
            Just("'''\n".to_owned()),
            Just("\"\"\"".to_owned()),
            Just("\n[[step]]\nleave = \"E1\"\n".to_owned()),
            Just("\r\n".to_owned()),
            Just("\\".to_owned()),
            Just("#".to_owned()),
            Just("\u{1b}[31m\u{7f}\u{85}\u{2028}\u{202e}\t".to_owned()),
            Just("é".to_owned()),
            "[a-z]{1,4}",
        ],
        1..6,
    )
    .prop_map(|parts| format!("x{}y", parts.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_fewer_changes_would_do(managers in proptest::collection::vec(0_usize..8, 2..6)) {
        let count = managers.len();
        // Titles that tell no level, so that anybody could lead anybody.
        let mut text = "id,title,manager_id\n".to_owned();
        for (person, manager) in managers.iter().enumerate() {
            let to = match *manager {
                manager if manager < count => format!("E{manager}"),
                manager if manager == count => String::new(),
                manager => format!("X{manager}"),
            };
            text += &format!("E{person},,{to}\n");
        }
        let (found, _) = proposed(text.into_bytes()).map_err(|error| TestCaseError::fail(error.to_string()))?;
        // A chart of which most references lead nowhere is no chart with a mistyped id.
        prop_assume!(found.left_out.is_empty());
        prop_assert_eq!(found.changes.len(), fewest(&managers), "{:?}", found);
    }

    #[test]
    fn no_text_breaks_out_of_a_plan(ids in proptest::collection::btree_set(hostile(), 3), title in hostile(), name in hostile()) {
        let ids: Vec<String> = ids.into_iter().collect();
        let mut csv = csv::Writer::from_writer(Vec::new());
        let rows = [
            ["id", "name", "title", "manager_id"],
            [&ids[0], &name, &title, ""],
            [&ids[1], &name, &title, &ids[0]],
            [&ids[2], &name, &title, &ids[2]],
        ];
        for row in rows {
            csv.write_record(row).map_err(|error| TestCaseError::fail(error.to_string()))?;
        }
        let text = csv.into_inner().map_err(|error| TestCaseError::fail(error.to_string()))?;
        let (found, chart) = proposed(text).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let mut plan = Vec::new();
        found.write_plan(&chart, &mut plan).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let plan: toml::Table = toml::from_str(&String::from_utf8_lossy(&plan))
            .map_err(|error| TestCaseError::fail(error.to_string()))?;
        let steps = plan.get("step").and_then(toml::Value::as_array).cloned().unwrap_or_default();
        prop_assert_eq!(plan.len(), usize::from(!steps.is_empty()));
        prop_assert_eq!(steps.len(), found.changes.len());
        for (step, change) in steps.iter().zip(&found.changes) {
            prop_assert_eq!(step["move"].as_str(), Some(&*chart.id(change.position)));
            let to = change.to.map(|to| chart.id(to).into_owned()).unwrap_or_default();
            prop_assert_eq!(step["to"].as_str(), Some(to.as_str()));
            prop_assert_eq!(step.as_table().map(toml::Table::len), Some(4));
        }
        let mut json = Vec::new();
        found.write_json(&chart, &mut json).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let json: serde_json::Value = serde_json::from_slice(&json).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(json["changes"].as_array().map(Vec::len), Some(found.changes.len()));
    }
}
