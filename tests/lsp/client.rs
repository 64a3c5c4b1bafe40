//! An editor, as far as the protocol shows one. Whatever the server sends is held against the types of the protocol's own
//! model, and has to be the same when it is written again by them.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use std::{fs, thread};

use gen_lsp_types as model;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// How long the server may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    output: Receiver<Value>,
    next_id: i32,
    is_utf_8: bool,
    /// The documents as they are here, with their versions.
    pub(crate) texts: BTreeMap<String, (i32, String)>,
    /// What the server says of documents.
    pub(crate) published: BTreeMap<String, Vec<Value>>,
    /// Requests of the server.
    pub(crate) asked: Vec<Value>,
}

/// What an editor of today can do.
pub(crate) fn capabilities() -> Value {
    json!({
        "general": { "positionEncodings": ["utf-16"] },
        "textDocument": {
            "publishDiagnostics": { "relatedInformation": true, "versionSupport": true },
            "hover": { "contentFormat": ["markdown", "plaintext"] },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        },
        "workspace": {
            "didChangeWatchedFiles": { "dynamicRegistration": true },
            "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create"] },
        },
    })
}

impl Client {
    /// A client that can do all there is.
    pub(crate) fn new() -> Client {
        Client::with(&capabilities(), &json!({}))
    }

    pub(crate) fn with(capabilities: &Value, options: &Value) -> Client {
        let mut client = Client::unstarted();
        client.is_utf_8 = capabilities["general"]["positionEncodings"] == json!(["utf-8", "utf-16"]);
        let parameters = json!({
            "processId": null, "rootUri": null, "capabilities": capabilities, "initializationOptions": options,
        });
        let answer = client.request("initialize", parameters).unwrap();
        let encoding = if client.is_utf_8 { "utf-8" } else { "utf-16" };
        assert_eq!(answer["capabilities"]["positionEncoding"], encoding);
        client.notify("initialized", json!({}));
        client
    }

