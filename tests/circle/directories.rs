//! Directories: LDIF, SCIM, Microsoft Graph.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use base64::Engine;
use orglint::input::Field;
use serde_json::{Map, Value, json};

use super::table::Table;

/// Headings as names of attributes: letters, digits and hyphens, none of them twice.
fn attributes(table: &Table) -> Vec<String> {
    let mut taken = HashSet::new();
    let name = |(number, heading): (usize, &String)| {
        let spelled = heading.replace('#', "Number");
        let legal = |character: char| if character.is_ascii_alphanumeric() { character } else { '-' };
        let name: String = spelled.chars().map(legal).collect();
        let name = if name.starts_with(|first: char| first.is_ascii_alphabetic()) { name } else { format!("x{name}") };
        match taken.insert(name.to_lowercase()) {
            true => name,
            false => format!("{name}-{number}"),
        }
    };
    table.headings.iter().enumerate().map(name).collect()
}

const BASE: &str = ",ou=people,dc=example,dc=com";

/// A text with the ids for the names of entries.
pub(crate) fn with_ids(text: &str) -> String {
    text.replace(BASE, "").replace("uid=", "").replace('\\', "")
}

fn dn(id: &str) -> String {
    let escaped: String = id
        .chars()
        .flat_map(|character| if ",+\"\\<>;=#".contains(character) { vec!['\\', character] } else { vec![character] })
        .collect();
    format!("uid={escaped}{BASE}")
}

fn line(out: &mut String, name: &str, value: &str) {
    let is_safe = value.is_ascii()
        && !value.contains(['\n', '\r', '\0'])
        && !value.starts_with([' ', ':', '<'])
        && !value.ends_with(' ');
    match is_safe {
        true => writeln!(out, "{name}: {value}").unwrap(),
        false => writeln!(out, "{name}:: {}", base64::engine::general_purpose::STANDARD.encode(value)).unwrap(),
    }
}

/// An entry a record, with its id as `uid` where it has no name of its own; an entry needs a name, so each record needs an
/// id. With `managers_by_name` those managers whose ids are in the file are named by their entries, and no two ids may be
/// the same but for their case, for names of entries are alike then.
pub(crate) fn ldif(table: &Table, managers_by_name: bool) -> Option<Vec<u8>> {
    let id = table.column(Field::Id).filter(|_| table.all_have_ids())?;
    let manager = table.column(Field::Manager);
    let ids: HashMap<&str, String> =
        (0..table.rows.len()).map(|row| table.cell(row, Field::Id)).map(|id| (id, dn(id))).collect();
    let small: HashSet<String> = ids.keys().map(|id| id.to_lowercase()).collect();
    if managers_by_name && small.len() < ids.len() {
        return None;
    }
    let mut names = attributes(table);
    if names[id] == "key" {
        names[id] = "uid".to_owned();
    }
    let mut text = String::from("version: 1\n");
    for (number, row) in table.rows.iter().enumerate() {
        text.push('\n');
        line(&mut text, "dn", &dn(table.cell(number, Field::Id)));
        for (column, (name, cell)) in names.iter().zip(row).enumerate() {
            let named = ids.get(cell.as_str()).filter(|_| managers_by_name && manager == Some(column));
            line(&mut text, name, named.unwrap_or(cell));
        }
    }
    Some(text.into_bytes())
}

/// Where a format has a place of its own for a field.
type Place = fn(Field) -> Option<&'static [&'static str]>;

const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

fn in_scim(field: Field) -> Option<&'static [&'static str]> {
    Some(match field {
        Field::Id => &["id"],
        Field::Name => &["displayName"],
        Field::FirstName => &["name", "givenName"],
        Field::LastName => &["name", "familyName"],
        Field::Title => &["title"],
        Field::Department => &[ENTERPRISE, "department"],
        Field::Manager => &[ENTERPRISE, "manager", "value"],
        _ => return None,
    })
}

fn in_graph(field: Field) -> Option<&'static [&'static str]> {
    Some(match field {
        Field::Id => &["id"],
        Field::Name => &["displayName"],
        Field::FirstName => &["givenName"],
        Field::LastName => &["surname"],
        Field::Title => &["jobTitle"],
        Field::Department => &["department"],
        Field::Manager => &["manager", "id"],
        Field::Email => &["mail"],
        _ => return None,
    })
}

fn put(object: &mut Map<String, Value>, way: &[&str], value: &str) {
    let [first, rest @ ..] = way else { return };
    match rest {
        [] => _ = object.insert((*first).to_owned(), json!(value)),
        _ => {
            let inner = object.entry(*first).or_insert_with(|| json!({}));
            put(inner.as_object_mut().unwrap(), rest, value);
        }
    }
}

fn users(table: &Table, place: Place) -> Option<Vec<Value>> {
    table.column(Field::Id)?;
    let user = |row: &Vec<String>| {
        let mut user = Map::new();
        for (column, cell) in row.iter().enumerate() {
            let ways: Vec<_> = table.fields_of(column).filter_map(place).collect();
            ways.iter().for_each(|way| put(&mut user, way, cell));
            if ways.is_empty() {
                user.insert(table.headings[column].clone(), json!(cell));
            }
        }
        Value::Object(user)
    };
    Some(table.rows.iter().map(user).collect())
}

pub(crate) fn scim(table: &Table) -> Option<Vec<u8>> {
    let users = users(table, in_scim)?;
    let schemas = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"];
    Some(
        serde_json::to_vec_pretty(&json!({"schemas": schemas, "totalResults": users.len(), "Resources": users}))
            .unwrap(),
    )
}

pub(crate) fn graph(table: &Table) -> Option<Vec<u8>> {
    let users = users(table, in_graph)?;
    let context = "https://graph.microsoft.com/v1.0/$metadata#users";
    Some(serde_json::to_vec(&json!({"@odata.context": context, "value": users})).unwrap())
}
