//! The pages as their readers use them: what they tell to type runs, their links lead somewhere, and the book has all of
//! them. `tests/docs.rs` compares what they say.
#![cfg(unix)]

#[path = "docs/commands.rs"]
mod commands;
#[path = "docs/folders.rs"]
mod folders;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use commands::{Shown, commands};
use folders::pages_in;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What examples call a chart, and the fixture that stands for it.
const FILES: [(&str, &str); 12] = [
    ("after.csv", "salesprod-after.csv"),
    ("before.csv", "salesprod-before.csv"),
    ("broken.csv", "repair.csv"),
    ("export.csv", "growthgen.csv"),
    ("exports", "history"),
    ("monday.csv", "salesprod-before.csv"),
    ("new.csv", "salesprod-after.csv"),
    ("old.csv", "salesprod-before.csv"),
    ("org.csv", "salesprod-before.csv"),
    ("reorg.toml", "plans/salesprod.toml"),
    ("sample.csv", "techcorp.csv"),
    ("tuesday.csv", "salesprod-after.csv"),
];

/// Commands that begin so are not run here, each for its reason.
const NOT_RUN: [(&str, &str); 23] = [
    ("orglint check tenants.parquet ", "needs a build with Parquet: tests/parquet.rs"),
    ("cargo run --release --example sample_chart ", "tests/sample_chart.rs"),
    ("cargo test", "this is it"),
    ("cargo tree ", "only lists"),
    ("cargo build ", "builds"),
    ("cargo bench ", "measures"),
    ("cargo llvm-cov ", "takes long"),
    ("cargo mutants ", "takes days"),
    ("target/release/", "measures"),
    ("python3 benches/", "measures"),
    ("npm install --prefix benches/d3", "asks a registry"),
    ("npm ci --prefix tests/mermaid", "asks a registry; .ci/run does"),
    ("cargo install ", "asks a registry"),
    ("python3 -m venv ", "asks a registry; .ci/run does"),
    ("pip install ", "asks a registry; .ci/run installs the wheel"),
    ("target/python/bin/", "the package, built; .ci/run does"),
    ("PROPTEST_CASES=", "takes hours"),
    ("ORGLINT_SEEDS=", "takes minutes"),
    ("pdftoppm ", "another program"),
    ("chromium ", "another program: tests/browser.rs"),
    ("check-jsonschema ", "another program: tests/schemas.rs"),
    ("cargo deny ", "another program; .ci/run does"),
    ("fuzz/run.sh ", "needs a nightly toolchain"),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn all_pages() -> Outcome<Vec<PathBuf>> {
    let mut pages: Vec<PathBuf> = pages_in(&root().join("docs"))?.into_iter().collect();
    pages.push(root().join("README.md"));
    Ok(pages)
}

/// A folder with what the examples name.
fn prepared() -> Outcome<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    let fixtures = root().join("fixtures");
    symlink(&fixtures, folder.path().join("fixtures"))?;
    fs::create_dir_all(folder.path().join("docs/gallery"))?;
    for (name, fixture) in FILES {
        if fixtures.join(fixture).is_dir() {
            symlink(fixtures.join(fixture), folder.path().join(name))?;
        } else {
            fs::copy(fixtures.join(fixture), folder.path().join(name))?;
        }
    }
    let chart =
        "tenant_id,id,name,title,manager_id\nacme,1,Person 1,CEO,\nacme,2,Person 2,COO,1\nbolt,1,Person 3,CEO,\n";
    fs::write(folder.path().join("tenants.csv"), chart)?;
    assert!(Command::new("gzip").args(["--keep", "tenants.csv"]).current_dir(&folder).status()?.success());
    Ok(folder)
}

