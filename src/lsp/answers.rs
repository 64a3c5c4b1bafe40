//! Requests about a document, answered.

use std::ops::Range;
use std::rc::Rc;

use serde::Serialize;
use serde_json::Value;

use super::configurations::Setup;
use super::documents::{Document, Kind};
use super::page::Page;
use super::protocol::{AtPosition, CodeAction, CodeActions, Hover, OfDocument, Position, References, TextDocument};
use super::server::Server;
use super::{actions, completion, hover, navigation, symbols};

impl Server<'_> {
    pub(super) fn hover(&mut self, asked: &AtPosition) -> Option<Value> {
        let setup = self.setup(&asked.text_document)?;
        let (document, offset) = self.place(&asked.text_document, asked.position)?;
        let mut page = Page::new(self.client.shows_markdown);
        let range = hover::hover(document, &setup, offset, &mut page);
        let range = range.map(|range| document.text.range(range, self.client.units));
        value(&Hover { contents: page.content()?, range })
    }

    pub(super) fn definition(&mut self, asked: &AtPosition) -> Option<Value> {
        let (document, offset) = self.place(&asked.text_document, asked.position)?;
        value(&navigation::definition(document, offset, self.client.units)?)
    }

    pub(super) fn references(&mut self, asked: &References) -> Option<Value> {
        let (document, offset) = self.place(&asked.text_document, asked.position)?;
        value(&navigation::references(document, offset, asked.context.include_declaration, self.client.units)?)
    }

    pub(super) fn completion(&mut self, asked: &AtPosition) -> Option<Value> {
        let setup = self.setup(&asked.text_document)?;
        let (document, offset) = self.place(&asked.text_document, asked.position)?;
        value(&completion::completion(document, &setup, offset, self.client.units)?)
    }

    pub(super) fn code_actions(&mut self, asked: &CodeActions) -> Option<Value> {
        let document = self.documents.get(&asked.text_document.uri)?;
        // A kind that is asked for stands for those below it.
        let is_wanted = |kind: &String| kind.is_empty() || actions::KIND == kind;
        if asked.context.only.as_ref().is_some_and(|only| !only.iter().any(is_wanted)) {
            return value(&[(); 0]);
        }
        let range = document.text.offsets(asked.range, self.client.units);
        if !document.may_be_chart() {
            return value(&self.fault_in(document, &range).into_iter().collect::<Vec<_>>());
        }
        let styles = (self.client.style(), self.client.edit_style());
        value(&actions::actions(document, &range, (&self.documents, self.host), styles))
    }

    pub(super) fn symbols(&mut self, asked: &OfDocument) -> Option<Value> {
        let document = self.documents.get(&asked.text_document.uri)?;
        match self.client.shows_trees {
            true => value(&symbols::tree(document, self.client.units)),
            false => value(&symbols::list(document, self.client.units)),
        }
    }

    /// What may be meant where a configuration, or a file that one builds on, cannot be read.
    fn fault_in(&self, document: &Document, range: &Range<usize>) -> Option<CodeAction> {
        let name = document.name();
        let fault = self.configurations.faults().find(|fault| fault.path() == Some(&name))?;
        let at = fault.span()?.range();
        let touches = at.start <= range.end && range.start <= at.end;
        actions::for_fault(document, fault, self.client.edit_style()).filter(|_| touches)
    }

    /// A document, and the byte of it that is asked about.
    fn place(&self, asked: &TextDocument, position: Position) -> Option<(&Document, usize)> {
        let document = self.documents.get(&asked.uri)?;
        Some((document, document.text.offset(position, self.client.units)))
    }

    /// The rules that hold for a document.
    fn setup(&mut self, asked: &TextDocument) -> Option<Rc<Setup>> {
        let document = self.documents.get(&asked.uri).filter(|document| document.kind != Kind::Other)?;
        let path = document.configuration.clone();
        let loaded = self.configurations.get(path.as_deref(), self.host, &self.documents);
        match loaded.setup {
            Some(setup) => Some(setup),
            // The built-in rules are there, whatever is wrong with a configuration.
            None => self.configurations.get(None, self.host, &self.documents).setup,
        }
    }
}

fn value(answer: &impl Serialize) -> Option<Value> {
    serde_json::to_value(answer).ok()
}
