//! The `orglint.toml` to start from: every section with what can be set in it, as comments, beside what a chart shows.
//! As it stands, it changes nothing.

mod commented;
mod examples;
mod found;

use std::fmt::Write;

use jiff::civil::Date;

pub use found::Found;

use crate::check::{Entry, Rulebook};
use crate::input::{Field, Limits};
use crate::policy::Policy;
use crate::wording::counted;
use commented::{Toml, quoted};

/// What the file is written from.
pub struct Starter<'a> {
    /// The rules that there are.
    pub rulebook: &'a Rulebook,
    /// What holds without the file.
    pub policy: &'a Policy,
    /// The configuration that holds without the file, where there is one, seen from the file.
    pub extends: Option<&'a str>,
    /// Today.
    pub day: Date,
    /// What the chart shows, where there is one.
    pub found: Option<Found>,
}

impl Starter<'_> {
    /// The file.
    pub fn text(&self) -> String {
        let mut toml = Toml::default();
        self.head(&mut toml);
        self.extends(&mut toml);
        self.input(&mut toml);
        Starter::limits(&mut toml);
        self.organisation(&mut toml);
        self.rules(&mut toml);
        self.titles(&mut toml);
        examples::write(self, &mut toml);
        toml.text
    }

    fn head(&self, toml: &mut Toml) {
        toml.note("What orglint is to know of this company and its charts.");
        toml.line("#");
        toml.note(
            "A line that begins with '# ' explains. A line such as '#channels = 1' is a setting, most with their \
             default: take the '#' away to make it count. As it was written, this file changes no finding.",
        );
        toml.note(
            "`orglint schema > orglint.schema.json` writes the schema by which an editor completes and checks it; for \
             many editors a first line '#:schema ./orglint.schema.json' is enough.",
        );
        toml.gap();
    }

    fn extends(&self, toml: &mut Toml) {
        match self.extends {
            Some(path) => {
                toml.note("What this builds on: the configuration that held before, seen from this one.");
                toml.line(&format!("extends = [{}]", quoted(path)));
            }
            None => toml.explained(
                "What this builds on: the documented patterns of reporting, and paths of further configurations, seen \
                 from this one.",
                "extends = [\"documented\"]",
            ),
        }
    }

    fn input(&self, toml: &mut Toml) {
        toml.line("\n[input]");
        toml.note("A condition of a record, in CEL; records for which it does not hold are left out of the chart.");
        match self.found.as_ref().map(|found| &*found.statuses) {
            None | Some([]) => toml.off(&format!("where = {}", quoted("worker_type != \"intern\""))),
            Some(statuses) => {
                let listed: Vec<String> =
                    statuses.iter().map(|(status, people)| format!("'{status}' ({people})")).collect();
                toml.note(&format!("Whoever has one of these statuses counts as being here: {}.", listed.join(", ")));
                // JSON writes a text as CEL does.
                let rarest = statuses.last().map(|(status, _)| serde_json::Value::from(&**status).to_string());
                toml.off(&format!("where = {}", quoted(&format!("status != {}", rarest.unwrap_or_default()))));
            }
        }
        toml.gap();
        toml.note(
            "Which column holds a field. For a field that is not named here, the headings tell; a column that is named \
             has to be in every chart that is read with this file.",
        );
        toml.line("[input.columns]");
        let columns = self.found.as_ref().map_or(&[][..], |found| &found.columns);
        let told = |field: Field| columns.iter().find(|(told, _)| *told == field);
        for (field, heading) in columns {
            toml.line(&format!("{} = {}", field.name(), quoted(heading)));
        }
        for field in Field::ALL.into_iter().filter(|field| told(*field).is_none()) {
            toml.off(&format!("{} = \"COLUMN\" # {}", field.name(), field.about()));
        }
    }

    fn limits(toml: &mut Toml) {
        let Limits { unpacked_bytes, values } = Limits::default();
        toml.line("\n[limits]");
        for (about, setting, value) in [
            ("Bytes that a packed file (.xlsx, .ods, .parquet) may unpack to.", "unpacked_bytes", unpacked_bytes),
            ("Values that one file may hold: cells, texts, lists and objects.", "values", values),
        ] {
            toml.explained(about, &format!("{setting} = {value}"));
        }
    }

    fn organisation(&self, toml: &mut Toml) {
        let known = &self.policy.organisation;
        toml.line("\n[organisation]");
        let headcount = self.found.as_ref().map(|found| {
            toml.note(&format!("This chart: {}.", found.size()));
            found.people
        });
        let headcount = known.headcount.or(headcount).unwrap_or(known.large_from);
        let growth = if known.rapid_growth { "rapid" } else { "steady" };
        for (about, setting, value) in [
            (
                "People in the whole organisation, where a chart is only a part of it.",
                "headcount",
                headcount.to_string(),
            ),
            ("An organisation of fewer people is small.", "small_below", known.small_below.to_string()),
            ("An organisation of so many people or more is at scale.", "large_from", known.large_from.to_string()),
            (
                "So many sellers call for somebody in Sales Operations.",
                "sellers_for_sales_ops",
                known.sellers_for_sales_ops.to_string(),
            ),
            (
                "So many sellers call for departments around single Sales Operations tasks.",
                "sellers_for_departments",
                known.sellers_for_departments.to_string(),
            ),
            ("How fast the organisation grows: \"steady\" or \"rapid\".", "growth", quoted(growth)),
            ("Sales channels; several make a complex sales organisation.", "channels", known.channels.to_string()),
            ("Whether operations are being overhauled.", "overhaul", known.overhaul.to_string()),
        ] {
            toml.explained(about, &format!("{setting} = {value}"));
        }
    }

    fn rules(&self, toml: &mut Toml) {
        toml.line("\n[rules]");
        toml.note(
            "For a rule, a category such as \"scale/*\", or \"all\": a severity (\"error\", \"warning\", \"info\") or \
             \"off\"; for a rule also a table with its settings. `orglint explain RULE` says what a rule finds, and why.",
        );
        let mut shown: Vec<&str> = Vec::new();
        let found = self.found.as_ref();
        let firing = found.iter().flat_map(|found| &found.rules);
        let firing: Vec<(&Entry, usize)> =
            firing.filter_map(|(rule, count)| Some((self.rulebook.find(rule)?, *count))).collect();
        if !firing.is_empty() {
            toml.note("What finds most in this chart:");
        }
        for (rule, count) in firing {
            let findings = counted(count, "finding", "findings");
            toml.off(&format!("{} # {findings}: {}", self.decision(rule), one_line(rule.summary())));
            shown.push(rule.name());
        }
        toml.note(if shown.is_empty() { "Rules that can be set:" } else { "Others that can be set:" });
        let can_be_set = |rule: &&Entry| !rule.settings().is_empty() && !shown.contains(&rule.name());
        for rule in self.rulebook.entries().iter().filter(can_be_set) {
            toml.off(&format!("{} # {}", self.decision(rule), one_line(rule.summary())));
        }
    }

    /// What is decided of a rule, as it stands.
    fn decision(&self, rule: &Entry) -> String {
        let severity = self.policy.severity(rule.name(), rule.severity(), rule.is_opt_in());
        let severity = quoted(severity.map_or("off", |severity| severity.name()));
        let name = quoted(rule.name());
        if rule.settings().is_empty() {
            return format!("{name} = {severity}");
        }
        let settings = self.policy.settings(rule.name());
        let mut decision = format!("{name} = {{ severity = {severity}");
        for setting in rule.settings() {
            // Writing to a string cannot fail.
            let _ = write!(decision, ", {} = {}", setting.name, settings.value(setting));
        }
        decision + " }"
    }

    fn titles(&self, toml: &mut Toml) {
        toml.gap();
        toml.note(
            "How the company writes its titles; `orglint title TITLE` shows how one is read. Whole titles, in whatever \
             case and spacing, with a level, functions, and whether people are managed (\"yes\", \"no\", \"unclear\"):",
        );
        toml.line("[titles.exact]");
        match self.found.as_ref().map(|found| &*found.titles) {
            None | Some([]) => toml.off("\"Kingpin\" = { level = \"c-suite\", functions = [\"executive\"] }"),
            Some(titles) => {
                toml.note("These titles of the chart are not read, or only in part: put in what they mean.");
                for (title, role, people) in titles {
                    let functions: Vec<String> =
                        role.functions.iter().map(|function| quoted(function.name())).collect();
                    let (level, functions) = (quoted(role.level.name()), functions.join(", "));
                    let people = counted(*people, "person", "people");
                    toml.off(&format!(
                        "{} = {{ level = {level}, functions = [{functions}] }} # {people}",
                        quoted(title)
                    ));
                }
            }
        }
        toml.gap();
        toml.note("Words and phrases within titles: with a level they name a job, without one what a job is for.");
        toml.line("[titles.words]");
        toml.off("\"growth pod\" = { functions = [\"sales\"] }");
        toml.gap();
        toml.note("Other spellings of a word that is known.");
        toml.line("[titles.spellings]");
        toml.off("director = [\"dtr\"]");
        toml.gap();
        toml.note("What a chief's initials mean: a function, or the title spelled out.");
        toml.line("[titles.initials]");
        toml.off("CRO = \"Chief Risk Officer\"");
    }
}

/// A text for the end of a line: a summary of a company's own may have several lines.
fn one_line(text: &str) -> String {
    crate::report::text::safe(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
