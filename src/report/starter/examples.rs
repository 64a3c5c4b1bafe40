//! Examples of what can be there several times: exceptions, patterns, rules.

use super::Starter;
use super::commented::{Toml, quoted};

/// Writes them as comments.
pub(super) fn write(starter: &Starter<'_>, toml: &mut Toml) {
    toml.gap();
    toml.note(
        "Deviations that are accepted: the findings of a rule, or of a category, at the position of that id, or \
         without one at every position. After its last day the finding is back. To accept all of today's findings, use \
         `orglint baseline`.",
    );
    let found = starter.found.as_ref().and_then(|found| found.finding.as_ref());
    let (rule, id) = found.map_or(("pattern/sales-ops-vp", "E42"), |(rule, id)| (rule, id));
    let until = starter.day.year().saturating_add(1).min(9999);
    toml.off("[[exception]]");
    toml.off(&format!("rule = {}", quoted(rule)));
    toml.off(&format!("id = {}", quoted(id)));
    toml.off("reason = \"who accepted it, and why\"");
    toml.off(&format!("until = {until}-03-31"));
    toml.gap();
    toml.note("A kind of position that patterns can name.");
    block(
        toml,
        r#"[[role]]
name = "deal-desk-lead"
label = "lead of the deal desk"
level = ["manager", "senior-manager"]
function = "deal-desk""#,
    );
    toml.gap();
    toml.note(
        "A pattern of reporting of your own, in the language of the built-in ones: whoever is `who` reports to one of \
         `reports_to` or, perhaps only when a condition of the chart holds, to one of `documented`.",
    );
    block(
        toml,
        r#"[[pattern]]
name = "custom/deal-desk"
who = { function = "deal-desk", level = "manager" }
reports_to = [{ function = "sales-operations", level = ["director", "vp"] }]
documented = [{ role = "cro", when = "headcount < small_below" }]
severity = "warning"
summary = "a manager of the deal desk outside Sales Operations"
why = "Discounts are granted by whoever answers for the process."
sources = ["policy 4.2"]"#,
    );
    toml.gap();
    toml.note("A rule of your own: a condition of a position, in CEL, and a message with facts in braces.");
    block(
        toml,
        r#"[[rule]]
name = "custom/contractor-manages"
when = 'person.worker_type == "contractor" && person.direct_reports > 0'
message = "{name} is a contractor and manages {direct_reports} people"
severity = "error""#,
    );
}

fn block(toml: &mut Toml, block: &str) {
    block.lines().for_each(|line| toml.off(line));
}
