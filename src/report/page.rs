//! What is said of a rule: the text of `orglint explain` and of the rule's page under `docs/rules`.

use crate::check::Entry;
use crate::facts::Organisation;
use crate::pattern::{Kind, Pattern};

use super::examples::{self, Example, Examples};
use super::statements::statement;

/// Columns, so that the page reads well in a terminal.
const WIDTH: usize = 80;

/// The page of a rule, in Markdown that reads well as plain text.
pub fn markdown(rule: &Entry) -> String {
    let mut page = Page { text: format!("# {}\n", rule.name()) };
    page.paragraph(&format!("Finds: {}.", rule.summary()));
    page.paragraph(&format!("Severity: {}.", rule.severity()));
    if !rule.why().is_empty() {
        page.paragraph(rule.why());
    }
    if let Entry::Pattern(pattern) = rule {
        page.lines_of_reporting(pattern);
    }
    if let Entry::Custom(own) = rule {
        page.heading("Condition");
        page.text.pop();
        page.code("cel", own.condition());
    }
    if !rule.settings().is_empty() {
        page.heading("Settings");
        for setting in rule.settings() {
            page.item(&format!("`{}`, {} {}: {}", setting.name, setting.default, setting.unit, setting.help));
        }
    }
    if !rule.sources().is_empty() {
        page.heading("Sources");
        for id in rule.sources() {
            page.item(&format!("{id}: {}", statement(id).unwrap_or("a statement of the organisation's own")));
        }
    }
    if let Some(examples) = Examples::of(rule.name()) {
        page.examples(examples);
    }
    page.text
}

struct Page {
    text: String,
}

impl Page {
    fn heading(&mut self, heading: &str) {
        self.text += &format!("\n## {heading}\n\n");
    }

    fn paragraph(&mut self, text: &str) {
        self.text += &format!("\n{}\n", wrapped(text, ""));
    }

    fn item(&mut self, text: &str) {
        self.text += &format!("- {}\n", wrapped(text, "  "));
    }

    fn code(&mut self, language: &str, text: &str) {
        self.text += &format!("\n```{language}\n");
        for line in text.lines() {
            self.text += line;
            self.text.push('\n');
        }
        self.text += "```\n";
    }

    /// Which managers conform, in the order in which a finding names them.
    fn lines_of_reporting(&mut self, pattern: &Pattern) {
        let leads_up = pattern.rolls_up_to();
        self.heading(if leads_up.is_empty() { "Managers that conform" } else { "Where the line has to lead" });
        for who in pattern.who() {
            self.item(&format!("about: {}", described(&who)));
        }
        for above in &leads_up {
            self.item(&format!("up to: {}, over any number of managers", described(above)));
        }
        for manager in pattern.reports_to() {
            self.item(&format!("preferred: {}", described(&manager)));
        }
        let documented = if leads_up.is_empty() { "documented" } else { "or directly under" };
        for manager in pattern.documented() {
            self.item(&format!("{documented}: {}", described(&manager)));
        }
        if let Some(when) = pattern.when() {
            self.paragraph(&format!("Silent in a chart unless {}.", condition(when)));
        }
        if pattern.is_told_by_grades() {
            self.paragraph("A manager of the same level conforms where the chart has a column of grades and the two have different ones.");
        }
        if pattern.is_of_top_of_line() {
            self.paragraph("Of several such positions in one line, only the topmost is reported.");
        }
    }

    fn examples(&mut self, examples: &Examples) {
        if let Some(before) = examples.before {
            self.heading("The chart before");
            self.text.pop();
            self.code("csv", before);
        }
        self.example("A chart that fails", examples, &examples.fail, "fail");
        let verdict = examples.fail.chart.and_then(|chart| match examples.before {
            None => examples::verdict(examples.rule, chart, examples.fail.configuration).ok(),
            Some(before) => examples::verdict_on_change(examples.rule, before, chart).ok(),
        });
        if let Some(verdict) = verdict {
            self.paragraph(match examples.before {
                None => "`orglint check --format short` says of it:",
                Some(_) => "`orglint diff` finds, after the chart before:",
            });
            self.code("text", &verdict);
        }
        self.example("A chart that passes", examples, &examples.pass, "pass");
    }

    fn example(&mut self, heading: &str, examples: &Examples, example: &Example, file: &str) {
        self.heading(heading);
        self.text.pop();
        if let Some(configuration) = example.configuration {
            self.code("toml", configuration);
        }
        match example.chart {
            Some(chart) => self.code("csv", chart),
            None => {
                let place = format!("fixtures/rules/{}/{file}.csv", examples.rule);
                self.paragraph(&format!("It is too long to be shown; in the source tree it is `{place}`."));
            }
        }
    }
}

/// A kind of position with what is asked of it.
fn described(kind: &Kind<'_>) -> String {
    let asks = Some(&kind.asks).filter(|asks| !asks.is_empty()).map(|asks| format!(" ({asks})"));
    let under = kind.under.map(|under| format!(", if it outranks the position and reports to {under} or to nobody"));
    let when = kind.when.map(|when| format!(", where {}", condition(when)));
    [Some(kind.label.to_owned()), asks, under, when].into_iter().flatten().collect()
}

/// A condition with the values of the bounds that it names.
fn condition(text: &str) -> String {
    let organisation = Organisation::default();
    let bounds = [("small_below", organisation.small_below), ("large_from", organisation.large_from)];
    let named = bounds.iter().filter(|(name, _)| text.contains(name));
    let named: Vec<String> = named.map(|(name, value)| format!(" (`{name}` is {value})")).collect();
    format!("`{text}`{}", named.concat())
}

/// The text in lines of at most [`WIDTH`] columns, the later ones indented.
pub(super) fn wrapped(text: &str, indent: &str) -> String {
    filled(text, indent, WIDTH)
}

/// The text in lines of at most `width` columns, the later ones indented.
pub(super) fn filled(text: &str, indent: &str, width: usize) -> String {
    let mut lines = String::new();
    let mut column = indent.len();
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if lines.is_empty() {
            column += length;
        } else if column + 1 + length > width {
            lines.push('\n');
            lines += indent;
            column = indent.len() + length;
        } else {
            lines.push(' ');
            column += 1 + length;
        }
        lines += word;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled_up_to_the_width() {
        let text = "word ".repeat(40);
        let lines: Vec<String> = wrapped(&text, "  ").lines().map(str::to_owned).collect();
        assert!(lines.iter().all(|line| line.len() <= WIDTH));
        assert!(lines[0].len() + 2 + "word ".len() > WIDTH && lines[1].starts_with("  word"));
        assert_eq!(wrapped(&"x".repeat(200), ""), "x".repeat(200));
    }
}
