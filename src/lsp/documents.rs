//! The documents that are open in the editor.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::examined::Examined;
use super::protocol::{ContentChange, Diagnostic, TextDocumentItem};
use super::text::{Text, Units};
use super::uri::path_of;
use crate::error::Error;
use crate::policy::FILE_NAME;

/// An open document.
pub(super) struct Document {
    pub(super) uri: String,
    /// Where its file is; a new document has none.
    pub(super) path: Option<PathBuf>,
    pub(super) kind: Kind,
    pub(super) version: i32,
    pub(super) text: Text,
    /// Whether what follows is still to be found.
    pub(super) is_stale: bool,
    /// The configuration that it was read under.
    pub(super) configuration: Option<PathBuf>,
    /// The chart of the text.
    pub(super) examined: Option<Examined>,
    /// Why the text is no chart.
    pub(super) fault: Option<Error>,
    /// Whether it has been a chart since it was opened: what has not may be anything.
    pub(super) was_chart: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// What a document may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// An `orglint.toml`.
    Configuration,
    /// Records: delimited text, LDIF.
    Records,
    /// Nested values: JSON, YAML. Most such files are no charts.
    Nested,
    /// Nothing that is read.
    Other,
}

impl Kind {
    /// By the name of its file, or else by the language that the editor takes it for.
    fn of(path: Option<&Path>, language: &str) -> Kind {
        let name = path.and_then(Path::file_name);
        if name.is_some_and(|name| name == FILE_NAME) {
            return Kind::Configuration;
        }
        let extension =
            path.and_then(Path::extension).map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("csv" | "tsv" | "tab" | "psv" | "ldif" | "ldf") => Kind::Records,
            Some("json" | "jsonl" | "ndjson" | "yaml" | "yml") => Kind::Nested,
            _ => match language.split_whitespace().next().unwrap_or_default() {
                "csv" | "tsv" | "psv" | "ldif" => Kind::Records,
                "json" | "jsonl" | "jsonlines" | "yaml" => Kind::Nested,
                _ => Kind::Other,
            },
        }
    }
}

impl Document {
    fn new(item: TextDocumentItem) -> Document {
        let TextDocumentItem { uri, language_id, version, text } = item;
        let path = path_of(&uri);
        Document {
            kind: Kind::of(path.as_deref(), &language_id),
            uri,
            path,
            version,
            text: Text::new(text),
            is_stale: true,
            configuration: None,
            examined: None,
            fault: None,
            was_chart: false,
            diagnostics: Vec::new(),
        }
    }

    /// What it is called in errors.
    pub(super) fn name(&self) -> String {
        self.path.as_ref().map_or_else(|| self.uri.clone(), |path| path.display().to_string())
    }

    /// Whether it may be a chart.
    pub(super) fn may_be_chart(&self) -> bool {
        matches!(self.kind, Kind::Records | Kind::Nested)
    }

    /// Applies the changes of an editor, one after the other.
    pub(super) fn change(&mut self, version: Option<i32>, changes: Vec<ContentChange>, units: Units) {
        for ContentChange { range, text } in changes {
            match range {
                Some(range) => self.text.replace(self.text.offsets(range, units), &text),
                None => self.text = Text::new(text),
            }
        }
        self.version = version.unwrap_or(self.version);
        self.is_stale = true;
    }
}

/// The open documents, by what the editor calls them.
#[derive(Default)]
pub(super) struct Documents(BTreeMap<String, Document>);

impl Documents {
    pub(super) fn open(&mut self, item: TextDocumentItem) {
        self.0.insert(item.uri.clone(), Document::new(item));
    }

    pub(super) fn close(&mut self, uri: &str) -> Option<Document> {
        self.0.remove(uri)
    }

    pub(super) fn get(&self, uri: &str) -> Option<&Document> {
        self.0.get(uri)
    }

    pub(super) fn get_mut(&mut self, uri: &str) -> Option<&mut Document> {
        self.0.get_mut(uri)
    }

    /// The document of a file.
    pub(super) fn at(&self, path: &Path) -> Option<&Document> {
        self.iter().find(|document| document.path.as_deref() == Some(path))
    }

    /// Whether some chart was read under a configuration that a document is a part of.
    pub(super) fn build_on(&self, document: &Document) -> bool {
        let name = document.name();
        let mut files = self.iter().flat_map(|other| &other.examined).flat_map(|examined| &examined.setup.policy.files);
        files.any(|file| file.name() == name)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Document> {
        self.0.values()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Document> {
        self.0.values_mut()
    }
}