    /// A server that nobody has spoken to.
    pub(crate) fn unstarted() -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_orglint"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, stdout) = (child.stdin.take(), child.stdout.take().unwrap());
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Client {
            child,
            input,
            output,
            next_id: 0,
            is_utf_8: false,
            texts: BTreeMap::new(),
            published: BTreeMap::new(),
            asked: Vec::new(),
        }
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        // Of a server that is gone, the exit status tells.
        let _ = self.input.as_mut().unwrap().write_all(bytes);
    }

    pub(crate) fn send(&mut self, message: &Value) {
        let content = message.to_string();
        self.write(format!("Content-Length: {}\r\n\r\n{content}", content.len()).as_bytes());
    }

    pub(crate) fn notify(&mut self, method: &str, parameters: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    /// The answer to a request, or its error.
    pub(crate) fn request(&mut self, method: &str, parameters: Value) -> Result<Value, Value> {
        self.next_id += 1;
        let id = self.next_id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
        loop {
            let message = self.receive();
            if message["method"].is_null() && message["id"] == id {
                assert_eq!(message["jsonrpc"], "2.0");
                return match message.get("result") {
                    Some(result) => Ok(valid_answer(method, result.clone())),
                    None => Err(message["error"].clone()),
                };
            }
            self.take(message);
        }
    }

    /// The next message, whatever it is.
    pub(crate) fn receive(&mut self) -> Value {
        self.output.recv_timeout(PATIENCE).expect("an answer")
    }

    fn take(&mut self, message: Value) {
        match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let parameters = valid::<model::PublishDiagnosticsParams>(message["params"].clone());
                let uri = parameters["uri"].as_str().unwrap().to_owned();
                if let (Some(version), Some((current, _))) = (parameters["version"].as_i64(), self.texts.get(&uri)) {
                    assert!(version <= i64::from(*current));
                }
                self.published.insert(uri, parameters["diagnostics"].as_array().unwrap().clone());
            }
            Some("client/registerCapability") => {
                valid::<model::RegistrationParams>(message["params"].clone());
                self.asked.push(message.clone());
                self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
            }
            other => panic!("unexpected: {other:?} {message}"),
        }
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) {
        self.texts.insert(uri.to_owned(), (1, text.to_owned()));
        let item = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": item }));
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.texts.remove(uri);
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Changes ranges of bytes one after the other, here and there.
    pub(crate) fn edit(&mut self, uri: &str, edits: &[(std::ops::Range<usize>, &str)]) {
        let mut changes = Vec::new();
        for (range, new) in edits {
            let (start, end) = (self.position(uri, range.start), self.position(uri, range.end));
            changes.push(json!({ "range": { "start": start, "end": end }, "text": new }));
            self.texts.get_mut(uri).unwrap().1.replace_range(range.clone(), new);
        }
        let (version, _) = self.texts.get_mut(uri).unwrap();
        *version += 1;
        let document = json!({ "uri": uri, "version": *version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Replaces the first place where a text stands.
    pub(crate) fn replace(&mut self, uri: &str, old: &str, new: &str) {
        let at = self.find(uri, old);
        self.edit(uri, &[(at..at + old.len(), new)]);
    }

    /// Applies an edit of the workspace to the open documents; the texts of other files come back by URI.
    pub(crate) fn apply(&mut self, edit: &Value) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        let changes: Vec<Value> = match edit.get("documentChanges") {
            Some(changes) => changes.as_array().unwrap().clone(),
            None => {
                let one = |(uri, edits): (&String, &Value)| json!({ "textDocument": { "uri": uri }, "edits": edits });
                edit["changes"].as_object().unwrap().iter().map(one).collect()
            }
        };
        for change in changes {
            if change["kind"] == "create" {
                files.insert(change["uri"].as_str().unwrap().to_owned(), String::new());
                continue;
            }
            let uri = change["textDocument"]["uri"].as_str().unwrap().to_owned();
            for edit in change["edits"].as_array().unwrap() {
                let new = edit["newText"].as_str().unwrap();
                if let Some((version, text)) = self.texts.get(&uri) {
                    if let Some(meant) = change["textDocument"]["version"].as_i64() {
                        assert_eq!(meant, i64::from(*version), "an edit of another version");
                    }
                    let range = offset(text, &edit["range"]["start"], self.is_utf_8)
                        ..offset(text, &edit["range"]["end"], self.is_utf_8);
                    self.edit(&uri, &[(range, new)]);
                } else {
                    let text = files
                        .entry(uri.clone())
                        .or_insert_with(|| fs::read_to_string(uri.strip_prefix("file://").unwrap()).unwrap());
                    let range = offset(text, &edit["range"]["start"], self.is_utf_8)
                        ..offset(text, &edit["range"]["end"], self.is_utf_8);
                    text.replace_range(range, new);
                }
            }
        }
        files
    }

    pub(crate) fn text(&self, uri: &str) -> &str {
        &self.texts[uri].1
    }

    pub(crate) fn find(&self, uri: &str, needle: &str) -> usize {
        self.text(uri).find(needle).unwrap_or_else(|| panic!("'{needle}' is not there"))
    }

    pub(crate) fn position(&self, uri: &str, offset: usize) -> Value {
        position(self.text(uri), offset, self.is_utf_8)
    }

    /// What is said of the position of a text.
    pub(crate) fn ask(&mut self, what: &str, uri: &str, needle: &str) -> Value {
        self.ask_at(what, uri, self.find(uri, needle))
    }

    pub(crate) fn ask_at(&mut self, what: &str, uri: &str, at: usize) -> Value {
        let position = self.position(uri, at);
        let context = json!({ "includeDeclaration": true });
        let asked = json!({ "textDocument": { "uri": uri }, "position": position, "context": context });
        let asked = if what == "references" {
            asked
        } else {
            json!({ "textDocument": asked["textDocument"], "position": asked["position"] })
        };
        self.request(&format!("textDocument/{what}"), asked).unwrap()
    }

    pub(crate) fn actions(&mut self, uri: &str, needle: &str) -> Vec<Value> {
        let position = self.position(uri, self.find(uri, needle));
        let asked = json!({
            "textDocument": { "uri": uri }, "range": { "start": position, "end": position },
            "context": { "diagnostics": [] },
        });
        self.request("textDocument/codeAction", asked).unwrap().as_array().unwrap().clone()
    }

    /// What is shown in a document, once the server has seen all that was sent.
    pub(crate) fn diagnostics(&mut self, uri: &str) -> Vec<Value> {
        // Requests are answered from what is checked, and it is published first.
        let nowhere = json!({ "textDocument": { "uri": "untitled:none" }, "position": { "line": 0, "character": 0 } });
        self.request("textDocument/hover", nowhere).unwrap();
        self.published.get(uri).cloned().unwrap_or_default()
    }

    /// The rules of what is shown, with the texts that it points at.
    pub(crate) fn shown(&mut self, uri: &str) -> Vec<(String, String)> {
        let diagnostics = self.diagnostics(uri);
        let shown = |diagnostic: &Value| {
            let rule = diagnostic["code"].as_str().unwrap_or_default().to_owned();
            (rule, self.pointed_at(uri, &diagnostic["range"]))
        };
        diagnostics.iter().map(shown).collect()
    }

    /// The text in a range.
    pub(crate) fn pointed_at(&self, uri: &str, range: &Value) -> String {
        let text = self.text(uri);
        let [start, end] = ["start", "end"].map(|end| offset(text, &range[end], self.is_utf_8));
        text[start..end].to_owned()
    }

    /// Says that the session is over; the exit status.
    pub(crate) fn leave(mut self) -> ExitStatus {
        assert_eq!(self.request("shutdown", Value::Null), Ok(Value::Null));
        self.notify("exit", Value::Null);
        self.end()
    }

    /// The exit status, once the server has ended by itself.
    pub(crate) fn end(mut self) -> ExitStatus {
        drop(self.input.take());
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                let mut complaint = String::new();
                self.child.stderr.take().unwrap().read_to_string(&mut complaint).unwrap();
                assert_eq!(complaint, "", "nothing is said on standard error");
                return status;
            }
            assert!(start.elapsed() < PATIENCE, "the server does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stdout: &mut impl BufRead) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if stdout.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some(("Content-Length", value)) => length = value.parse().ok(),
            Some(_) => {}
            None if line == "\r\n" => break,
            None => panic!("not of the protocol: {line:?}"),
        }
    }
    let mut content = vec![0; length?];
    stdout.read_exact(&mut content).ok()?;
    Some(serde_json::from_slice(&content).unwrap())
}

/// The position of a byte, counted in the slowest way.
pub(crate) fn position(text: &str, offset: usize, is_utf_8: bool) -> Value {
    let before = &text[..offset];
    let mut start = 0;
    let mut line = 0;
    for (at, letter) in before.char_indices() {
        let is_pair = letter == '\r' && text[at + 1..].starts_with('\n');
        if letter == '\n' || letter == '\r' && !is_pair {
            (start, line) = (at + 1, line + 1);
        }
    }
    let column = &before[start..];
    let column = column.strip_suffix('\r').unwrap_or(column);
    let character = if is_utf_8 { column.len() } else { column.encode_utf16().count() };
    json!({ "line": line, "character": character })
}

/// The byte of a position.
pub(crate) fn offset(text: &str, wanted: &Value, is_utf_8: bool) -> usize {
    let mut bytes = (0..=text.len()).filter(|offset| text.is_char_boundary(*offset));
    bytes.find(|offset| position(text, *offset, is_utf_8) == *wanted).unwrap_or_else(|| panic!("no place: {wanted}"))
}

fn valid_answer(method: &str, answer: Value) -> Value {
    match method {
        _ if answer.is_null() => answer,
        "initialize" => valid::<model::InitializeResult>(answer),
        "textDocument/hover" => valid::<model::Hover>(answer),
        "textDocument/definition" => valid::<model::Location>(answer),
        "textDocument/references" => valid::<Vec<model::Location>>(answer),
        "textDocument/completion" => valid::<model::CompletionList>(answer),
        "textDocument/codeAction" => valid::<Vec<model::CodeAction>>(answer),
        "textDocument/documentSymbol" => match answer[0]["location"].is_null() {
            true => valid::<Vec<model::DocumentSymbol>>(answer),
            false => valid::<Vec<model::SymbolInformation>>(answer),
        },
        _ => answer,
    }
}

/// The value, if it is one of the model and nothing of it is lost there.
fn valid<T: DeserializeOwned + Serialize>(value: Value) -> Value {
    let read: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{error}: {value}"));
    assert_eq!(serde_json::to_value(read).unwrap(), value);
    value
}
