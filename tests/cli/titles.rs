//! `orglint title` and the titles of a chart.

use serde_json::Value;

use crate::running::{Outcome, orglint, orglint_with};
use crate::{is_plain, keys};

/// Titles of every kind: unread, read but for a word, read; one twice in two spellings of JSON, one of who has left.
const CHART: &str = r#"[
    {"id": 1, "manager": null, "title": "CEO"},
    {"id": 2, "manager": 1, "title": "VP Sales"},
    {"id": 3, "manager": 2, "title": "V\u0050 Sales "},
    {"id": 4, "manager": 2, "title": "Frobnitz Wizardry"},
    {"id": 5, "manager": 2, "title": "Frobnitz Wizardry"},
    {"id": 6, "manager": 2, "title": "Frobnitz Manager"},
    {"id": 7, "manager": 2, "title": "Accountant, Gizmos"},
    {"id": 8, "manager": 2, "title": ""},
    {"id": 9, "manager": 2, "title": "Gone", "end date": "2020-01-01"}
]"#;

#[test]
fn a_reading_is_explained_part_by_part() -> Outcome {
    let run = orglint(&["title", "VP, Sales Ops", "Senior Product Manager, EMEA", "\u{65e5}\u{672c} Manager", ""])?;
    let expected = "\
VP, Sales Ops
  vp · sales-operations · manages people: yes
    VP         names the job: vp
    Sales Ops  is what it is for: sales-operations

Senior Product Manager, EMEA
  individual · product · manages people: no · regional
    Senior   may also be read as senior-manager
    Product  is what it is for: product
             lowers it from senior-manager to individual
    Manager  names the job: manager, here individual
             may also be read as senior-manager, manager
    EMEA     says where: regional

日本 Manager
  manager · other · manages people: yes
    日本     not in the lexicon
    Manager  names the job: manager

(no title)
  unknown · other · manages people: unclear
";
    assert_eq!((run.status, &*run.out), (0, expected));
    let first = expected.split_inclusive("\n\n").next().unwrap_or_default();
    assert_eq!(orglint_with(&["title"], "VP, Sales Ops\n")?.out + "\n", first);
    Ok(())
}

#[test]
fn the_readme_shows_an_explanation() -> Outcome {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"))?;
    let shown =
        readme.split("$ orglint title \"").nth(1).and_then(|rest| rest.split_once("\"\n")).ok_or("no example")?;
    assert_eq!(orglint(&["title", shown.0])?.out, shown.1.split("```").next().unwrap_or_default());
    Ok(())
}

#[test]
fn an_explanation_shows_nothing_that_steers() -> Outcome {
    let hostile = "\u{1b}[31mC\u{202e}EO\u{7},\n\u{2066}Fro\u{ad}bnitz\t\u{9b}";
    let run = orglint(&["title", hostile])?;
    assert!(is_plain(&run.out), "{:?}", run.out);
    assert!(run.out.starts_with("\\u{1b}[31mC\\u{202e}EO\\u{7},\\n\\u{2066}Fro\\u{ad}bnitz \\u{9b}\n"), "{}", run.out);
    // A pasted page costs a line, not a page.
    let page = orglint(&["title", &"Frobnitz ".repeat(10_000)])?;
    assert!(page.out.len() < 10_000 && page.out.contains("…  not looked at\n"), "{}", page.out);
    Ok(())
}

#[test]
fn the_titles_of_a_chart_are_listed_the_unread_first() -> Outcome {
    let expected = "\
6 titles, 8 people

Words not in the lexicon, and how many people have them in their title
  Frobnitz 3, Wizardry 2, Gizmos 1

Not read: 3 titles, 4 people
  2  Frobnitz Wizardry  unknown · other  not in the lexicon: Frobnitz, Wizardry
  1  (no title)         unknown · other
  1  Frobnitz Manager   manager · other  not in the lexicon: Frobnitz

Read, but for some words: 1 title, 1 person
  1  Accountant, Gizmos  individual · finance  not in the lexicon: Gizmos

c-suite: 1 title, 1 person
  1  CEO  executive

vp: 1 title, 2 people
  2  VP Sales  sales
";
    for arguments in [&["title", "--from", "-"][..], &["stats", "-", "--titles"]] {
        let run = orglint_with(arguments, CHART)?;
        assert_eq!((run.status, &*run.out), (0, expected), "{arguments:?}");
    }
    let techcorp = orglint(&["title", "--from", "techcorp.csv"])?;
    assert_eq!(techcorp.out, orglint(&["stats", "techcorp.csv", "--titles"])?.out);
    assert!(techcorp.out.starts_with("13 titles, 15 people\n\nc-suite: 3 titles, 3 people\n"), "{}", techcorp.out);
    assert!(techcorp.out.contains("\n  2  Account Executive            sales\n"), "{}", techcorp.out);
    assert!(is_plain(&orglint(&["title", "--from", "hostile.csv", "--all"])?.out));
    Ok(())
}

