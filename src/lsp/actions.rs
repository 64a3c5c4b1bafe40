//! Quick fixes: what was meant, and decisions that go into the configuration.

use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;

use jiff::civil::Date;
use toml_writer::{ToTomlValue, TomlStringBuilder};

use super::Host;
use super::diagnostics::{Style, of_fault, of_finding};
use super::documents::{Document, Documents};
use super::edits::{Edit, EditStyle, in_cell};
use super::examined::{Examined, Kept};
use super::protocol::CodeAction;
use super::text::Text;
use super::uri::uri_of;
use crate::error::Error;
use crate::policy::FILE_NAME;
use crate::report::text::{clip, safe};
use crate::source::Span;

/// Findings of one place for which something is offered.
const MOST: usize = 20;

/// The kind of these actions.
pub(super) const KIND: &str = "quickfix";

/// The configuration that takes decisions.
struct Target<'d> {
    uri: String,
    version: Option<i32>,
    /// `None` where there is no file yet.
    text: Option<Cow<'d, str>>,
}

/// What may be meant where a configuration cannot be read.
pub(super) fn for_fault(document: &Document, error: &Error, style: EditStyle) -> Option<CodeAction> {
    let (at, instead) = (error.span()?, error.instead()?);
    let written = document.text.as_str().get(at.range())?;
    let new = match written.chars().next() {
        Some(quote @ ('"' | '\'')) => format!("{quote}{instead}{quote}"),
        _ => instead.to_owned(),
    };
    Some(CodeAction {
        title: format!("Write {instead}"),
        kind: KIND,
        diagnostics: vec![of_fault(document, error, style.units)],
        is_preferred: true,
        edit: Edit::of_cell(document, at.range(), new).finished(style)?,
    })
}

/// What can be done about the findings in a range of a chart.
pub(super) fn actions(
    document: &Document,
    range: &Range<usize>,
    (documents, host): (&Documents, &dyn Host),
    (style, edits): (Style, EditStyle),
) -> Vec<CodeAction> {
    let Some(examined) = &document.examined else { return Vec::new() };
    let touches = |at: Span| at.start as usize <= range.end && range.start <= at.end as usize;
    let found = examined.findings.iter().filter(|kept| touches(kept.finding.at)).take(MOST);
    let target = Target::of(document, documents, host);
    let mut actions = Vec::new();
    for kept in found {
        let action = |title: String, is_preferred, edit| CodeAction {
            title,
            kind: KIND,
            diagnostics: vec![of_finding(&document.uri, &document.text, kept, style)],
            is_preferred,
            edit,
        };
        for text in &kept.finding.instead {
            let new = in_cell(examined.chart.roster(), kept.finding.at, text);
            let edit = new.and_then(|new| Edit::of_cell(document, kept.finding.at.range(), new).finished(edits));
            let title = format!("Write {}", safe(&clip(text, 80)));
            actions.extend(edit.map(|edit| action(title, kept.finding.instead.len() == 1, edit)));
        }
        let Some(target) = &target else { continue };
        let id = kept.finding.at_fault().first().map(|position| examined.chart.id(*position));
        let whose = id.as_ref().map(|id| format!(" of {}", safe(&clip(id, 80)))).unwrap_or_default();
        let title = format!("Accept {}{whose} in {FILE_NAME}", kept.rule);
        let edit = target.with_exception(examined, kept, host.today(), edits);
        actions.extend(edit.map(|edit| action(title, false, edit)));
        let edit = target.with_rule_off(&kept.rule, edits);
        actions.extend(edit.map(|edit| action(format!("Turn {} off in {FILE_NAME}", kept.rule), false, edit)));
    }
    actions
}

impl<'d> Target<'d> {
    /// The configuration that applies to a document, or one beside it; `None` where it has no folder.
    fn of(document: &Document, documents: &'d Documents, host: &dyn Host) -> Option<Target<'d>> {
        let beside = || Some(document.path.as_ref()?.with_file_name(FILE_NAME));
        let path: PathBuf = document.configuration.clone().or_else(beside)?;
        if let Some(open) = documents.at(&path) {
            let text = Some(Cow::Borrowed(open.text.as_str()));
            return Some(Target { uri: open.uri.clone(), version: Some(open.version), text });
        }
        let text = match host.is_file(&path) {
            true => Some(Cow::Owned(String::from_utf8(host.open(&path).ok()?.bytes().to_vec()).ok()?)),
            false => None,
        };
        Some(Target { uri: uri_of(&path), version: None, text })
    }

    /// The edit that accepts a finding.
    fn with_exception(
        &self,
        examined: &Examined,
        kept: &Kept,
        day: Date,
        style: EditStyle,
    ) -> Option<super::protocol::WorkspaceEdit> {
        let id = kept.finding.at_fault().first().map(|position| examined.chart.id(*position));
        let id = id.map(|id| format!("id = {}\n", quoted(&id))).unwrap_or_default();
        let rule = quoted(&kept.rule);
        let new = format!("[[exception]]\nrule = {rule}\n{id}reason = \"accepted on {day}: say by whom, and why\"\n");
        let is_there = |table: &toml::Table| table.get("exception").is_some_and(toml::Value::is_array);
        self.appended(&new, is_there, style)
    }

    /// The edit after which a rule does not run; `None` where something is said of it already.
    fn with_rule_off(&self, rule: &str, style: EditStyle) -> Option<super::protocol::WorkspaceEdit> {
        let line = format!("{} = \"off\"\n", quoted(rule));
        let is_off = |table: &toml::Table| {
            let value = table.get("rules").and_then(|rules| rules.get(rule));
            value.and_then(toml::Value::as_str) == Some("off")
        };
        let text = self.text.as_deref().unwrap_or_default();
        let mut at = 0;
        for header in text.split_inclusive('\n') {
            at += header.len();
            if header.split('#').next().unwrap_or_default().trim() == "[rules]" {
                let line = if header.ends_with('\n') { line } else { format!("\n{line}") };
                return self.inserted(at, line, is_off, style);
            }
        }
        self.appended(&format!("[rules]\n{line}"), is_off, style)
    }

    fn appended(
        &self,
        new: &str,
        holds: impl Fn(&toml::Table) -> bool,
        style: EditStyle,
    ) -> Option<super::protocol::WorkspaceEdit> {
        let text = self.text.as_deref().unwrap_or_default();
        let between = match text {
            "" => "",
            text if text.ends_with('\n') => "\n",
            _ => "\n\n",
        };
        self.inserted(text.len(), format!("{between}{new}"), holds, style)
    }

    /// The edit that inserts a text, if the whole is TOML after it and says what it should.
    fn inserted(
        &self,
        at: usize,
        new: String,
        holds: impl Fn(&toml::Table) -> bool,
        style: EditStyle,
    ) -> Option<super::protocol::WorkspaceEdit> {
        let text = self.text.as_deref().unwrap_or_default();
        let (before, behind) = text.split_at_checked(at)?;
        let after = [before, &new, behind].concat();
        toml::from_str::<toml::Table>(after.trim_start_matches('\u{feff}')).ok().filter(holds)?;
        let (uri, version, text) = (self.uri.clone(), self.version, self.text.as_deref());
        let text = text.map(|text| Text::new(text.to_owned()));
        Edit { uri, version, text: text.as_ref(), range: at..at, new }.finished(style)
    }
}

fn quoted(text: &str) -> String {
    TomlStringBuilder::new(text).as_basic().to_toml_value()
}
