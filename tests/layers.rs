//! A module imports only from the rows above its own, and each outside thing has its one room.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// The rows, from the bytes down to the command line; docs/architecture.md shows the same table.
const ROWS: [&[&str]; 17] = [
    &["narrow", "processor", "progress", "table", "threads", "wording"],
    &["source"],
    &["error", "expression", "finding", "title"],
    &["input", "toml_file"],
    &["chart", "convert"],
    &["facts"],
    &["change"],
    &["custom", "pattern"],
    &["profile"],
    &["rules"],
    &["staffing", "stats"],
    &["policy"],
    &["check"],
    &["diagram", "export", "reorg"],
    &["report"],
    &["lsp"],
    &["cli"],
];

/// What may stand in the code of one module only.
const ROOMS: [(&str, &str); 17] = [
    ("cel::", "expression"),
    ("std::fs", "cli"),
    ("fs::", "cli"),
    ("File::", "cli"),
    ("print!(", "cli"),
    ("println!(", "cli"),
    ("io::stdin", "cli"),
    ("io::stdout", "cli"),
    ("io::stderr", "cli"),
    ("clap::", "cli"),
    ("graphviz_rust::", "diagram"),
    ("krilla::", "diagram"),
    ("lsp_server::", "lsp"),
    ("resvg::", "diagram"),
    ("miette::", "report"),
    ("petgraph::", "chart"),
    ("rust_xlsxwriter::", "report"),
];

/// A file of the library: its module, and its code without comments and without its tests.
struct File {
    path: PathBuf,
    module: String,
    code: String,
}

fn files() -> io::Result<Vec<File>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![src.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inner = path.strip_prefix(&src).unwrap_or(&path).with_extension("");
            let module = inner.iter().next().map(|first| first.to_string_lossy().into_owned()).unwrap_or_default();
            if path.extension().is_some_and(|extension| extension == "rs") && module != "lib" && module != "main" {
                let text = fs::read_to_string(&path)?;
                // A module of help for tests is not in the program.
                if !text.contains("#![cfg(test)]") {
                    files.push(File { path, module, code: code(&text) });
                }
            }
        }
    }
    Ok(files)
}

/// Source text without comments and without the tests at its end.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules that a text names as `crate::module` or in `crate::{module, other}`.
fn named(code: &str) -> BTreeSet<String> {
    let first_word = |text: &str| -> String {
        text.trim_start().chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_').collect()
    };
    let mut named = BTreeSet::new();
    for path in code.split("crate::").skip(1) {
        let Some(group) = path.strip_prefix('{') else {
            named.insert(first_word(path));
            continue;
        };
        // The words at the start of the group and after each of its own commas.
        let mut depth = 0;
        let mut start = true;
        for (at, letter) in group.char_indices() {
            if start && letter.is_ascii_alphabetic() {
                named.insert(first_word(&group[at..]));
                start = false;
            }
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                _ => {}
            }
        }
    }
    named
}

fn row(module: &str) -> Option<usize> {
    ROWS.iter().position(|row| row.contains(&module))
}

#[test]
fn modules_import_only_from_rows_above_their_own() -> Outcome {
    let mut wrong = Vec::new();
    for file in files()? {
        let own = row(&file.module).ok_or_else(|| format!("{} is in no row", file.module))?;
        for other in named(&file.code).into_iter().filter(|other| *other != file.module) {
            if row(&other).is_none_or(|other| other >= own) {
                wrong.push(format!("{}: {} imports {other}", file.path.display(), file.module));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn what_has_a_room_is_nowhere_else() -> Outcome {
    let mut wrong = Vec::new();
    // Tests of a module may look at it with whatever they like.
    let is_test = |file: &File| file.path.iter().rev().take_while(|part| *part != "src").any(|part| part == "tests");
    for file in files()?.into_iter().filter(|file| !is_test(file)) {
        for (what, room) in ROOMS {
            if file.module != room && file.code.contains(what) {
                wrong.push(format!("{}: {what} belongs in {room}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

#[test]
fn every_module_has_a_row_and_every_row_a_module() -> Outcome {
    let modules: BTreeSet<String> = files()?.into_iter().map(|file| file.module).collect();
    let rows: BTreeSet<String> = ROWS.iter().copied().flatten().map(|module| (*module).to_owned()).collect();
    assert_eq!(modules, rows);
    Ok(())
}

#[test]
fn the_documentation_shows_these_rows() -> Outcome {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md"))?;
    let shown: Vec<Vec<String>> = page
        .lines()
        .filter_map(|line| {
            let mut cells = line.strip_prefix("| ")?.split(" | ");
            cells.next()?.parse::<usize>().ok()?;
            Some(cells.next()?.split(", ").map(|module| module.trim_matches('`').to_owned()).collect())
        })
        .collect();
    assert_eq!(shown, ROWS.map(<[&str]>::to_vec));
    Ok(())
}

#[test]
fn the_reading_of_imports_sees_groups_and_paths() {
    let code = "use crate::chart::{Chart, Link};\nuse crate::{input, rules::{Rule, Settings}, facts};\nfn a(b: crate::title::Role) {}";
    let expected = ["chart", "facts", "input", "rules", "title"];
    assert_eq!(named(code).into_iter().collect::<Vec<_>>(), expected);
}
