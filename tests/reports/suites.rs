//! JUnit's XML as a server reads it.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

#[derive(Default, Debug)]
pub(crate) struct Suite {
    pub(crate) name: String,
    pub(crate) said_tests: usize,
    pub(crate) said_failures: usize,
    pub(crate) said_skipped: usize,
    pub(crate) tests: Vec<Test>,
}

#[derive(Default, Debug)]
pub(crate) struct Test {
    pub(crate) rule: String,
    pub(crate) line: Option<String>,
    pub(crate) is_skipped: bool,
    /// The severity and the headline.
    pub(crate) failure: Option<(String, String)>,
    /// What is in it.
    pub(crate) text: String,
}

pub(crate) fn suites(text: &str) -> Outcome<Vec<Suite>> {
    let mut reader = Reader::from_str(text);
    let mut suites: Vec<Suite> = Vec::new();
    let mut in_text = false;
    loop {
        match reader.read_event()? {
            Event::Start(tag) | Event::Empty(tag) => {
                in_text = matches!(tag.name().as_ref(), "failure" | "system-out");
                open(&tag, &mut suites)?;
            }
            Event::End(_) => in_text = false,
            Event::Text(text) if in_text => last(&mut suites)?.text += &text,
            Event::GeneralRef(name) if in_text => {
                let letters = quick_xml::escape::resolve_predefined_entity(&name).ok_or("an unknown entity")?;
                last(&mut suites)?.text += letters;
            }
            Event::Eof => return Ok(suites),
            _ => {}
        }
    }
}

fn last(suites: &mut [Suite]) -> Outcome<&mut Test> {
    Ok(suites.last_mut().and_then(|suite| suite.tests.last_mut()).ok_or("outside a test")?)
}

fn open(tag: &BytesStart<'_>, suites: &mut Vec<Suite>) -> Outcome {
    let attribute = |name: &str| -> Outcome<Option<String>> {
        match tag.try_get_attribute(name)? {
            None => Ok(None),
            Some(found) => Ok(Some(quick_xml::escape::unescape(&found.value)?.into_owned())),
        }
    };
    let count = |name: &str| -> Outcome<usize> { Ok(attribute(name)?.ok_or("no count")?.parse()?) };
    let said = |name: &str| -> Outcome<String> { Ok(attribute(name)?.ok_or_else(|| format!("no {name}"))?) };
    match tag.name().as_ref() {
        "testsuite" => suites.push(Suite {
            name: said("name")?,
            said_tests: count("tests")?,
            said_failures: count("failures")?,
            said_skipped: count("skipped")?,
            tests: Vec::new(),
        }),
        "testcase" => {
            let test = Test { rule: said("name")?, line: attribute("line")?, ..Test::default() };
            suites.last_mut().ok_or("a test outside a suite")?.tests.push(test);
        }
        "failure" => last(suites)?.failure = Some((said("type")?, said("message")?)),
        "skipped" => last(suites)?.is_skipped = true,
        _ => {}
    }
    Ok(())
}
