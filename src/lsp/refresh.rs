//! What follows from changes: charts are read and checked anew, and what is found is published.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::configurations::{Loaded, applying};
use super::diagnostics::{of_fault, of_fault_elsewhere, of_findings};
use super::documents::Kind;
use super::examined::{Kept, Remark, Unread, examine};
use super::protocol::Diagnostic;
use super::server::Server;
use super::text::Text;
use super::uri::uri_of;
use crate::error::Error;
use crate::rules::config::unused_exception;

impl Server<'_> {
    /// Reads and checks what has changed, and publishes what is to be shown.
    pub(super) fn refresh(&mut self) -> io::Result<()> {
        let stale: Vec<String> =
            self.documents.iter().filter(|document| document.is_stale).map(|document| document.uri.clone()).collect();
        for uri in stale {
            self.refresh_document(&uri);
        }
        let charts = self.documents.iter().filter(|document| document.may_be_chart());
        let mut wanted: Vec<(String, Option<i32>, Vec<Diagnostic>)> = charts
            .map(|document| (document.uri.clone(), Some(document.version), document.diagnostics.clone()))
            .collect();
        wanted.extend(self.in_configurations());
        // What is shown nowhere any more.
        let gone = self.shown().into_iter().filter(|uri| wanted.iter().all(|(other, ..)| other != uri));
        let gone: Vec<_> = gone.map(|uri| (uri, None, Vec::new())).collect();
        wanted.into_iter().chain(gone).try_for_each(|(uri, version, found)| self.publish(&uri, version, found))
    }

    fn refresh_document(&mut self, uri: &str) {
        let Some(document) = self.documents.get(uri) else { return };
        let applies = |path: &PathBuf| applying(path, self.host, &self.documents);
        let configuration = match document.kind {
            Kind::Configuration => document.path.clone(),
            _ => document.path.as_ref().and_then(applies),
        };
        let loaded = self.configurations.get(configuration.as_deref(), self.host, &self.documents);
        let (style, all, day) = (self.client.style(), self.client.all_are_charts, self.host.today());
        let Some(document) = self.documents.get_mut(uri) else { return };
        document.is_stale = false;
        document.configuration = configuration;
        if !document.may_be_chart() {
            return;
        }
        (document.examined, document.fault, document.diagnostics) = (None, None, Vec::new());
        let Some(setup) = &loaded.setup else {
            // Nothing is known under which it could be read.
            document.diagnostics.extend(loaded.fault.as_deref().map(of_fault_elsewhere));
            return;
        };
        document.was_chart |= all;
        match examine(document, setup, day) {
            Ok(examined) => {
                document.was_chart = true;
                document.diagnostics = of_findings(&document.uri, &document.text, examined.findings.iter(), style);
                document.examined = Some(examined);
            }
            Err(Unread::Fault(error)) => {
                document.diagnostics = vec![of_fault(document, &error, style.units)];
            }
            Err(Unread::Other) => {}
        }
    }

    /// What is to be shown in configurations: why they cannot be read, and what is to be said of their exceptions.
    fn in_configurations(&mut self) -> Vec<(String, Option<i32>, Vec<Diagnostic>)> {
        let paths: Vec<PathBuf> = self.documents.iter().filter_map(|document| document.configuration.clone()).collect();
        self.configurations.retain(|path| path.is_none_or(|path| paths.iter().any(|other| other == path)));
        let mut shown: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
        for path in paths.iter().collect::<std::collections::BTreeSet<_>>() {
            let Loaded { fault, .. } = self.configurations.get(Some(path), self.host, &self.documents);
            if let Some(fault) = fault {
                let (uri, diagnostic) = self.of_fault_in(path, &fault);
                let diagnostics = shown.entry(uri).or_default();
                if !diagnostics.contains(&diagnostic) {
                    diagnostics.push(diagnostic);
                }
            }
        }
        for (file, remarks) in self.remarks() {
            let path = Path::new(&file);
            let Some((uri, text)) = self.text_of(path) else { continue };
            let found = of_findings(&uri, &text, remarks.iter(), self.client.style());
            shown.entry(uri).or_default().extend(found);
        }
        let version = |uri: &str| self.documents.get(uri).map(|document| document.version);
        shown.into_iter().map(|(uri, diagnostics)| (uri.clone(), version(&uri), diagnostics)).collect()
    }

    /// Where the fault of a configuration is shown: in the file that it is in, if that is open, or in the one that builds on it.
    fn of_fault_in(&self, path: &Path, error: &Error) -> (String, Diagnostic) {
        let file = error.path().map_or(path, Path::new);
        match (self.documents.at(file), file == path) {
            (Some(document), _) => (document.uri.clone(), of_fault(document, error, self.client.units)),
            (None, _) => {
                let uri = self.documents.at(path).map_or_else(|| uri_of(path), |document| document.uri.clone());
                (uri, of_fault_elsewhere(error))
            }
        }
    }

    /// A file's name and text, as it is in the editor or else on the disk.
    fn text_of(&self, path: &Path) -> Option<(String, Text)> {
        if let Some(document) = self.documents.at(path) {
            return Some((document.uri.clone(), Text::new(document.text.as_str().to_owned())));
        }
        let source = self.host.open(path).ok()?;
        Some((uri_of(path), Text::new(String::from_utf8_lossy(source.bytes()).into_owned())))
    }

    /// What is to be said of exceptions, by file, after all open charts: what one of them uses is not unused.
    fn remarks(&self) -> BTreeMap<String, Vec<Kept>> {
        let mut remarks: BTreeMap<String, Vec<Kept>> = BTreeMap::new();
        let examined = || self.documents.iter().filter_map(|document| document.examined.as_ref());
        for Remark { file, kept } in examined().flat_map(|examined| &examined.remarks) {
            let is_used = || examined().any(|examined| examined.uses_exception(file, kept.finding.at));
            let told = remarks.entry(file.clone()).or_default();
            let is_known = told.iter().any(|other| other.finding == kept.finding);
            if !is_known && (kept.rule != unused_exception::RULE.name || !is_used()) {
                told.push(kept.clone());
            }
        }
        remarks
    }
}
