//! The session: what comes in is applied and answered one by one, and what follows from it is published.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::Client;
use super::configurations::Configurations;
use super::documents::{Documents, Kind};
use super::protocol::{
    AtPosition, CodeActions, Diagnostic, DidChange, DidOpen, OfDocument, PublishDiagnostics, References,
};
use super::{Ending, Host, framing};

/// Messages that may wait: while a large chart is checked, the editor writes on.
const MOST_WAITING: usize = 64;

/// Changes may come without a pause; then they are checked all the same, after so long.
const LONGEST_WAIT: Duration = Duration::from_millis(300);

/// A session with one client.
pub(super) struct Server<'h> {
    output: &'h mut dyn Write,
    pub(super) host: &'h dyn Host,
    pub(super) client: Client,
    pub(super) documents: Documents,
    pub(super) configurations: Configurations,
    /// What the client shows, by document.
    pub(super) published: BTreeMap<String, Vec<Diagnostic>>,
    waiting: VecDeque<Message>,
    /// Since when something waits to be checked.
    stale_since: Option<Instant>,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Starting,
    Running,
    ShutDown,
}

/// What a request comes to.
pub(super) type Answer = Result<Value, (ErrorCode, String)>;

impl<'h> Server<'h> {
    pub(super) fn new(output: &'h mut dyn Write, host: &'h dyn Host) -> Server<'h> {
        Server {
            output,
            host,
            client: Client::default(),
            documents: Documents::default(),
            configurations: Configurations::default(),
            published: BTreeMap::new(),
            waiting: VecDeque::new(),
            stale_since: None,
            stage: Stage::Starting,
        }
    }

    /// Serves until the client says that it leaves, or is gone.
    pub(super) fn run(mut self, mut input: impl BufRead + Send + 'static) -> io::Result<Ending> {
        let (sender, receiver) = sync_channel(MOST_WAITING);
        thread::spawn(move || {
            while let Ok(Some(content)) = framing::next(&mut input) {
                // What is no message cannot be answered: nobody knows what it asks.
                let Ok(message) = serde_json::from_slice(&content) else { continue };
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        while let Some(message) = self.next(&receiver)? {
            match message {
                Message::Notification(notification) if notification.method == "exit" => {
                    let is_orderly = self.stage == Stage::ShutDown;
                    return Ok(if is_orderly { Ending::Orderly } else { Ending::Abrupt });
                }
                Message::Notification(notification) => self.take(notification)?,
                Message::Request(request) => self.respond(request)?,
                // To what was asked of the client: that it watches files. Without it, saving does.
                Message::Response(_) => {}
            }
        }
        Ok(Ending::Abrupt)
    }

    /// The next message. Where none waits, what has changed is checked first.
    fn next(&mut self, receiver: &Receiver<Message>) -> io::Result<Option<Message>> {
        self.waiting.extend(receiver.try_iter().take(MOST_WAITING));
        let is_due = self.stale_since.is_some_and(|since| self.waiting.is_empty() || since.elapsed() > LONGEST_WAIT);
        if is_due {
            self.stale_since = None;
            self.refresh()?;
        }
        Ok(self.waiting.pop_front().or_else(|| receiver.recv().ok()))
    }

    pub(super) fn send(&mut self, message: Message) -> io::Result<()> {
        message.write(&mut self.output)
    }

    /// Publishes what is to be shown in a document, unless it is shown already.
    pub(super) fn publish(&mut self, uri: &str, version: Option<i32>, diagnostics: Vec<Diagnostic>) -> io::Result<()> {
        if self.published.get(uri).map_or(&[][..], Vec::as_slice) == diagnostics {
            return Ok(());
        }
        let version = version.filter(|_| self.client.takes_versions);
        let parameters = PublishDiagnostics { uri, version, diagnostics: &diagnostics };
        let parameters = serde_json::to_value(parameters)?;
        self.send(Message::Notification(Notification {
            method: "textDocument/publishDiagnostics".to_owned(),
            params: parameters,
        }))?;
        match diagnostics.is_empty() {
            true => self.published.remove(uri),
            false => self.published.insert(uri.to_owned(), diagnostics),
        };
        Ok(())
    }

    fn respond(&mut self, request: Request) -> io::Result<()> {
        let Request { id, method, params } = request;
        let answer = match self.stage {
            _ if self.is_cancelled(&id) => Err((ErrorCode::RequestCanceled, "cancelled".to_owned())),
            Stage::Starting if method == "initialize" => {
                self.stage = Stage::Running;
                self.client = Client::of(&params);
                Ok(self.client.capabilities())
            }
            Stage::Starting => Err((ErrorCode::ServerNotInitialized, "not initialized".to_owned())),
            Stage::ShutDown => Err((ErrorCode::InvalidRequest, "the server is shut down".to_owned())),
            Stage::Running if method == "shutdown" => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            Stage::Running => self.answer(&method, params)?,
        };
        let response_result =
            answer.map_err(|(code, message)| lsp_server::ResponseError { code: code as i32, message, data: None });
        self.send(Message::Response(Response { id, response_result }))
    }

    /// Whether the client wants no answer any more.
    fn is_cancelled(&self, id: &RequestId) -> bool {
        let Ok(id) = serde_json::to_value(id) else { return false };
        self.waiting.iter().any(|message| match message {
            Message::Notification(waiting) => waiting.method == "$/cancelRequest" && waiting.params["id"] == id,
            _ => false,
        })
    }

    fn answer(&mut self, method: &str, params: Value) -> io::Result<Answer> {
        Ok(match method {
            "textDocument/hover" => self.asked(params, |server, asked: AtPosition| server.hover(&asked))?,
            "textDocument/definition" => self.asked(params, |server, asked: AtPosition| server.definition(&asked))?,
            "textDocument/references" => self.asked(params, |server, asked: References| server.references(&asked))?,
            "textDocument/completion" => self.asked(params, |server, asked: AtPosition| server.completion(&asked))?,
            "textDocument/codeAction" => {
                self.asked(params, |server, asked: CodeActions| server.code_actions(&asked))?
            }
            "textDocument/documentSymbol" => self.asked(params, |server, asked: OfDocument| server.symbols(&asked))?,
            _ => Err((ErrorCode::MethodNotFound, format!("'{method}' is not known"))),
        })
    }

    /// Answers from documents that are read and checked as they are.
    fn asked<P: DeserializeOwned>(
        &mut self,
        params: Value,
        answer: impl FnOnce(&mut Server<'h>, P) -> Option<Value>,
    ) -> io::Result<Answer> {
        let asked = match serde_json::from_value(params) {
            Ok(asked) => asked,
            Err(error) => return Ok(Err((ErrorCode::InvalidParams, error.to_string()))),
        };
        if self.stale_since.take().is_some() {
            self.refresh()?;
        }
        Ok(Ok(answer(self, asked).unwrap_or_default()))
    }

    /// Takes what asks for no answer. What is not known, or cannot be read, is passed over.
    fn take(&mut self, notification: Notification) -> io::Result<()> {
        if self.stage != Stage::Running {
            return Ok(());
        }
        let Notification { method, params } = notification;
        match &*method {
            "initialized" => return self.register(),
            "textDocument/didOpen" => read(params, |DidOpen { text_document }| {
                let uri = text_document.uri.clone();
                self.documents.open(text_document);
                self.touch(&uri);
            }),
            "textDocument/didChange" => read(params, |DidChange { text_document, content_changes }| {
                let units = self.client.units;
                if let Some(document) = self.documents.get_mut(&text_document.uri) {
                    document.change(text_document.version, content_changes, units);
                    self.touch(&text_document.uri);
                }
            }),
            "textDocument/didClose" => read(params, |OfDocument { text_document }| {
                // Others may have been read under it.
                self.touch(&text_document.uri);
                self.documents.close(&text_document.uri);
            }),
            "textDocument/didSave" => read(params, |OfDocument { text_document }| {
                let is_open = self.documents.get(&text_document.uri).is_some();
                // A client that watches no files tells at least of this.
                if is_open && !self.client.watches_files {
                    self.configurations_changed();
                }
            }),
            "workspace/didChangeWatchedFiles" => self.configurations_changed(),
            "workspace/didChangeConfiguration" => {
                self.client.configure(&params["settings"]["orglint"]);
                self.configurations_changed();
            }
            _ => {}
        }
        Ok(())
    }

    /// Asks the client to tell when a configuration changes on the disk.
    fn register(&mut self) -> io::Result<()> {
        if !self.client.watches_files {
            return Ok(());
        }
        let watchers = json!([{ "globPattern": "**/orglint.toml" }]);
        let method = "workspace/didChangeWatchedFiles";
        let registration =
            json!({ "id": "configurations", "method": method, "registerOptions": { "watchers": watchers } });
        self.send(Message::Request(Request {
            id: RequestId::from("register".to_owned()),
            method: "client/registerCapability".to_owned(),
            params: json!({ "registrations": [registration] }),
        }))
    }

    /// A document is not what it was.
    fn touch(&mut self, uri: &str) {
        let Some(document) = self.documents.get(uri) else { return };
        if document.may_be_chart() {
            self.stale_since.get_or_insert_with(Instant::now);
        } else if document.kind == Kind::Configuration || self.documents.build_on(document) {
            self.configurations_changed();
        }
    }

    /// Any chart may have another configuration than it had.
    fn configurations_changed(&mut self) {
        self.configurations.forget();
        self.documents.iter_mut().for_each(|document| document.is_stale = true);
        self.stale_since.get_or_insert_with(Instant::now);
    }

    /// The documents whose diagnostics are shown.
    pub(super) fn shown(&self) -> Vec<String> {
        self.published.keys().cloned().collect()
    }
}

fn read<P: DeserializeOwned>(params: Value, take: impl FnOnce(P)) {
    if let Ok(params) = serde_json::from_value(params) {
        take(params);
    }
}