#[test]
fn programs_get_an_object_for_each_title() -> Outcome {
    let lines = orglint_with(&["title", "--from", "-", "--format", "jsonl"], CHART)?.out;
    let objects: Vec<Value> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let array = orglint_with(&["stats", "-", "--titles", "--format", "json"], CHART)?.json()?;
    assert_eq!(Value::Array(objects.clone()), array);
    for object in &objects {
        let expected = ["functions", "level", "manages_people", "people", "qualifiers", "title", "unknown_words"];
        assert_eq!(keys(object), expected);
    }
    assert_eq!(
        lines.lines().next(),
        Some(
            r#"{"title":"Frobnitz Wizardry","level":"unknown","functions":["other"],"manages_people":"unclear","qualifiers":[],"people":2,"unknown_words":["Frobnitz","Wizardry"]}"#
        )
    );
    Ok(())
}

#[test]
fn the_order_of_rows_changes_nothing_in_the_list() -> Outcome {
    let mut rows: Vec<String> = (0..60).map(|id| format!("{id},,Wizard {} of Things\n", id % 30)).collect();
    rows.extend((0..60).map(|id| format!("b{id},,Frobnitz{} Director\n", "x".repeat(id % 25))));
    let chart = |rows: &[String]| format!("id,manager,title\n{}", rows.concat());
    let list = |rows: &[String], format| orglint_with(&["title", "--from", "-", "--format", format], chart(rows));
    let forward = [list(&rows, "text")?.out, list(&rows, "jsonl")?.out];
    assert!(forward[0].contains("\n  … and 35 more\n"), "{}", forward[0]);
    assert!(forward[0].contains(", … and "), "{}", forward[0]);
    let all = orglint_with(&["title", "--from", "-", "--all"], chart(&rows))?.out;
    assert!(!all.contains("more") && all.lines().count() > 50, "{all}");
    rows.reverse();
    assert_eq!(forward, [list(&rows, "text")?.out, list(&rows, "jsonl")?.out]);
    Ok(())
}

#[test]
fn the_chart_is_read_as_for_any_other_command() -> Outcome {
    let chart = "who;boss;what;end date\n1;;CEO;\n2;1;Frobnitz;2026-01-31\n";
    let options = ["--map", "id=who", "--map", "manager=boss", "--map", "title=what", "--input-format"];
    let before = [&["title", "--from", "-"], &options[..]].concat();
    let day = |day| orglint_with(&[&before[..], &["csv", "--as-of", day]].concat(), chart);
    assert!(day("2026-01-01")?.out.starts_with("2 titles, 2 people\n"), "{}", day("2026-01-01")?.err);
    assert!(day("2026-03-01")?.out.starts_with("1 title, 1 person\n"));
    for (wrong, why) in [
        (&["title", "--from", "techcorp.csv", "CEO"][..], "cannot be used with"),
        (&["title", "--as-of", "2026-01-01", "CEO"], "name the chart with --from FILE"),
        (&["title", "--all", "CEO"], "cannot be used with"),
        (&["title", "--all"], "--from"),
        (&["stats", "techcorp.csv", "--all"], "--titles"),
        (&["title", "--from", "nothing.csv"], "there is no such file"),
    ] {
        let run = orglint(wrong)?;
        assert_eq!((run.status, &*run.out), (2, ""), "{wrong:?}");
        assert!(run.err.contains(why), "{wrong:?}: {}", run.err);
    }
    Ok(())
}