#[test]
fn every_command_on_a_page_runs() -> Outcome {
    let program = Path::new(env!("CARGO_BIN_EXE_orglint")).parent().ok_or("no folder")?;
    let path = format!("{}:{}", program.display(), std::env::var("PATH")?);
    let mut passed_over: BTreeSet<&str> = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut all = String::new();
    for page in all_pages()? {
        let folder = prepared()?;
        for Shown { command, fails } in commands(&fs::read_to_string(&page)?) {
            if let Some((start, _)) = NOT_RUN.iter().find(|(start, _)| command.starts_with(start)) {
                passed_over.insert(start);
                continue;
            }
            all += &command;
            let typed = command.replace("cargo run --release -- ", "orglint ");
            let run = Command::new("bash")
                .args(["-o", "pipefail", "-c", &typed])
                .current_dir(&folder)
                .env("PATH", &path)
                .env("GITHUB_STEP_SUMMARY", folder.path().join("summary.md"))
                .output()?;
            let is_right = match run.status.code() {
                Some(0) => !fails,
                // There are findings.
                Some(1) => !fails && typed.contains("orglint "),
                Some(2) => fails,
                _ => false,
            };
            if !is_right {
                wrong.push(format!("{}: {command}\n{}", page.display(), String::from_utf8_lossy(&run.stderr)));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 70, "{count}");
    for (file, _) in FILES {
        assert!(all.contains(file), "no command names {file} any more");
    }
    for (start, _) in NOT_RUN {
        assert!(passed_over.contains(start), "no page says `{start}` any more");
    }
    Ok(())
}

#[test]
fn commands_are_found_wherever_they_stand() {
    let page = "```console\n$ orglint a\nerror: x\n$ orglint b # c\n```\n$ no\n```sh\norglint d \\\n    --e\n```\n\
        ```yaml\n- run: orglint f\n- uses: g\n```\n```groovy\nsh 'orglint h'\n```\n";
    let found = commands(page);
    let told: Vec<(&str, bool)> = found.iter().map(|shown| (shown.command.as_str(), shown.fails)).collect();
    let expected = [
        ("orglint a", true),
        ("orglint b # c", false),
        ("orglint d --e", false),
        ("orglint f", false),
        ("orglint h", false),
    ];
    assert_eq!(told, expected);
}

/// The links of a page, and the anchors that its headings make.
fn links_and_anchors(text: &str) -> (Vec<String>, BTreeSet<String>) {
    let (mut links, mut anchors) = (Vec::new(), BTreeSet::new());
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.into_string())
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) if heading.is_some() => {
                heading.iter_mut().for_each(|heading| heading.push_str(&text));
            }
            Event::End(TagEnd::Heading(_)) => {
                let text = heading.take().unwrap_or_default().to_lowercase().replace(' ', "-");
                let anchor: String = text.chars().filter(|one| one.is_alphanumeric() || "-_".contains(*one)).collect();
                let count = counts.entry(anchor.clone()).or_default();
                anchors.insert(if *count == 0 { anchor } else { format!("{anchor}-{count}") });
                *count += 1;
            }
            _ => {}
        }
    }
    (links, anchors)
}

#[test]
fn every_link_leads_to_a_file_and_to_a_heading_of_it() -> Outcome {
    let mut pages = all_pages()?;
    pages.extend(["CHANGELOG.md", "fixtures/README.md", "tests/schemas/README.md"].map(|page| root().join(page)));
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in pages {
        for link in links_and_anchors(&fs::read_to_string(&page)?).0 {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let is_elsewhere = link.contains("://") || link.starts_with("mailto:");
            let target = if file.is_empty() { page.clone() } else { page.with_file_name(file) };
            if is_elsewhere {
                continue;
            }
            let has_headings = !anchor.is_empty() && target.extension().is_some_and(|extension| extension == "md");
            if !target.exists() || has_headings && !links_and_anchors(&fs::read_to_string(&target)?).1.contains(anchor)
            {
                wrong.push(format!("{}: {link}", page.display()));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "these lead nowhere:\n{}", wrong.join("\n"));
    assert!(count > 300, "{count}");
    Ok(())
}

#[test]
fn the_book_has_every_page_once() -> Outcome {
    let docs = root().join("docs");
    let summary = docs.join("SUMMARY.md");
    let links = links_and_anchors(&fs::read_to_string(&summary)?).0;
    let listed: Vec<PathBuf> = links.iter().filter(|link| !link.is_empty()).map(|link| docs.join(link)).collect();
    let pages: BTreeSet<PathBuf> = pages_in(&docs)?.into_iter().filter(|page| *page != summary).collect();
    assert_eq!(listed.iter().cloned().collect::<BTreeSet<_>>(), pages, "docs/SUMMARY.md has other pages than docs/");
    assert_eq!(listed.len(), pages.len(), "a page is in docs/SUMMARY.md twice");
    Ok(())
}

#[test]
fn the_changelog_begins_with_the_version() -> Outcome {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md"))?;
    let first = changelog.lines().find_map(|line| line.strip_prefix("## ")).ok_or("no version")?;
    assert_eq!(first.split(' ').next(), Some(env!("CARGO_PKG_VERSION")));
    Ok(())
}
