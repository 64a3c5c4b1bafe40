//! Whatever an editor sends, every request has one answer, and in the end the server shows what it shows of the same text
//! when that is opened afresh.

use std::collections::HashMap;
use std::io::Cursor;
use std::path::Path;

use arbitrary::{Arbitrary, Result, Unstructured};
use jiff::civil::Date;
use orglint::error::Error;
use orglint::lsp::{Ending, Host, serve};
use orglint::source::Source;
use serde_json::{Value, json};

use super::checked::DAY;
use super::draws;

const CHART: &str = "id,name,title,manager_id\nE1,Zoë 👩‍💼,CEO,\r\nE2,Bo,VP Sales,E1\nE3,\"Cy\n2\",Sales Manager,E9\n";
const ASKED: [&str; 6] = ["hover", "definition", "references", "completion", "codeAction", "documentSymbol"];
const URI: &str = "untitled:org.csv";

struct Nowhere;

impl Host for Nowhere {
    fn open(&self, _: &Path) -> std::result::Result<Source, Error> {
        Err(Error::new("there are no files"))
    }

    fn is_file(&self, _: &Path) -> bool {
        false
    }

    fn today(&self) -> Date {
        DAY
    }
}

/// What is sent, and what the document is in the end.
struct Session {
    sent: Vec<u8>,
    text: String,
    requests: usize,
    is_utf_8: bool,
}

/// Plays a session.
pub(crate) fn session(bytes: &[u8]) {
    let mut choices = Unstructured::new(bytes);
    let is_utf_8 = choices.arbitrary().unwrap_or_default();
    let mut session = Session::open(CHART, is_utf_8);
    // Where no choices are left the session ends.
    let _ = session.play(&mut choices);
    let shown = session.shown();
    assert_eq!(shown, Session::open(&session.text, is_utf_8).shown(), "{:?}", session.text);
}

impl Session {
    fn open(text: &str, is_utf_8: bool) -> Session {
        let mut session = Session { sent: Vec::new(), text: text.to_owned(), requests: 0, is_utf_8 };
        let encodings = if is_utf_8 { json!(["utf-8"]) } else { json!(["utf-16"]) };
        let capabilities = json!({ "general": { "positionEncodings": encodings } });
        let options = json!({ "charts": "all" });
        session.request("initialize", json!({ "capabilities": capabilities, "initializationOptions": options }));
        let document = json!({ "uri": URI, "languageId": "csv", "version": 0, "text": text });
        session.notify("textDocument/didOpen", json!({ "textDocument": document }));
        session
    }

    fn play(&mut self, choices: &mut Unstructured<'_>) -> Result<()> {
        for version in 1..=choices.int_in_range(1..=8)? {
            match choices.int_in_range(0..=7)? {
                0 => self.frame(b"Content-Length: 3\r\n\r\n{]}"),
                1 => {
                    let method = format!("textDocument/{}", choices.choose(&ASKED)?);
                    self.request(&method, Value::String(draws::title(choices)?));
                }
                2 | 3 => {
                    let method = format!("textDocument/{}", choices.choose(&ASKED)?);
                    let at =
                        json!({ "line": choices.int_in_range(0..=9)?, "character": u32::arbitrary(choices)? % 99 });
                    let (document, range) = (json!({ "uri": URI }), json!({ "start": at, "end": at }));
                    let context = json!({ "diagnostics": [], "includeDeclaration": true });
                    let asked = json!({ "textDocument": document, "position": at, "range": range, "context": context });
                    self.request(&method, asked);
                }
                _ => self.edit(choices, version)?,
            }
        }
        Ok(())
    }

    fn edit(&mut self, choices: &mut Unstructured<'_>, version: i32) -> Result<()> {
        let mut place = |text: &str| -> Result<usize> {
            let at = text.floor_char_boundary(choices.int_in_range(0..=text.len())?);
            // A position between a carriage return and its line feed there is none.
            Ok(if text[..at].ends_with('\r') && text[at..].starts_with('\n') { at + 1 } else { at })
        };
        let (one, other) = (place(&self.text)?, place(&self.text)?);
        let (start, end) = (one.min(other), one.max(other));
        let new = if choices.ratio(1, 2)? { draws::title(choices)? } else { draws::hostile(choices, "E1")? };
        let range = json!({ "start": self.position(start), "end": self.position(end) });
        self.text.replace_range(start..end, &new);
        let document = json!({ "uri": URI, "version": version });
        let changes = json!([{ "range": range, "text": new }]);
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
        Ok(())
    }

    /// Line and character, counted as the protocol does.
    fn position(&self, at: usize) -> Value {
        let before = self.text[..at].replace("\r\n", "\n").replace('\r', "\n");
        let line = before.matches('\n').count();
        let behind = before.rsplit('\n').next().unwrap_or_default();
        let character = if self.is_utf_8 { behind.len() } else { behind.encode_utf16().count() };
        json!({ "line": line, "character": character })
    }

    fn frame(&mut self, bytes: &[u8]) {
        self.sent.extend(bytes);
    }

    fn send(&mut self, message: &Value) {
        let content = message.to_string();
        self.frame(format!("Content-Length: {}\r\n\r\n{content}", content.len()).as_bytes());
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn request(&mut self, method: &str, params: Value) {
        self.requests += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.requests, "method": method, "params": params }));
    }

    /// What the server shows of the document in the end.
    fn shown(&mut self) -> Value {
        // A request that needs the chart as it is has it checked before the end.
        self.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": URI } }));
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        let mut out = Vec::new();
        assert_eq!(serve(Cursor::new(std::mem::take(&mut self.sent)), &mut out, &Nowhere).unwrap(), Ending::Orderly);
        let mut answers = HashMap::new();
        let mut shown = json!([]);
        for message in messages(&out) {
            if message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == URI {
                shown = message["params"]["diagnostics"].clone();
            }
            if message["method"].is_null() {
                *answers.entry(message["id"].as_u64().unwrap()).or_insert(0) += 1;
            }
        }
        assert_eq!(answers.len(), self.requests);
        assert!(answers.values().all(|count| *count == 1), "{answers:?}");
        shown
    }
}

/// The messages of a stream.
fn messages(mut stream: &[u8]) -> Vec<Value> {
    let mut messages = Vec::new();
    while !stream.is_empty() {
        let head = stream.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap();
        let length = std::str::from_utf8(&stream[..head]).unwrap().strip_prefix("Content-Length: ").unwrap();
        let (content, rest) = stream[head + 4..].split_at(length.parse().unwrap());
        messages.push(serde_json::from_slice(content).unwrap());
        stream = rest;
    }
    messages
}
