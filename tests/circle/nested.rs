//! JSON and YAML in several shapes.

use std::fmt::Write;

use orglint::input::Field;
use serde_json::{Map, Value, json};

use super::table::Table;

fn objects(table: &Table) -> impl Iterator<Item = Map<String, Value>> + '_ {
    let pairs = |row: &Vec<String>| table.headings.iter().cloned().zip(row.iter().map(|cell| json!(cell))).collect();
    table.rows.iter().map(pairs)
}

pub(crate) fn array(table: &Table) -> Vec<u8> {
    serde_json::to_vec_pretty(&objects(table).collect::<Vec<_>>()).unwrap()
}

pub(crate) fn under_keys(table: &Table) -> Vec<u8> {
    let list: Vec<Value> = objects(table).map(Value::Object).collect();
    serde_json::to_vec(&json!({"version": 3, "data": {"count": list.len(), "staff": list}})).unwrap()
}

/// An object a position, each under its id.
pub(crate) fn by_id(table: &Table) -> Option<Vec<u8>> {
    let id = table.column(Field::Id).filter(|_| table.has_clear_ids())?;
    let mut text = String::from("{");
    for (number, (mut object, row)) in objects(table).zip(&table.rows).enumerate() {
        object.remove(&table.headings[id]);
        let comma = if number > 0 { "," } else { "" };
        write!(text, "{comma}\n  {}: {}", json!(row[id]), Value::Object(object)).unwrap();
    }
    Some((text + "\n}\n").into_bytes())
}

pub(crate) fn lines(table: &Table) -> Vec<u8> {
    objects(table).map(|object| format!("{}\n", Value::Object(object))).collect::<String>().into_bytes()
}

/// A list of which each item leaves out what it does not say.
pub(crate) fn sparse(table: &Table) -> Vec<u8> {
    let filled = |mut object: Map<String, Value>| {
        object.retain(|_, value| value != "");
        Value::Object(object)
    };
    serde_json::to_vec(&objects(table).map(filled).collect::<Vec<Value>>()).unwrap()
}

/// Texts without quotes where they need none.
fn scalar(text: &str) -> String {
    let is_plain = !text.is_empty()
        && text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.ends_with(|last: char| last.is_ascii_alphanumeric())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || " -/@.".contains(character))
        && !text.eq_ignore_ascii_case("null");
    let is_simple = !text.chars().any(char::is_control);
    match (is_plain, is_simple) {
        (true, _) => text.to_owned(),
        (false, true) => format!("'{}'", text.replace('\'', "''")),
        (false, false) => json!(text).to_string(),
    }
}

pub(crate) fn block(table: &Table) -> Vec<u8> {
    let mut text = String::from("# people\n");
    for row in &table.rows {
        for (number, (heading, cell)) in table.headings.iter().zip(row).enumerate() {
            let mark = if number == 0 { "-" } else { " " };
            writeln!(text, "{mark} {}: {}", json!(heading), scalar(cell)).unwrap();
        }
    }
    text.into_bytes()
}

pub(crate) fn flow(table: &Table) -> Vec<u8> {
    let item = |row: &Vec<String>| {
        let pairs =
            table.headings.iter().zip(row).map(|(heading, cell)| format!("{}: {}", json!(heading), scalar(cell)));
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
    };
    format!("[{}]\n", table.rows.iter().map(item).collect::<Vec<_>>().join(",\n ")).into_bytes()
}
