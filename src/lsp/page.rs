//! Texts for a hover: Markdown where the client shows it. What comes from a chart is shown as it stands and does nothing.

use std::borrow::Cow;

use super::protocol::MarkupContent;
use crate::report::escape;
use crate::report::text::{clip, safe};

/// A text under way.
pub(super) struct Page {
    is_markdown: bool,
    text: String,
}

impl Page {
    pub(super) fn new(is_markdown: bool) -> Page {
        Page { is_markdown, text: String::new() }
    }

    /// A text of the chart, or of a company's rules.
    pub(super) fn shown(&self, text: &str) -> String {
        const LONGEST: usize = 300;
        let text = clip(text.trim(), LONGEST);
        if self.is_markdown { escape::escaped(&text) } else { safe(&text) }.into_owned()
    }

    /// A name of the program, or an id.
    pub(super) fn code(&self, text: &str) -> String {
        const LONGEST: usize = 80;
        let text = clip(text, LONGEST);
        if self.is_markdown { escape::code(&text) } else { safe(&text) }.into_owned()
    }

    pub(super) fn bold(&self, shown: &str) -> String {
        let mark = if self.is_markdown && !shown.is_empty() { "**" } else { "" };
        format!("{mark}{shown}{mark}")
    }

    /// Begins with something else.
    pub(super) fn part(&mut self) {
        if !self.text.is_empty() {
            self.text += if self.is_markdown { "\n---\n\n" } else { "\n" };
        }
    }

    pub(super) fn paragraph(&mut self, shown: &str) {
        self.text += shown;
        self.text += if self.is_markdown { "\n\n" } else { "\n" };
    }

    pub(super) fn item(&mut self, label: &str, shown: &str) {
        let separator = if shown.is_empty() { "" } else { ": " };
        self.text += &format!("- {label}{separator}{shown}\n");
    }

    /// The text; `None` where nothing was said.
    pub(super) fn content(self) -> Option<MarkupContent> {
        let value = Cow::from(self.text.trim_end());
        let kind = if self.is_markdown { "markdown" } else { "plaintext" };
        (!value.is_empty()).then(|| MarkupContent { kind, value: value.into_owned() })
    }
}
