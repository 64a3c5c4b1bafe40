//! The published schemas, and what is wrong with a document by them.

use serde_json::Value;

use crate::Outcome;
use crate::grammar::Grammar;

pub(crate) struct Schemas {
    sarif: jsonschema::Validator,
    gitlab: jsonschema::Validator,
    junit: Grammar,
}

impl Schemas {
    pub(crate) fn load() -> Outcome<Schemas> {
        let json = |text: &str| -> Outcome<jsonschema::Validator> {
            // Formats such as `uri` are looked at, too.
            Ok(jsonschema::options().should_validate_formats(true).build(&serde_json::from_str(text)?)?)
        };
        // A bracket too many, which makes it no pattern: of the language of a run, which none of ours tells.
        let sarif = include_str!("../schemas/sarif-schema-2.1.0.json").replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
        Ok(Schemas {
            sarif: json(&sarif)?,
            gitlab: json(include_str!("../schemas/gitlab-codeclimate.json"))?,
            junit: Grammar::of_xsd(&junit_xsd())?,
        })
    }

    pub(crate) fn sarif(&self, log: &Value) -> Vec<String> {
        wrong(&self.sarif, log)
    }

    pub(crate) fn gitlab(&self, report: &Value) -> Vec<String> {
        match report.as_array() {
            Some(findings) => findings.iter().flat_map(|finding| wrong(&self.gitlab, finding)).collect(),
            None => vec!["it is no array".to_owned()],
        }
    }

    pub(crate) fn junit(&self, text: &str) -> Vec<String> {
        self.junit.wrong(text).unwrap_or_else(|error| vec![format!("it is no XML: {error}")])
    }
}

/// The schema of JUnit, with `file` and `line` of a test, which several servers read and no schema has.
pub(crate) fn junit_xsd() -> String {
    let ours = r#"<xs:attribute name="file" type="xs:string"/><xs:attribute name="line" type="xs:integer"/>"#;
    let last = r#"<xs:attribute name="group" type="xs:string"/>"#;
    include_str!("../schemas/junit-10.xsd").replacen(last, &format!("{last}{ours}"), 1)
}

fn wrong(schema: &jsonschema::Validator, value: &Value) -> Vec<String> {
    schema.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_schemas_tell_what_is_wrong() -> Outcome {
    let schemas = Schemas::load()?;
    let run = r#"{"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "x"}, "level": "LEVEL"}]}"#;
    let log = |level: &str| -> Outcome<Value> {
        let run = run.replace("LEVEL", level);
        Ok(serde_json::from_str(&format!(r#"{{"version": "2.1.0", "runs": [{run}]}}"#))?)
    };
    assert_eq!(schemas.sarif(&log("error")?), [""; 0]);
    assert_eq!(schemas.sarif(&log("grave")?).len(), 1);

    let finding =
        r#"[{"description": "x", "fingerprint": "x", "severity": "info", "location": {"lines": {"begin": 1}}}]"#;
    assert_eq!(schemas.gitlab(&serde_json::from_str(finding)?), [""; 0]);
    assert_eq!(schemas.gitlab(&serde_json::from_str(&finding.replace("\"fingerprint\"", "\"print\""))?).len(), 1);

    let suite = |inside: &str| {
        format!("<testsuites><testsuite name='x' tests='1' failures='0' errors='0'>{inside}</testsuite></testsuites>")
    };
    assert_eq!(schemas.junit(&suite("<testcase name='x' file='x' line='1'><failure>x</failure></testcase>")), [""; 0]);
    for inside in
        ["<testcase/>", "<test name='x'/>", "<testcase name='x' column='1'/>", "<testcase name='x'><x/></testcase>"]
    {
        assert!(!schemas.junit(&suite(inside)).is_empty(), "{inside}");
    }
    for broken in ["<testsuite>", "<testsuite name='x' tests='1' failures='0' errors='0'>\u{b}</testsuite>"] {
        assert!(!schemas.junit(broken).is_empty(), "{broken}");
    }
    Ok(())
}
