//! Findings: what a rule has to say of a chart, and where.

use crate::source::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Deserialize, schemars::JsonSchema)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably wrong, or sound only here.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// Every severity, the gravest first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The name in every output and configuration.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

impl std::fmt::Display for Severity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

/// One record of an input, by its number from 0. A position of a chart is the record that describes it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Record(pub u32);

impl Record {
    /// As an index of a column.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A further place that a finding points at, and what stands there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub at: Span,
    /// What is to be seen there.
    pub text: String,
}

/// What one rule found at one place. The rule's name and severity are added by who runs it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The cell at fault.
    pub at: Span,
    /// The positions that it is about, the one at fault first; empty where it is about the chart as a whole.
    pub subjects: Vec<Record>,
    /// Whether all of them share the fault, as in a loop.
    pub is_shared: bool,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What would mend it.
    pub help: Option<String>,
    /// Further places.
    pub labels: Vec<Label>,
    /// What the cell at fault may be meant to say, where that is known: any of these.
    pub instead: Vec<String>,
}

impl Finding {
    /// A finding at a place: there is none without.
    pub fn new(at: Span, message: impl Into<String>) -> Finding {
        Finding {
            at,
            subjects: Vec::new(),
            is_shared: false,
            message: clipped(message.into()),
            help: None,
            labels: Vec::new(),
            instead: Vec::new(),
        }
    }

    /// Names the positions that it is about, the one at fault first.
    pub fn about(mut self, subjects: impl IntoIterator<Item = Record>) -> Finding {
        self.subjects.extend(subjects);
        self
    }

    /// Says that all its positions share the fault.
    pub fn shared(mut self) -> Finding {
        self.is_shared = true;
        self
    }

    /// The positions at fault.
    pub fn at_fault(&self) -> &[Record] {
        if self.is_shared { &self.subjects } else { &self.subjects[..self.subjects.len().min(1)] }
    }

    /// Says what would mend it.
    pub fn help(mut self, help: impl Into<String>) -> Finding {
        self.help = Some(clipped(help.into()));
        self
    }

    /// Says what the cell at fault may be meant to say.
    pub fn instead(mut self, texts: impl IntoIterator<Item = String>) -> Finding {
        self.instead.extend(texts);
        self
    }

    /// Points at a further place.
    pub fn label(mut self, at: Span, text: impl Into<String>) -> Finding {
        self.labels.push(Label { at, text: clipped(text.into()) });
        self
    }
}

/// Texts name ids and titles, and a hostile input can make these as long as itself, on every record.
fn clipped(mut text: String) -> String {
    const LONGEST: usize = 1000;
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
        text.shrink_to_fit();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_a_bound() {
        let finding = Finding::new(Span::default(), "é".repeat(1 << 20)).help("x".repeat(1 << 20));
        assert_eq!(finding.message.chars().count(), 1001);
        assert!(finding.help.is_some_and(|help| help.len() < 1100));
    }
}
