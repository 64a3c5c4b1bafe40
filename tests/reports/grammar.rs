//! What of an XML Schema can be checked without a validator: which elements stand in which, which attributes they have, which they
//! have to have, and where text may stand. `--features schema-tests` asks xmllint about the whole of it.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::Outcome;

/// The elements of a schema that declares all of them at its top.
pub(crate) struct Grammar(BTreeMap<String, Element>);

#[derive(Default)]
struct Element {
    children: BTreeSet<String>,
    attributes: BTreeSet<String>,
    required: BTreeSet<String>,
    holds_text: bool,
}

impl Grammar {
    pub(crate) fn of_xsd(schema: &str) -> Outcome<Grammar> {
        let mut grammar = Grammar(BTreeMap::new());
        let (mut depth, mut of) = (0, None);
        let mut reader = Reader::from_str(schema);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event()? {
                Event::Start(tag) => {
                    let name = attribute(&tag, "name")?;
                    if depth == 1 {
                        of = name.clone().filter(|_| tag.name().as_ref() == "xs:element");
                    }
                    if let Some(of) = &of {
                        grammar.0.entry(of.clone()).or_default().declare(&tag, name)?;
                    }
                    depth += 1;
                }
                Event::End(_) => depth -= 1,
                Event::Eof => return Ok(grammar),
                _ => {}
            }
        }
    }

    /// What is wrong with a document; an error where it is no XML.
    pub(crate) fn wrong(&self, text: &str) -> Outcome<Vec<String>> {
        let is_allowed = |letter: char| matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
        let mut wrong: Vec<String> =
            text.chars().filter(|letter| !is_allowed(*letter)).map(|letter| format!("{letter:?}")).collect();
        let mut open: Vec<String> = Vec::new();
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        loop {
            match reader.read_event()? {
                Event::Start(tag) => {
                    let name = tag.name().as_ref().to_owned();
                    match (self.0.get(&name), open.last().and_then(|outer| self.0.get(outer))) {
                        (None, _) => wrong.push(format!("<{name}> is unknown")),
                        (_, Some(outer)) if !outer.children.contains(&name) => {
                            wrong.push(format!("<{name}> is not here"))
                        }
                        (Some(element), _) => wrong.extend(element.wrong(&tag)?),
                    }
                    open.push(name);
                }
                Event::End(_) => _ = open.pop(),
                Event::Text(text) if !text.trim().is_empty() => {
                    let holds_text = open.last().and_then(|name| self.0.get(name)).is_some_and(|one| one.holds_text);
                    wrong.extend((!holds_text).then(|| format!("{text:?} is no place for text")));
                }
                Event::Eof if open.is_empty() => return Ok(wrong),
                Event::Eof => return Err(format!("{open:?} are not closed").into()),
                _ => {}
            }
        }
    }
}

impl Element {
    fn declare(&mut self, tag: &BytesStart<'_>, name: Option<String>) -> Outcome {
        match tag.name().as_ref() {
            "xs:element" => self.children.extend(attribute(tag, "ref")?),
            "xs:attribute" => {
                let is_required = attribute(tag, "use")?.as_deref() == Some("required");
                self.required.extend(name.clone().filter(|_| is_required));
                self.attributes.extend(name);
            }
            _ => {}
        }
        let has_type = tag.name().as_ref() == "xs:element" && attribute(tag, "type")?.is_some();
        self.holds_text |= has_type || attribute(tag, "mixed")?.as_deref() == Some("true");
        Ok(())
    }

    fn wrong(&self, tag: &BytesStart<'_>) -> Outcome<Vec<String>> {
        let mut has = BTreeSet::new();
        for attribute in tag.attributes() {
            has.insert(attribute?.key.as_ref().to_owned());
        }
        let unknown = has.difference(&self.attributes).map(|name| format!("{name} is unknown"));
        let missing = self.required.difference(&has).map(|name| format!("{name} is missing"));
        Ok(unknown.chain(missing).collect())
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Outcome<Option<String>> {
    Ok(tag.try_get_attribute(name)?.map(|found| found.value.into_owned()))
}
