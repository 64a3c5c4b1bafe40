//! The schemas under `docs/schemas` say what the command writes: all of it, and nothing that it does not write.

#[path = "charts/files.rs"]
mod files;
#[path = "docs/outputs.rs"]
mod outputs;
#[path = "charts/sheet.rs"]
mod sheet;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use outputs::{Output, outputs};
use serde_json::Value;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// Keys of what several outputs have in common that only some of them write, and `column_name` only some builds.
const OF_SOME: [&str; 4] = ["column_name", "cell", "sheet", "group"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas")
}

/// The schemas by name, as in `check-v1`.
fn schemas() -> Outcome<BTreeMap<String, Value>> {
    let mut schemas = BTreeMap::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".schema.json")) {
            schemas.insert(name.to_owned(), serde_json::from_str(&fs::read_to_string(&path)?)?);
        }
    }
    Ok(schemas)
}

/// Calls `look` with every part of a schema.
fn each_part(schema: &mut Value, look: &mut impl FnMut(&mut Value)) {
    look(schema);
    match schema {
        Value::Object(parts) => parts.values_mut().for_each(|part| each_part(part, look)),
        Value::Array(parts) => parts.iter_mut().for_each(|part| each_part(part, look)),
        _ => {}
    }
}

/// A schema that knows no other keys than those that it lists: readers are asked to pass over new ones, writers to list
/// them.
fn strict(mut schema: Value) -> Outcome<Validator> {
    each_part(&mut schema, &mut |part| {
        if let Some(others) = part.get_mut("additionalProperties").filter(|others| **others == Value::Bool(true)) {
            *others = Value::Bool(false);
        }
    });
    Ok(jsonschema::options().should_validate_formats(true).build(&schema)?)
}

#[test]
fn what_is_written_is_as_its_schema_says_and_every_key_is_listed() -> Outcome {
    let schemas = schemas()?;
    let validators: BTreeMap<&str, Validator> =
        schemas.iter().map(|(name, schema)| Ok((name.as_str(), strict(schema.clone())?))).collect::<Outcome<_>>()?;
    let mut written: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for Output { schema, command, value } in outputs()? {
        let validator = validators.get(schema).ok_or_else(|| format!("{command}: there is no schema {schema}"))?;
        let wrong: Vec<String> =
            validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{schema}, orglint {command}\n{}", wrong.join("\n"));
        keys(&value, written.entry(schema).or_default());
    }
    for (name, schema) in &schemas {
        let written = written.get(name.as_str()).ok_or_else(|| format!("nothing is written by {name}"))?;
        let exempt = if name == "check-v1" { &OF_SOME[..1] } else { &OF_SOME };
        for key in listed(schema).iter().filter(|key| !exempt.contains(&key.as_str())) {
            assert!(written.contains(key), "{name} lists '{key}', which nothing here writes");
        }
    }
    Ok(())
}

/// The names of all keys in a value.
fn keys(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, value)| {
            into.insert(key.clone());
            keys(value, into);
        }),
        Value::Array(items) => items.iter().for_each(|item| keys(item, into)),
        _ => {}
    }
}

/// The names of all keys that a schema lists.
fn listed(schema: &Value) -> BTreeSet<String> {
    let mut listed = BTreeSet::new();
    each_part(&mut schema.clone(), &mut |part| {
        listed.extend(part["properties"].as_object().into_iter().flat_map(|keys| keys.keys().cloned()));
    });
    listed
}

#[test]
fn every_schema_is_one_and_describes_each_key() -> Outcome {
    let mut shared: BTreeMap<String, Value> = BTreeMap::new();
    for (name, mut schema) in schemas()? {
        jsonschema::meta::validate(&schema).map_err(|error| format!("{name}: {error}"))?;
        assert_eq!(schema["$id"], format!("urn:orglint:{name}"), "{name}");
        let version = schema["properties"]["version"]["const"].as_u64();
        assert!(version.is_none_or(|version| name.ends_with(&format!("-v{version}"))), "{name}: {version:?}");
        each_part(&mut schema, &mut |part| {
            for (key, of_key) in part["properties"].as_object().into_iter().flatten() {
                assert!(of_key["description"].is_string(), "{name}: {key} is not described");
            }
        });
        // What several outputs have in common is the same in all of them.
        for (part, definition) in schema["$defs"].as_object().into_iter().flatten() {
            if ["subject", "location", "stats", "widest_span", "counts", "need"].contains(&part.as_str()) {
                let first = shared.entry(part.clone()).or_insert_with(|| definition.clone());
                assert_eq!(first, definition, "{part} of {name}");
            }
        }
    }
    assert_eq!(shared.len(), 6);
    Ok(())
}

#[test]
fn a_schema_refuses_what_is_wrong() -> Outcome {
    let sound = serde_json::json!({"version": 1, "changes": [], "left_out": [], "later": true});
    let schema = schemas()?.remove("repair-v1").ok_or("no schema of repairs")?;
    let lenient = jsonschema::validator_for(&schema)?;
    assert!(lenient.is_valid(&sound), "new keys may come");
    assert!(!strict(schema)?.is_valid(&sound), "and are to be listed");
    for (key, value) in [("version", Value::from(2)), ("changes", Value::Null), ("left_out", serde_json::json!([{}]))] {
        let mut wrong = sound.clone();
        wrong[key] = value;
        assert!(!lenient.is_valid(&wrong), "{wrong}");
    }
    Ok(())
}

#[test]
fn the_page_lists_every_schema() -> Outcome {
    let page = fs::read_to_string(folder().join("README.md"))?;
    for name in schemas()?.keys() {
        assert!(page.contains(&format!("]({name}.schema.json)")), "{name}");
    }
    Ok(())
}
