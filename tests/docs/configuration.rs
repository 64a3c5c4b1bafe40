//! The pages on `orglint.toml` name what the program knows, and their examples are read.

use std::fs;
use std::path::Path;

use orglint::error::Error;
use orglint::expression::Name;
use orglint::policy::{self, Config};
use orglint::source::Source;
use orglint::title::Qualifier;
use orglint::{custom, input, pattern};
use serde_json::Value;

use crate::{BLESS, Outcome, differs, docs};

type Filled = Result<String, Box<dyn std::error::Error>>;

/// The page with what stands between `<!-- generated: … -->` and `<!-- end -->` as it should be.
pub(crate) fn filled(text: &str) -> Filled {
    let mut filled = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        filled += &format!("{line}\n");
        if let Some(what) = line.strip_prefix("<!-- generated: ").and_then(|rest| rest.strip_suffix(" -->")) {
            lines.by_ref().find(|line| *line == "<!-- end -->").ok_or_else(|| format!("'{what}' has no end"))?;
            filled += &format!("{}<!-- end -->\n", generated(what)?);
        }
    }
    Ok(filled)
}

fn generated(what: &str) -> Filled {
    Ok(match what {
        "the example" => {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/configured/orglint.toml");
            format!("```toml\n{}```\n", fs::read_to_string(file)?)
        }
        "fields" => table(input::filter::NAMES.iter()),
        "names of the chart" => table(pattern::CONDITION_NAMES.iter()),
        "facts" => {
            let of_manager = |name: &Name| name.path.strip_prefix("manager.");
            for fact in custom::NAMES.iter().filter_map(of_manager) {
                let twin = format!("person.{fact}");
                assert!(custom::NAMES.iter().any(|name| name.path == twin), "{twin}");
            }
            table(custom::NAMES.iter().filter(|name| of_manager(name).is_none()))
        }
        "levels" => values("Level")?,
        "functions" => values("Function")?,
        _ => return Err(format!("nothing is generated as '{what}'").into()),
    })
}

fn table<'n>(names: impl Iterator<Item = &'n Name>) -> String {
    let row = |name: &Name| format!("| `{}` | {} | {} |\n", name.path, name.kind.name(), name.about);
    format!("| name | holds | what it says |\n|---|---|---|\n{}", names.map(row).collect::<String>())
}

/// The values of a definition of the schema, with what they mean.
fn values(definition: &str) -> Filled {
    let schema = serde_json::to_value(policy::schema())?;
    let values = schema["$defs"][definition]["oneOf"].as_array().ok_or("the schema has no such values")?;
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let row = |value: &Value| {
        let about = text(value, "description").split_whitespace().collect::<Vec<_>>().join(" ");
        format!("| `{}` | {} |\n", text(value, "const"), about.trim_end_matches('.'))
    };
    Ok(format!("| name | what it is |\n|---|---|\n{}", values.iter().map(row).collect::<String>()))
}

/// The blocks of a language in a page.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let start = format!("\n```{language}\n");
    text.split(&start).skip(1).filter_map(|rest| rest.split("\n```").next()).collect()
}

#[test]
fn every_example_of_a_configuration_is_read() -> Outcome {
    for (page, least) in [("docs/configuration.md", 7), ("docs/titles.md", 1), ("README.md", 1)] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page))?;
        let blocks = blocks(&text, "toml");
        assert!(blocks.len() >= least, "{page} has {} blocks", blocks.len());
        for block in blocks {
            let source = Source::new(page, block).map_err(|fault| format!("{fault:?}"))?;
            Config::load(source, &mut |_, path| Err(Error::new(path)))
                .map_err(|error| format!("{error}\n{}\n{block}", error.mend().unwrap_or_default()))?;
        }
    }
    Ok(())
}

#[test]
fn the_page_names_every_key() -> Outcome {
    let page = fs::read_to_string(docs().join("configuration.md"))?;
    let schema = serde_json::to_value(policy::schema())?;
    let keys = |of: &Value| -> Vec<String> {
        of["properties"].as_object().map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
    };
    let definitions = &schema["$defs"];
    let mut wanted: Vec<String> = Vec::new();
    for (prefix, of) in [
        ("input.", &definitions["Input"]),
        ("limits.", &schema["properties"]["limits"]),
        ("organisation.", &definitions["Organisation"]),
        ("titles.", &definitions["Vocabulary"]),
        ("", &definitions["Exception"]),
        ("", &definitions["NamedRole"]),
        ("", &definitions["Pattern"]),
        ("", &definitions["Selector"]),
        ("", &definitions["Written"]),
        ("", &schema),
    ] {
        let keys = keys(of);
        assert!(!keys.is_empty(), "{prefix}: the schema has other definitions");
        let tables = ["input", "limits", "organisation", "titles"];
        wanted.extend(keys.into_iter().filter(|key| !tables.contains(&&**key)).map(|key| format!("`{prefix}{key}`")));
    }
    for key in wanted {
        assert!(page.contains(&key), "docs/configuration.md does not name {key}");
    }
    Ok(())
}

#[test]
fn the_page_of_titles_names_every_qualifier() -> Outcome {
    let page = fs::read_to_string(docs().join("titles.md"))?;
    for qualifier in Qualifier::ALL {
        assert!(page.contains(&format!("| `{}` |", qualifier.name())), "{}", qualifier.name());
    }
    Ok(())
}

#[test]
fn the_schema_is_shipped() -> Outcome {
    let schema = serde_json::to_string_pretty(&policy::schema())? + "\n";
    assert!(!differs(&docs().join("orglint.schema.json"), &schema)?, "docs/orglint.schema.json: {BLESS}");
    Ok(())
}
