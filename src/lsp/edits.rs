//! Edits that a client is offered.

use std::collections::BTreeMap;
use std::ops::Range;

use super::documents::Document;
use super::protocol::{CreateFile, DocumentChange, TextEdit, Versioned, WorkspaceEdit};
use super::text::{Text, Units};
use crate::input::{Format, Roster};
use crate::source::Span;

/// What a client understands of edits.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EditStyle {
    pub(super) units: Units,
    /// Whether it takes edits with the version of the document.
    pub(super) has_versions: bool,
    /// Whether it makes files.
    pub(super) makes_files: bool,
}

/// An edit of one text.
pub(super) struct Edit<'t> {
    pub(super) uri: String,
    /// The version of the document, where it is open.
    pub(super) version: Option<i32>,
    /// The text as it is; without one the file is made.
    pub(super) text: Option<&'t Text>,
    pub(super) range: Range<usize>,
    pub(super) new: String,
}

impl Edit<'_> {
    /// The same as a client takes it; `None` where it cannot.
    pub(super) fn finished(self, style: EditStyle) -> Option<WorkspaceEdit> {
        let Edit { uri, version, text, range, new } = self;
        let range = text.map(|text| text.range(range, style.units)).unwrap_or_default();
        let edits = vec![TextEdit { range, new_text: new }];
        if text.is_none() && !(style.makes_files && style.has_versions) {
            return None;
        }
        if !style.has_versions {
            return Some(WorkspaceEdit { changes: Some(BTreeMap::from([(uri, edits)])), ..WorkspaceEdit::default() });
        }
        let create = text.is_none().then(|| DocumentChange::Create(CreateFile { kind: "create", uri: uri.clone() }));
        let edit = DocumentChange::Edit { text_document: Versioned { uri, version }, edits };
        let changes = create.into_iter().chain([edit]).collect();
        Some(WorkspaceEdit { document_changes: Some(changes), ..WorkspaceEdit::default() })
    }
}

impl<'t> Edit<'t> {
    /// Puts another text into a cell of a document.
    pub(super) fn of_cell(document: &'t Document, range: Range<usize>, new: String) -> Edit<'t> {
        let (uri, version) = (document.uri.clone(), Some(document.version));
        Edit { uri, version, text: Some(&document.text), range, new }
    }
}

/// A text as it is written in a cell; `None` where it could be read as something else there.
pub(super) fn in_cell(roster: &Roster, cell: Span, text: &str) -> Option<String> {
    let source = roster.source();
    let is_plain = |text: &str| text.chars().all(|letter| letter.is_alphanumeric() || "-_.".contains(letter));
    if roster.is_delimited_text() {
        let starts_formula = text.starts_with(['=', '+', '-', '@', '\t', '\'']);
        let is_quoted = source.text(cell).starts_with('"') || text.contains([',', ';', '\t', '|', '"', '\n', '\r']);
        let quoted = || format!("\"{}\"", text.replace('"', "\"\""));
        return (!starts_formula).then(|| if is_quoted { quoted() } else { text.to_owned() });
    }
    // A number, or a text without quotes, would become another kind of value.
    let written = source.text(cell);
    let quoted = |quote| Some((quote, written.strip_prefix(quote)?.strip_suffix(quote)?));
    let (quote, inner) = quoted("\"").or_else(|| quoted("'")).unwrap_or(("", written));
    let is_bare = || Format::detect(source) == Format::Yaml && is_word(text) && is_word(inner);
    let fits = is_plain(text) && is_plain(inner) && (!quote.is_empty() || is_bare());
    fits.then(|| format!("{quote}{text}{quote}"))
}

/// Whether a text without quotes is a text in YAML, and no number, truth or nothing.
fn is_word(text: &str) -> bool {
    const OTHERS: [&str; 10] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan"];
    text.starts_with(char::is_alphabetic) && !OTHERS.iter().any(|other| text.eq_ignore_ascii_case(other))
}
