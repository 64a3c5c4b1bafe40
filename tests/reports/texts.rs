//! Texts that try to be more than text.

use std::rc::Rc;

use orglint::chart::Chart;
use orglint::check::{Outcome as Checked, Rulebook, check};
use orglint::input;
use orglint::policy::Policy;
use orglint::report::{github, gitlab, junit, sarif};
use orglint::source::Source;
use orglint::title::Reader;
use proptest::prelude::*;
use serde_json::Value;

use crate::annotations::annotations;
use crate::demands::sarif_is_what_github_takes;
use crate::hostile::hostile;
use crate::suites::suites;
use crate::{Outcome, Schemas};

/// What has a meaning in the languages of these reports.
const TELLING: &[&str] = &[
    "::set-env name=PATH::x",
    "\n::set-output name=x::y",
    "::error file=x,line=1::",
    "##[error]",
    "%0A::error::x",
    "%250A",
    "%25",
    "]]>",
    "<![CDATA[",
    "&lt;",
    "\u{0}",
    "\u{b}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{85}",
    "[x](https://a.example)",
    "[x](1)",
    "{0}",
    "\u{202e}",
    " ",
];

fn telling() -> impl Strategy<Value = String> {
    let part = prop_oneof![prop::sample::select(TELLING).prop_map(str::to_owned), hostile()];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

thread_local! {
    // To load them takes longer than any one case.
    static SCHEMAS: Option<Rc<Schemas>> = Schemas::load().ok().map(Rc::new);
}

struct Reports {
    sarif: Value,
    gitlab: Value,
    junit: String,
    github: String,
    findings: usize,
}

fn reports(name: &str, text: &str) -> Outcome<Reports> {
    let source = Source::new(name, text).map_err(|fault| format!("{fault:?}"))?;
    let chart = Chart::new(input::read(source, &input::Options::default())?, jiff::civil::date(2026, 6, 15));
    // The rules that quote cells.
    let rulebook = Rulebook::builtin()?.only(|rule| rule.starts_with("integrity/") || rule.starts_with("input/"));
    let policy = Policy::default();
    let outcome = Checked::new(vec![check(&chart, &rulebook, &policy, &Reader::builtin())]);
    let (mut sarif_text, mut gitlab_text, mut junit_text, mut github_text) = (vec![], vec![], vec![], vec![]);
    sarif::write(&outcome, &mut sarif_text)?;
    gitlab::write(&outcome, &mut gitlab_text)?;
    junit::write(&outcome, &mut junit_text)?;
    github::write(&outcome, usize::MAX, &mut github_text)?;
    Ok(Reports {
        sarif: serde_json::from_slice(&sarif_text)?,
        gitlab: serde_json::from_slice(&gitlab_text)?,
        junit: String::from_utf8(junit_text)?,
        github: String::from_utf8(github_text)?,
        findings: outcome.findings().count(),
    })
}

/// A report in which everything that tells stands in a title, an id and the name of the file.
#[cfg(feature = "schema-tests")]
pub(crate) fn hostile_report() -> Outcome<String> {
    let telling = TELLING.concat().replace(['"', '\0'], "");
    let chart =
        format!("id,name,title,manager\n1,A,CEO,\n3,C,Clerk,1\n\"2{telling}\",B,\"{telling}\",\"9{telling}\"\n");
    Ok(reports(&format!("x{telling}"), &chart)?.junit)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_is_more_than_text(
        texts in prop::collection::vec((telling(), telling(), telling()), 2..6),
        name in telling(),
    ) {
        let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut chart = String::from("id,name,title,manager_id\n");
        for (row, (id, name, title)) in texts.iter().enumerate() {
            // Nobody is called so.
            chart += &format!("{},{},{},{}\n", cell(&format!("{row}{id}{row}")), cell(name), cell(title), cell(&format!("{id}!")));
        }
        // A source with a NUL near its start is no text; later ones are.
        let chart = chart.replacen('\0', "", 64);
        let name = format!("x{name}");
        let Ok(reports) = reports(&name, &chart) else { return Ok(()) };
        let schemas = SCHEMAS.with(Clone::clone).unwrap();
        prop_assert_eq!(schemas.sarif(&reports.sarif), Vec::<String>::new());
        prop_assert_eq!(schemas.gitlab(&reports.gitlab), Vec::<String>::new());
        prop_assert_eq!(schemas.junit(&reports.junit), Vec::<String>::new());
        sarif_is_what_github_takes(&reports.sarif).unwrap();
        let results = reports.sarif["runs"][0]["results"].as_array().unwrap();
        prop_assert_eq!(results.len(), reports.findings);
        let findings: usize = suites(&reports.junit).unwrap()[0].tests.iter()
            .map(|test| test.text.lines().filter(|line| !line.starts_with("  help: ")).count()).sum();
        prop_assert_eq!(findings, reports.findings, "a line each");
        let shown = annotations(&reports.github);
        // The runner trims the properties of a command, and has no use for an empty one.
        let of_chart: Vec<_> = shown.iter().filter(|one| one.title != "orglint").collect();
        prop_assert!(of_chart.iter().all(|one| one.file.as_deref() == Some(&*name)), "{:?}", shown);
        let steering = ['\0', '\u{202e}', '\u{1b}'];
        prop_assert!(of_chart.iter().all(|one| !one.text.contains(steering)));
        prop_assert_eq!(shown.len() == of_chart.len(), reports.findings == of_chart.len());
        // What is read is what was found, in the same words.
        for (one, result) in of_chart.iter().zip(results) {
            let text = result["message"]["text"].as_str().unwrap().replace('\u{2060}', "");
            prop_assert_eq!(one.text.replace('\u{2060}', ""), text);
        }
    }
}

#[test]
fn a_title_that_is_a_command_stays_a_title() -> Outcome {
    let chart = "id,name,title,manager\n1,A,CEO,\n\"2\n::set-env name=x::y\",B,\"Clerk ]]>\",\"::error::\n%0A::stop-commands::x\"\n";
    let reports = reports("org.csv", chart)?;
    assert_eq!(reports.findings, 1);
    let shown = annotations(&reports.github);
    assert_eq!(shown.len(), 1);
    assert!(
        shown[0].text.contains(
            r"2\n:\u{3a}set-env name=x:\u{3a}y reports to :\u{3a}error:\u{3a}\n%0A:\u{3a}stop-commands:\u{3a}x"
        ),
        "{shown:?}"
    );
    Ok(())
}
