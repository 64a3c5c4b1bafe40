//! After any edits the server shows what a check of the text shows that the editor has.

use std::cell::RefCell;

use jiff::civil::Date;
use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::input::{self, Options};
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::title::Reader;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::SOUND;
use crate::client::{Client, capabilities, position};

/// An edit: where, as shares of the text, and what instead.
type Edit = (u16, u16, String);

fn edits() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let cell = prop_oneof![
        "[E1-9,\"\n\r😀e\u{301} ]{0,4}",
        Just("E3".to_owned()),
        Just("\r\n".to_owned()),
        Just("Director of Sales".to_owned()),
        Just("E1,Zoë 👩‍💼,Sales Manager,E7\n".to_owned()),
    ];
    // Most edits are short.
    let edit = (any::<u16>(), prop_oneof![4 => 0_u16..2000, 1 => any::<u16>()], cell);
    prop::collection::vec(prop::collection::vec(edit, 1..4), 1..6)
}

/// What a fresh check says of a text: rule, message and range.
fn expected(name: &str, text: &str, is_utf_8: bool, (rulebook, reader): (&Rulebook, &Reader)) -> Vec<Value> {
    let range = |span: orglint::source::Span| {
        let [start, end] = [span.start, span.end].map(|at| position(text, at as usize, is_utf_8));
        json!({ "start": start, "end": end })
    };
    let message = |message: &str, help: Option<&str>| {
        let help = help.map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        format!("{message}{help}")
    };
    let source = Source::new(name, text).unwrap();
    let roster = match input::read(source, &Options::default()) {
        Ok(roster) => roster,
        Err(error) => {
            let nowhere = json!({ "line": 0, "character": 0 });
            let range = error.span().map_or(json!({ "start": nowhere, "end": nowhere }), range);
            return vec![json!([null, message(error.message(), error.mend()), range])];
        }
    };
    let today: Date = jiff::Zoned::now().date();
    let chart = Chart::new(roster, today);
    let policy = Policy::default();
    let report = check(&chart, rulebook, &policy, reader);
    let told = |reported: &orglint::check::Reported<'_>| {
        let finding = &reported.finding;
        json!([reported.rule.name(), message(&finding.message, finding.help.as_deref()), range(finding.at)])
    };
    report.findings.iter().map(told).collect()
}

fn shown(client: &mut Client, uri: &str) -> Vec<Value> {
    let diagnostics = client.diagnostics(uri);
    diagnostics
        .iter()
        .map(|diagnostic| json!([diagnostic["code"], diagnostic["message"], diagnostic["range"]]))
        .collect()
}

/// Whether messages are shown as they are: what would steer a display is spelt out, which others test.
fn are_plain(told: &[Value]) -> bool {
    let parts = |told: &Value| told[1].as_str().unwrap_or_default().replacen("\nhelp: ", "", 1);
    told.iter().all(|told| !parts(told).contains(['\r', '\n', '\u{200d}']))
}

fn agrees(encodings: &Value) {
    let mut capabilities = capabilities();
    capabilities["general"]["positionEncodings"] = encodings.clone();
    let state = RefCell::new((Client::with(&capabilities, &json!({ "charts": "all" })), 0, 0));
    let (rulebook, reader) = (Rulebook::builtin().unwrap(), Reader::default());
    let is_utf_8 = encodings[0] == "utf-8";
    let config = Config { cases: 150, failure_persistence: None, ..Config::default() };
    TestRunner::new(config)
        .run(&edits(), |changes| {
            let (client, number, compared) = &mut *state.borrow_mut();
            *number += 1;
            let uri = format!("untitled:{number}.csv");
            client.open(&uri, "csv", SOUND);
            for change in &changes {
                for (at, length, new) in change {
                    let text = client.text(&uri);
                    let place = |share: u32| text.floor_char_boundary(text.len() * share as usize / (1 << 16));
                    let range = place(u32::from(*at))..place((u32::from(*at) + u32::from(*length)).min(1 << 16));
                    // A position between a carriage return and its line feed there is none.
                    let parts = |offset: usize| text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
                    if !parts(range.start) && !parts(range.end) {
                        client.edit(&uri, &[(range, new.as_str())]);
                    }
                }
            }
            let found = shown(client, &uri);
            let text = client.text(&uri).to_owned();
            client.close(&uri);
            let wanted = expected(&uri, &text, is_utf_8, (&rulebook, &reader));
            if are_plain(&wanted) {
                *compared += 1;
                prop_assert_eq!(found, wanted, "{:?}", text);
            } else {
                prop_assert_eq!(found.len(), wanted.len());
            }
            Ok(())
        })
        .unwrap();
    let (client, _, compared) = state.into_inner();
    assert!(compared > 100, "{compared} texts were compared");
    assert!(client.leave().success());
}

#[test]
fn edits_in_utf_16_lead_to_what_a_check_finds() {
    agrees(&json!(["utf-16"]));
}

#[test]
fn edits_in_utf_8_lead_to_what_a_check_finds() {
    agrees(&json!(["utf-8", "utf-16"]));
}

#[test]
fn several_changes_of_one_message_follow_each_other() {
    let mut client = Client::new();
    let uri = "untitled:a.csv";
    client.open(uri, "csv", SOUND);
    let at = client.find(uri, "Manager,E3") + "Manager,".len();
    client.edit(uri, &[(at..at + 2, "X"), (at + 1..at + 1, "9"), (at..at + 1, "E")]);
    assert_eq!(client.shown(uri), [("integrity/unknown-manager".to_owned(), "E9".to_owned())]);
    // The whole text at once.
    client.texts.insert(uri.to_owned(), (9, SOUND.to_owned()));
    let changes = json!([{ "text": "id" }, { "text": SOUND }]);
    let document = json!({ "uri": uri, "version": 9 });
    client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    assert_eq!(client.shown(uri), []);
}
