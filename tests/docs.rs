//! The pages under `docs` say what the program says: `ORGLINT_BLESS=1 cargo test --test docs` rewrites those that are
//! generated.

#[path = "docs/configuration.rs"]
mod configuration;
#[path = "docs/folders.rs"]
mod folders;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use folders::pages_in;
use orglint::check::{Entry, Rulebook};
use orglint::facts::Organisation;
use orglint::profile;
use orglint::report::{cards, page};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const BLESS: &str = "run `ORGLINT_BLESS=1 cargo test --test docs` and look at what changed";

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn blesses() -> bool {
    std::env::var_os("ORGLINT_BLESS").is_some_and(|value| value == "1")
}

/// Whether a page differs from what it should say; when blessing, it is rewritten and does not.
fn differs(file: &Path, text: &str) -> Result<bool, Box<dyn std::error::Error>> {
    if fs::read_to_string(file).is_ok_and(|found| found == text) {
        return Ok(false);
    }
    if !blesses() {
        return Ok(true);
    }
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(file, text)?;
    Ok(false)
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() -> Outcome {
    let rulebook = Rulebook::builtin()?;
    let rules = docs().join("rules");
    let mut expected: Vec<(PathBuf, String)> = vec![(rules.join("README.md"), index(&rulebook))];
    expected.extend(
        rulebook.entries().iter().map(|rule| (rules.join(format!("{}.md", rule.name())), page::markdown(rule))),
    );
    for (file, text) in &expected {
        assert!(!differs(file, text)?, "{} is not in step: {BLESS}", file.display());
    }
    let expected: BTreeSet<PathBuf> = expected.into_iter().map(|(file, _)| file).collect();
    for page in pages_in(&rules)?.difference(&expected) {
        assert!(blesses(), "{} has no rule: {BLESS}", page.display());
        fs::remove_file(page)?;
    }
    Ok(())
}

/// The table of all rules.
fn index(rulebook: &Rulebook) -> String {
    let mut page = String::from(
        "# Rules\n\n\
         Each page is what `orglint explain RULE` prints. The ids under 'sources' are those of the statements in\n\
         [docs/sources.md](../sources.md). An error makes `orglint check` exit with status 1, unless `--fail-on` says otherwise.\n\n\
         Titles are read before they are judged. Where a title can be read in several ways, a rule finds something only if every\n\
         reading is at fault.\n",
    );
    let mut category = "";
    for rule in rulebook.entries() {
        let (of, _) = rule.name().split_once('/').unwrap_or_default();
        if of != category {
            category = of;
            let _ = write!(page, "\n## {category}\n\n| rule | severity | finds | sources |\n|---|---|---|---|\n");
        }
        let sources = rule.sources().join(" ");
        let (name, severity, summary) = (rule.name(), rule.severity(), rule.summary());
        let _ = writeln!(page, "| [`{name}`]({name}.md) | {severity} | {summary} | {sources} |");
    }
    page
}

#[test]
fn the_page_of_the_roles_says_what_the_cards_say() -> Outcome {
    let all: Vec<&profile::Card> = profile::cards().iter().collect();
    let intro = "# Roles\n\n\
         The roles that the [sources](sources.md) describe: where each belongs, what it does, when a company needs it. This page is\n\
         what `orglint roles --format markdown` prints, and `orglint roles FILE` holds a chart against it. Behind each line stand\n\
         the ids of the statements that say so. Of the lines under 'Need' the first that holds decides; their thresholds\n\
         are settings. Where the documents disagree, all of them are named.\n\n";
    let expected = format!("{intro}{}", cards::markdown(&all, &Organisation::default()));
    assert!(!differs(&docs().join("roles.md"), &expected)?, "docs/roles.md is not in step: {BLESS}");
    Ok(())
}

#[test]
fn no_line_of_a_rule_page_is_too_long_for_a_terminal() -> Outcome {
    for rule in Rulebook::builtin()?.entries() {
        let mut in_code = false;
        for line in page::markdown(rule).lines() {
            in_code ^= line.starts_with("```");
            assert!(in_code || line.chars().count() <= 80, "{}: {line}", rule.name());
        }
    }
    Ok(())
}

#[test]
fn every_rule_shows_a_chart_that_fails_and_says_where() -> Outcome {
    for rule in Rulebook::builtin()?.entries() {
        let page = page::markdown(rule);
        assert!(page.contains("\n## A chart that fails\n") && page.contains("\n## A chart that passes\n"));
        let verdict = format!("[{}] ", rule.name());
        assert!(page.contains(&verdict) || page.contains("too long to be shown"), "{page}");
    }
    Ok(())
}

/// The id in the first cell of a table's row, such as `U-1` or `D0-12`.
fn id_of(line: &str) -> Option<&str> {
    let id = line.strip_prefix("| ")?.split(" |").next()?;
    let (document, number) = id.split_once('-')?;
    let is_id = ["U", "D0", "D1", "D2", "D3"].contains(&document) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_id.then_some(id)
}

#[test]
fn every_statement_names_the_rules_and_cards_that_rest_on_it() -> Outcome {
    let rulebook = Rulebook::builtin()?;
    let file = docs().join("sources.md");
    let found = fs::read_to_string(&file)?;
    let mut expected = String::new();
    for line in found.lines() {
        match id_of(line) {
            Some(id) => {
                let statement = line.split('|').nth(2).unwrap_or_default().trim();
                let (rules, cards) = (resting_on(id, &rulebook), cards_citing(id));
                assert!(!rules.is_empty() || !cards.is_empty(), "{id} is on no card and in no rule");
                let _ = writeln!(expected, "| {id} | {statement} | {rules} | {cards} |");
            }
            None => expected += &format!("{line}\n"),
        }
    }
    assert!(!differs(&file, &expected)?, "docs/sources.md is not in step: {BLESS}");
    let ids: Vec<&str> = found.lines().filter_map(id_of).collect();
    let distinct: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "an id is in docs/sources.md twice");
    for rule in rulebook.entries() {
        for id in rule.sources() {
            assert!(distinct.contains(id), "{} cites {id}, which is not in docs/sources.md", rule.name());
        }
    }
    for card in profile::cards() {
        for id in card.sources() {
            assert!(distinct.contains(id), "{} cites {id}, which is not in docs/sources.md", card.name);
        }
    }
    Ok(())
}

