//! What is said of a rule: the text of `orglint explain` and of the rule's page under `docs/rules`.

use crate::check::Entry;

/// The page of a rule, in Markdown that reads well as plain text.
pub fn markdown(rule: &Entry) -> String {
    let mut page =
        format!("# {}\n\nFinds {}. Severity: {}.\n\n{}\n", rule.name(), rule.summary(), rule.severity(), rule.why());
    if !rule.settings().is_empty() {
        page += "\n## Settings\n\n";
        for setting in rule.settings() {
            page += &format!("- `{}` = {} {}: {}\n", setting.name, setting.default, setting.unit, setting.help);
        }
    }
    if !rule.sources().is_empty() {
        page += &format!("\n## Sources\n\n{} (see docs/sources.md)\n", rule.sources().join(", "));
    }
    page
}
