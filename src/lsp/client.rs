//! What a client can do, and what it is told that the server can.

use serde_json::{Value, json};

use super::actions;
use super::diagnostics::Style;
use super::edits::EditStyle;
use super::text::Units;

/// What a client said of itself. Whatever it does not say, it cannot do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Client {
    pub(super) units: Units,
    pub(super) takes_versions: bool,
    pub(super) watches_files: bool,
    pub(super) shows_markdown: bool,
    pub(super) shows_trees: bool,
    has_related: bool,
    edits_versions: bool,
    makes_files: bool,
    /// Whether every document in a format of charts is one.
    pub(super) all_are_charts: bool,
}

impl Client {
    /// From the parameters of `initialize`.
    pub(super) fn of(parameters: &Value) -> Client {
        let at = |path: &str| parameters["capabilities"].pointer(path).unwrap_or(&Value::Null);
        let is = |path: &str| at(path).as_bool().unwrap_or_default();
        let lists = |path: &str, wanted: &str| {
            at(path).as_array().is_some_and(|values| values.iter().any(|value| value == wanted))
        };
        let is_utf_8 = lists("/general/positionEncodings", "utf-8");
        let mut client = Client {
            units: if is_utf_8 { Units::Utf8 } else { Units::Utf16 },
            takes_versions: is("/textDocument/publishDiagnostics/versionSupport"),
            watches_files: is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            shows_markdown: lists("/textDocument/hover/contentFormat", "markdown"),
            shows_trees: is("/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport"),
            has_related: is("/textDocument/publishDiagnostics/relatedInformation"),
            edits_versions: is("/workspace/workspaceEdit/documentChanges"),
            makes_files: lists("/workspace/workspaceEdit/resourceOperations", "create"),
            all_are_charts: false,
        };
        client.configure(&parameters["initializationOptions"]);
        client
    }

    /// Takes the settings of a user.
    pub(super) fn configure(&mut self, settings: &Value) {
        if let Some(charts) = settings["charts"].as_str() {
            self.all_are_charts = charts == "all";
        }
    }

    pub(super) fn style(self) -> Style {
        Style { units: self.units, has_related: self.has_related }
    }

    pub(super) fn edit_style(self) -> EditStyle {
        EditStyle { units: self.units, has_versions: self.edits_versions, makes_files: self.makes_files }
    }

    /// The answer to `initialize`.
    pub(super) fn capabilities(self) -> Value {
        let encoding = match self.units {
            Units::Utf8 => "utf-8",
            Units::Utf16 => "utf-16",
        };
        // Changes come as ranges (2), and saving is told without the text.
        let sync = json!({ "openClose": true, "change": 2, "save": { "includeText": false } });
        json!({
            "capabilities": {
                "positionEncoding": encoding,
                "textDocumentSync": sync,
                "hoverProvider": true,
                "definitionProvider": true,
                "referencesProvider": true,
                "documentSymbolProvider": true,
                "codeActionProvider": { "codeActionKinds": [actions::KIND] },
                "completionProvider": { "triggerCharacters": ["\"", ",", ";", "\t", "|"] },
            },
            "serverInfo": { "name": "orglint", "version": env!("CARGO_PKG_VERSION") },
        })
    }
}
