//! The shapes of the Language Server Protocol that this server takes and gives, named as in its specification.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub(super) struct Position {
    pub(super) line: u32,
    pub(super) character: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Range {
    pub(super) start: Position,
    pub(super) end: Position,
}

#[derive(Deserialize)]
pub(super) struct TextDocument {
    pub(super) uri: String,
    pub(super) version: Option<i32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextDocumentItem {
    pub(super) uri: String,
    #[serde(default)]
    pub(super) language_id: String,
    #[serde(default)]
    pub(super) version: i32,
    pub(super) text: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidOpen {
    pub(super) text_document: TextDocumentItem,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidChange {
    pub(super) text_document: TextDocument,
    pub(super) content_changes: Vec<ContentChange>,
}

/// Without a range the text is the whole document.
#[derive(Deserialize)]
pub(super) struct ContentChange {
    pub(super) range: Option<Range>,
    pub(super) text: String,
}

/// What names a document and nothing else that matters: closing and saving it, asking for its symbols.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OfDocument {
    pub(super) text_document: TextDocument,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AtPosition {
    pub(super) text_document: TextDocument,
    pub(super) position: Position,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct References {
    pub(super) text_document: TextDocument,
    pub(super) position: Position,
    #[serde(default)]
    pub(super) context: ReferenceContext,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReferenceContext {
    #[serde(default)]
    pub(super) include_declaration: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeActions {
    pub(super) text_document: TextDocument,
    pub(super) range: Range,
    #[serde(default)]
    pub(super) context: CodeActionContext,
}

#[derive(Default, Deserialize)]
pub(super) struct CodeActionContext {
    pub(super) only: Option<Vec<String>>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct Location {
    pub(super) uri: String,
    pub(super) range: Range,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Diagnostic {
    pub(super) range: Range,
    pub(super) severity: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code: Option<String>,
    pub(super) source: &'static str,
    pub(super) message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_information: Vec<RelatedInformation>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub(super) struct RelatedInformation {
    pub(super) location: Location,
    pub(super) message: String,
}

#[derive(Serialize)]
pub(super) struct PublishDiagnostics<'a> {
    pub(super) uri: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<i32>,
    pub(super) diagnostics: &'a [Diagnostic],
}

#[derive(Serialize)]
pub(super) struct Hover {
    pub(super) contents: MarkupContent,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) range: Option<Range>,
}

#[derive(Serialize)]
pub(super) struct MarkupContent {
    pub(super) kind: &'static str,
    pub(super) value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeAction {
    pub(super) title: String,
    pub(super) kind: &'static str,
    pub(super) diagnostics: Vec<Diagnostic>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_preferred: bool,
    pub(super) edit: WorkspaceEdit,
}

/// `changes` is for clients that know no others.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WorkspaceEdit {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) changes: Option<std::collections::BTreeMap<String, Vec<TextEdit>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) document_changes: Option<Vec<DocumentChange>>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum DocumentChange {
    Create(CreateFile),
    #[serde(rename_all = "camelCase")]
    Edit {
        text_document: Versioned,
        edits: Vec<TextEdit>,
    },
}

#[derive(Serialize)]
pub(super) struct CreateFile {
    pub(super) kind: &'static str,
    pub(super) uri: String,
}

/// A document that is not open has no version, which is told as `null`.
#[derive(Serialize)]
pub(super) struct Versioned {
    pub(super) uri: String,
    pub(super) version: Option<i32>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextEdit {
    pub(super) range: Range,
    pub(super) new_text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CompletionList {
    pub(super) is_incomplete: bool,
    pub(super) items: Vec<CompletionItem>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CompletionItem {
    pub(super) label: String,
    pub(super) kind: u8,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) detail: String,
    pub(super) filter_text: String,
    pub(super) text_edit: TextEdit,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentSymbol {
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) detail: String,
    pub(super) kind: u8,
    pub(super) range: Range,
    pub(super) selection_range: Range,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) children: Vec<DocumentSymbol>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SymbolInformation {
    pub(super) name: String,
    pub(super) kind: u8,
    pub(super) location: Location,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) container_name: Option<String>,
}

/// A class, as editors draw it: something that others belong to.
pub(super) const SYMBOL_KIND: u8 = 5;

/// What a completion stands for: a reference.
pub(super) const COMPLETION_KIND: u8 = 18;