fn resting_on(id: &str, rulebook: &Rulebook) -> String {
    let cites = |rule: &&Entry| rule.sources().contains(&id);
    let link = |rule: &Entry| format!("[`{0}`](rules/{0}.md)", rule.name());
    let rules: Vec<String> = rulebook.entries().iter().filter(cites).map(link).collect();
    rules.join(", ")
}

fn cards_citing(id: &str) -> String {
    let cards = profile::cards().iter().filter(|card| card.sources().contains(&id));
    // The anchor that a heading of the page gets.
    let anchor = |label: &str| -> String {
        let kept = label.to_lowercase().replace(' ', "-");
        kept.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect()
    };
    let link = |card: &profile::Card| format!("[{}](roles.md#{})", card.name, anchor(&card.label));
    cards.map(link).collect::<Vec<_>>().join(", ")
}

/// A block `console` with one command and something below it shows what `$ orglint …` prints. A line `…` stands for any
/// lines left out. Tables of names stand between `<!-- generated: … -->` and `<!-- end -->`. That commands without
/// output run is held by `tests/pages.rs`.
#[test]
fn commands_print_what_the_pages_show() -> Outcome {
    let mut pages = pages_in(&docs())?;
    pages.insert(docs().with_file_name("README.md"));
    let mut count = 0;
    for page in pages {
        let text = configuration::filled(&fs::read_to_string(&page)?)?;
        let mut expected = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            expected += &format!("{line}\n");
            if line != "```console" {
                continue;
            }
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let shown = match &block[..] {
                [command, shown @ ..] if shown.iter().any(|line| !line.starts_with("$ ")) => Some((*command, shown)),
                _ => None,
            };
            if let Some((command, shown)) = shown {
                let shown: String = shown.iter().map(|line| format!("{line}\n")).collect();
                let printed = output(command.strip_prefix("$ orglint ").ok_or(command)?)?;
                let has_gaps = shown.lines().any(|line| line.trim() == "…");
                if has_gaps {
                    assert!(holds(&printed, &shown), "{}: `{command}` prints something else", page.display());
                }
                expected += &format!("{command}\n{}", if has_gaps { shown } else { printed });
                count += 1;
            } else {
                block.iter().for_each(|line| expected += &format!("{line}\n"));
            }
            expected += "```\n";
        }
        assert!(!differs(&page, &expected)?, "{} is not in step: {BLESS}", page.display());
    }
    assert!(count > 40, "{count}");
    Ok(())
}

/// What orglint prints for arguments, JSON in lines that can be read.
fn output(arguments: &str) -> Result<String, Box<dyn std::error::Error>> {
    // Every second part stands in quotes.
    let arguments = arguments.split('"').enumerate().flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_orglint"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    let (text, said) = (String::from_utf8(run.stdout)?, String::from_utf8(run.stderr)?);
    let is_json = [r#"{"version""#, r#"{"$schema""#, r#"[{"description""#].iter().any(|start| text.starts_with(start));
    Ok(if is_json { laid_out(&text) } else { text } + &said)
}

/// Whether a text holds the parts of another between its gaps, in order.
fn holds(text: &str, parts: &str) -> bool {
    let mut rest = text;
    let parts = parts.split_inclusive('\n').collect::<Vec<_>>();
    parts.split(|line| line.trim() == "…").map(<[&str]>::concat).all(|part| match rest.split_once(&part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// JSON of one line with a line for each entry.
fn laid_out(json: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    // The letter before, where it is not part of a text.
    let mut before = ' ';
    let (mut in_text, mut is_escaped) = (false, false);
    for letter in json.trim_end().chars() {
        if in_text {
            in_text = letter != '"' || is_escaped;
            is_escaped = letter == '\\' && !is_escaped;
            text.push(letter);
            continue;
        }
        let (opens, closes) = (matches!(before, '{' | '['), matches!(letter, '}' | ']'));
        if opens != closes || before == ',' {
            depth = if closes { depth - 1 } else { depth + usize::from(opens) };
            text += &format!("\n{}", "  ".repeat(depth));
        } else if before == ':' {
            text.push(' ');
        }
        text.push(letter);
        in_text = letter == '"';
        before = letter;
    }
    text + "\n"
}
