//! Messages with facts in braces: "{name} has {direct_reports} direct reports".

use rapidfuzz::distance::jaro_winkler;

use super::names::NAMES;
use crate::expression::{Fault, Name, Value};

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

    /// The message with the facts of the record in hand, by their numbers.
    pub(super) fn filled<'v>(&self, facts: &dyn Fn(usize) -> Value<'v>) -> String {
        let mut filled = String::new();
        for part in &self.0 {
            match part {
                Part::Text(text) => filled.push_str(text),
                Part::Fact(name) => filled.push_str(&shown(facts, *name)),
            }
        }
        filled
    }
}

fn fact(name: &str, offset: usize) -> Result<usize, Fault> {
    let path = if name.contains('.') { name.to_owned() } else { format!("person.{name}") };
    NAMES.iter().position(|known| known.path == path).ok_or_else(|| Fault {
        message: format!("there is no fact '{name}'"),
        help: Some(mend(name, &path)),
        offset,
    })
}

/// The fact that is most like what stands there, or else all.
fn mend(written: &str, path: &str) -> String {
    let like = |known: &Name| jaro_winkler::similarity(path.chars(), known.path.chars());
    let nearest = NAMES.iter().max_by(|one, other| like(one).total_cmp(&like(other)));
    match nearest.filter(|nearest| !written.is_empty() && like(nearest) > 0.93) {
        Some(nearest) if written.contains('.') => format!("did you mean '{}'?", nearest.path),
        Some(nearest) => format!("did you mean '{}'?", nearest.path.trim_start_matches("person.")),
        None => {
            let of_position = NAMES.iter().filter_map(|name| name.path.strip_prefix("person."));
            let known = of_position.collect::<Vec<_>>().join(", ");
            format!("known are: {known}; of the manager 'manager.name' and so on, of the chart 'chart.people'")
        }
    }
}

fn shown<'v>(facts: &dyn Fn(usize) -> Value<'v>, name: usize) -> String {
    match facts(name) {
        Value::Nothing => instead(facts, NAMES[name].path),
        Value::Text(text) if text.is_empty() => instead(facts, NAMES[name].path),
        Value::Flag(flag) => if flag { "yes" } else { "no" }.to_owned(),
        Value::Whole(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Between(least, most) => format!("{least} or {most}"),
        Value::Text(text) => text.into_owned(),
        Value::Texts(texts) => texts.join(", "),
    }
}

/// What is said for a fact that is not told: who has no name is known by the id.
fn instead<'v>(facts: &dyn Fn(usize) -> Value<'v>, path: &str) -> String {
    match path {
        "person.name" | "manager.name" => {
            let id = path.replace("name", "id");
            NAMES.iter().position(|name| name.path == id).map_or_else(String::new, |id| shown(facts, id))
        }
        "manager.id" => "nobody".to_owned(),
        _ => "nothing".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::Facts;

    /// A person without a name and pay, under nobody.
    struct Unnamed;

    impl Facts for Unnamed {
        fn code(&mut self, _: usize) -> u64 {
            0
        }

        fn value(&self, name: usize) -> Value<'_> {
            match NAMES[name].path {
                "person.id" => Value::Text("E7".into()),
                "person.title" => Value::Text("CEO {x}".into()),
                "person.functions" => Value::Texts(vec!["sales", "it"]),
                "person.direct_reports" => Value::Whole(3),
                "person.headcount_weight" => Value::Number(0.5),
                "person.is_root" => Value::Flag(true),
                path if path.starts_with("person.") => Value::Text("".into()),
                _ => Value::Nothing,
            }
        }
    }

    fn filled(text: &str) -> String {
        Message::parse(text).unwrap().filled(&|name| Unnamed.value(name))
    }

    #[test]
    fn facts_are_filled_in() {
        assert_eq!(filled("{title}, {person.title}: {{{direct_reports}}}"), "CEO {x}, CEO {x}: {3}");
        assert_eq!(filled("{ functions } {headcount_weight} {is_root}"), "sales, it 0.5 yes");
        assert_eq!(filled("no fact at all"), "no fact at all");
    }

    #[test]
    fn what_is_not_told_is_said() {
        assert_eq!(
            filled("{name} in {department} under {manager.name}, {manager.id}"),
            "E7 in nothing under nobody, nobody"
        );
        assert_eq!(filled("{manager.level} {manager.direct_reports}"), "nothing nothing");
    }

    #[test]
    fn faults_have_their_place() {
        let fault = |text: &str| Message::parse(text).map(|_| ()).map_err(|fault| (fault.message, fault.offset));
        let alone = |offset| Err(("a brace without its partner".to_owned(), offset));
        assert_eq!(fault("é {name"), alone(3));
        assert_eq!(fault("name}"), alone(4));
        assert_eq!(fault("{nam} x"), Err(("there is no fact 'nam'".to_owned(), 0)));
        assert_eq!(fault("{}"), Err(("there is no fact ''".to_owned(), 0)));
        let help = Message::parse("{direct_report}").unwrap_err().help;
        assert_eq!(help.as_deref(), Some("did you mean 'direct_reports'?"));
    }
}
