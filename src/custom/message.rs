//! Messages with facts in braces: "{name} has {direct_reports} direct reports".

use super::names::NAMES;
use crate::expression::{Facts, Fault, Value};

/// A message, taken apart.
#[derive(Debug)]
pub(super) struct Message(Vec<Part>);

#[derive(Debug)]
enum Part {
    Text(String),
    /// The fact of that number.
    Fact(usize),
}

impl Message {
    /// A name without a dot is one of the position; `{{` and `}}` stand for the braces themselves.
    pub(super) fn parse(text: &str) -> Result<Message, Fault> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..];
            let offset = text.len() - brace.len();
            if let Some(after) = brace.strip_prefix("{{").or_else(|| brace.strip_prefix("}}")) {
                plain.push_str(&brace[..1]);
                rest = after;
                continue;
            }
            let within = brace.strip_prefix('{').and_then(|inner| inner.split_once('}'));
            let Some((name, after)) = within else {
                let message = "a brace without its partner".to_owned();
                return Err(Fault { message, help: Some("write '{{' or '}}' for a brace itself".to_owned()), offset });
            };
            parts.push(Part::Text(std::mem::take(&mut plain)));
            parts.push(Part::Fact(fact(name.trim(), offset)?));
            rest = after;
        }
        plain.push_str(rest);
        parts.push(Part::Text(plain));
        Ok(Message(parts))
    }

    /// The message with the facts of the record in hand.
    pub(super) fn filled(&self, facts: &impl Facts) -> String {
        let mut filled = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Fact(name) => filled.push_str(&shown(facts.value(*name))),
            }
        }
        filled
    }
}

fn fact(name: &str, offset: usize) -> Result<usize, Fault> {
    let path = if name.contains('.') { name.to_owned() } else { format!("person.{name}") };
    NAMES.iter().position(|known| known.path == path).ok_or_else(|| {
        let of_position = NAMES.iter().filter_map(|name| name.path.strip_prefix("person."));
        let known = of_position.collect::<Vec<_>>().join(", ");
        Fault {
            message: format!("there is no fact '{name}'"),
            help: Some(format!(
                "known are: {known}; of the manager 'manager.name' and so on, of the chart 'chart.people'"
            )),
            offset,
        }
    })
}

fn shown(value: Value<'_>) -> String {
    match value {
        Value::Nothing => "nothing".to_owned(),
        Value::Flag(flag) => if flag { "yes" } else { "no" }.to_owned(),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.into_owned(),
        Value::Texts(texts) => texts.join(", "),
    }
}
