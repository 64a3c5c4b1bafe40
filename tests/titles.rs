//! The title reader against the labelled titles, scored leniently: a second reading that the label names counts.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of a test state what they hold to be true as well")]

use std::collections::{BTreeMap, BTreeSet};

use orglint::title::{Function, Level, ManagesPeople, Reader};

/// One labelled title.
#[derive(Debug)]
struct Labelled {
    title: String,
    level: Level,
    other_levels: Vec<Level>,
    functions: BTreeSet<&'static str>,
    other_functions: Vec<BTreeSet<&'static str>>,
    manages_people: String,
}

fn function_names(text: &str) -> BTreeSet<&'static str> {
    text.split('+')
        .map(|name| Function::from_name(name.trim()).unwrap_or_else(|| panic!("function {name}")).name())
        .collect()
}

fn labelled() -> Vec<Labelled> {
    let mut file = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/titles/dev.tsv"))
        .expect("the labelled titles");
    file.records()
        .map(|row| {
            let row = row.expect("a row");
            let notes: Vec<&str> = row[4].split(';').collect();
            Labelled {
                title: row[0].to_owned(),
                level: Level::from_name(&row[1]).expect("a level"),
                other_levels: notes.iter().filter_map(|note| Level::from_name(note.strip_prefix("alt:")?)).collect(),
                functions: function_names(&row[2]),
                other_functions: notes
                    .iter()
                    .filter_map(|note| note.strip_prefix("altf:"))
                    .filter(|names| names.split('+').all(|name| Function::from_name(name).is_some()))
                    .map(function_names)
                    .collect(),
                manages_people: row[3].to_owned(),
            }
        })
        .collect()
}

#[test]
fn labelled_titles_read_as_labelled() {
    let reader = Reader::builtin();
    let rows = labelled();
    assert!(rows.len() > 600);
    let (mut levels, mut functions, mut manages, mut clear) = (0, 0, 0, 0);
    let mut confusion: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let shows = std::env::var_os("SHOW_MISREADINGS").is_some();
    for row in &rows {
        let role = reader.read(&row.title);
        let level_is_right = role.level == row.level || row.other_levels.contains(&role.level);
        let got: BTreeSet<&str> = role.functions.iter().map(Function::name).collect();
        let functions_are_right = got == row.functions
            || row.other_functions.contains(&got)
            || row.other_functions.iter().any(|other| got == &row.functions | other);
        let manages_is_right = role.manages_people.name() == row.manages_people;
        levels += u32::from(level_is_right);
        functions += u32::from(functions_are_right);
        if row.manages_people != ManagesPeople::Unclear.name() {
            clear += 1;
            manages += u32::from(manages_is_right);
        }
        if !level_is_right {
            *confusion.entry((row.level.name(), role.level.name())).or_default() += 1;
        }
        if shows && !level_is_right {
            println!("level\t{}\t{} read as {}", row.title, row.level, role.level);
        }
        if shows && !functions_are_right {
            println!("functions\t{}\t{:?} read as {got:?}", row.title, row.functions);
        }
        if shows && !manages_is_right && row.manages_people != "unclear" {
            println!("manages\t{}\t{} read as {}", row.title, row.manages_people, role.manages_people.name());
        }
    }
    let share = |right: u32, all: u32| f64::from(right) / f64::from(all);
    let all = rows.len() as u32;
    let (level, function, manage) = (share(levels, all), share(functions, all), share(manages, clear));
    println!("level {level:.3}, functions {function:.3}, manages_people {manage:.3} on {all} titles");
    for ((want, got), count) in &confusion {
        println!("{count:4} {want} read as {got}");
    }
    assert!(level >= 0.97, "level {level:.3}");
    assert!(function >= 0.92, "functions {function:.3}");
    assert!(manage >= 0.96, "manages_people {manage:.3}");
}
