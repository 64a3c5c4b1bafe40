//! How a diagram looks: light, dark, either as the viewer prefers, or plain for print.

use super::palette::{HIGHLIGHT, border};
use crate::finding::Severity;

/// The looks of a diagram.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    /// Light or dark, as whoever looks at it prefers. Where nobody can say, as in a bitmap, light.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black on white, without colours.
    Plain,
}

impl Theme {
    /// Every theme, with the name that `--theme` knows it by.
    pub const ALL: [(&'static str, Theme); 4] =
        [("auto", Theme::Auto), ("light", Theme::Light), ("dark", Theme::Dark), ("plain", Theme::Plain)];

    /// The colours in which it is drawn first; `Auto` is dark where the viewer asks for that.
    pub const fn ink(self) -> &'static Ink {
        match self {
            Theme::Auto | Theme::Light => &LIGHT,
            Theme::Dark => &DARK,
            Theme::Plain => &PLAIN,
        }
    }
}

/// The colours of a theme, as `#RRGGBB`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ink {
    /// Behind everything.
    pub paper: &'static str,
    /// What boxes are filled with.
    pub card: &'static str,
    /// The edge of boxes without a finding.
    pub edge: &'static str,
    /// The lines of the tree.
    pub line: &'static str,
    /// The line that stands out.
    pub high: &'static str,
    /// Names and titles.
    pub text: &'static str,
    /// What is said beside them.
    pub quiet: &'static str,
    /// Errors, loops, managers who are not there.
    pub error: &'static str,
    /// Warnings.
    pub warning: &'static str,
    /// Findings that are no more than a hint.
    pub info: &'static str,
    /// Who joined.
    pub joined: &'static str,
    /// What else changed between two charts.
    pub changed: &'static str,
}

impl Ink {
    /// The colour of a severity.
    pub const fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}

/// Dark on light.
pub static LIGHT: Ink = Ink {
    paper: "#FFFFFF",
    card: "#FFFFFF",
    edge: "#C4CAD1",
    line: "#8A929B",
    high: HIGHLIGHT.colour,
    text: "#16191D",
    quiet: "#59636E",
    error: border(Severity::Error).colour,
    warning: border(Severity::Warning).colour,
    info: border(Severity::Info).colour,
    joined: "#1A7F37",
    changed: "#7A3FC4",
};

/// Light on dark.
pub static DARK: Ink = Ink {
    paper: "#0E1217",
    card: "#181D24",
    edge: "#434B55",
    line: "#737D88",
    high: "#EDF1F5",
    text: "#EDF1F5",
    quiet: "#A3ACB6",
    error: "#FF8A80",
    warning: "#F2B05E",
    info: "#86BFFF",
    joined: "#56D364",
    changed: "#CDA4FF",
};

/// Black on white.
static PLAIN: Ink = Ink {
    paper: "#FFFFFF",
    card: "#FFFFFF",
    edge: "#000000",
    line: "#000000",
    high: HIGHLIGHT.colour,
    text: "#000000",
    quiet: "#000000",
    error: "#000000",
    warning: "#000000",
    info: "#000000",
    joined: "#000000",
    changed: "#000000",
};

#[cfg(test)]
mod tests {
    use super::super::palette::contrast;
    use super::*;

    #[test]
    fn all_text_reads_on_its_card_and_on_paper() {
        for ink in [&LIGHT, &DARK, &PLAIN] {
            for text in [ink.text, ink.quiet, ink.error, ink.warning, ink.info, ink.joined, ink.changed] {
                assert!(contrast(text, ink.card) >= 4.5 && contrast(text, ink.paper) >= 4.5, "{text} of {ink:?}");
            }
        }
    }
}
