//! The rules: one file each, and one list. A rule's `static` says what it is, and the function below it what it finds.

pub mod config;
pub mod input;
pub mod integrity;
pub mod role;
pub mod scale;
pub mod structure;
pub mod transition;

use jiff::civil::Date;

use crate::change::{Change, Side};
use crate::chart::Chart;
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::source::Span;
use crate::title::{Function, Role};

/// A rule: everything that is said of it anywhere comes from here.
#[derive(Debug)]
pub struct Rule {
    /// `category/name`.
    pub name: &'static str,
    /// The severity unless a user sets another.
    pub severity: Severity,
    /// The version that brought it.
    pub since: &'static str,
    /// What it finds, in one sentence without a full stop.
    pub summary: &'static str,
    /// Why that matters, in full sentences.
    pub why: &'static str,
    /// The ids of the statements that it rests on.
    pub sources: &'static [&'static str],
    /// What can be set.
    pub settings: &'static [&'static Setting],
    /// The columns without which it has nothing to look at: of each group one must be there, or the rule is quiet.
    pub needs: &'static [&'static [Field]],
    /// Whether it runs only where a user selects it or sets its severity.
    pub is_opt_in: bool,
    /// Finds what it is about. Severity and name are added by who runs it.
    pub check: fn(&Facts<'_>, &Settings, &mut Vec<Finding>),
    /// For a rule about the configuration: what is wrong with an accepted deviation.
    pub check_exception: fn(&Accepted<'_>) -> Option<Finding>,
    /// For a rule about what changed between two charts: what is wrong, each with the chart in which its place and its
    /// positions are. Such a rule has nothing to say of one chart.
    pub check_change: Option<CheckChange>,
}

/// Finds what is wrong with a change.
pub type CheckChange = fn(&Change<'_>) -> Vec<(Side, Finding)>;

impl Rule {
    /// What most rules have in common.
    pub const USUAL: Rule = Rule {
        name: "",
        severity: Severity::Error,
        since: "",
        summary: "",
        why: "",
        sources: &[],
        settings: &[],
        needs: &[],
        is_opt_in: false,
        check: |_, _, _| {},
        check_exception: |_| None,
        check_change: None,
    };
}

/// A deviation that a company has accepted, after the check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Accepted<'a> {
    /// The rule, as the configuration names it.
    pub rule: &'a str,
    /// The position, where it covers one only.
    pub id: Option<&'a str>,
    /// Why it is accepted.
    pub reason: &'a str,
    /// The last day on which it is.
    pub until: Option<Date>,
    /// The day of the check.
    pub day: Date,
    /// Whether it covered a finding.
    pub is_used: bool,
    /// Whether a rule that it names ran.
    pub was_tried: bool,
    /// Where it stands in the configuration.
    pub at: Span,
}

impl Accepted<'_> {
    /// Whether its day has passed.
    pub fn has_expired(&self) -> bool {
        self.until.is_some_and(|until| until < self.day)
    }

    /// What it is about, in words.
    pub fn subject(&self) -> String {
        match self.id {
            Some(id) => format!("{id} from {}", self.rule),
            None => format!("every position from {}", self.rule),
        }
    }
}

/// A threshold of a rule.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the configuration.
    pub name: &'static str,
    /// Its value unless a user sets another.
    pub default: u32,
    /// What it counts.
    pub unit: &'static str,
    /// What it does.
    pub help: &'static str,
    /// Whether it can be set by level and by function of the position: `max = { default = 15, director = 12 }`.
    pub is_by_role: bool,
}

impl Setting {
    /// What most settings have in common.
    pub const USUAL: Setting = Setting { name: "", default: 0, unit: "", help: "", is_by_role: false };
}

/// The thresholds of one rule, as they are set.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Settings(Vec<(String, u32)>);

impl Settings {
    /// Sets one; a later value for the same name wins.
    pub fn set(&mut self, name: impl Into<String>, value: u32) {
        self.0.push((name.into(), value));
    }

    /// Sets one for the positions of a level or a function.
    pub fn set_for(&mut self, name: &str, level_or_function: &str, value: u32) {
        self.set(format!("{name}.{level_or_function}"), value);
    }

    /// Sets what later settings say: a number for all goes before what was said of levels and functions.
    pub fn extend(&mut self, later: Settings) {
        let is_reset = |name: &str| {
            later.0.iter().any(|(set, _)| name.strip_prefix(&**set).is_some_and(|rest| rest.starts_with('.')))
        };
        self.0.retain(|(name, _)| !is_reset(name));
        self.0.extend(later.0);
    }

    /// The value of a threshold for a role: by its function, or else by its level, or else for all.
    pub fn value_for(&self, setting: &Setting, role: &Role) -> u32 {
        let functions = role.functions.iter().map(Function::name);
        let own = functions.chain([role.level.name()]).find_map(|name| {
            let key = format!("{}.{name}", setting.name);
            self.0.iter().rev().find(|(set, _)| *set == key)
        });
        own.map_or_else(|| self.value(setting), |(_, value)| *value)
    }

    /// The least value of a threshold for any role.
    pub fn least(&self, setting: &Setting) -> u32 {
        let prefix = format!("{}.", setting.name);
        let own = self.0.iter().filter(|(name, _)| name.starts_with(&prefix)).map(|(_, value)| *value);
        own.chain([self.value(setting)]).min().unwrap_or(setting.default)
    }

    /// The value of a threshold: as it was set, or its default.
    pub fn value(&self, setting: &Setting) -> u32 {
        let set = self.0.iter().rev().find(|(name, _)| name == setting.name);
        set.map_or(setting.default, |(_, value)| *value)
    }
}

/// Orders positions by their ids, shorter ones first as in E2, E10: an order that rows in another order leave as it is.
fn sort_by_id(chart: &Chart, positions: &mut [Record]) {
    positions.sort_by_cached_key(|position| {
        let id = chart.true_id(*position);
        (id.len(), id)
    });
}

/// Every rule that is written in Rust; the reporting patterns are rules, too, and stand in `pattern/packs`.
pub static RULES: &[&Rule] = &[
    &input::missing_id::RULE,
    &input::duplicate_id::RULE,
    &input::missing_title::RULE,
    &input::unreadable_title::RULE,
    &input::invalid_value::RULE,
    &input::duplicate_person::RULE,
    &input::untidy_id::RULE,
    &integrity::unknown_manager::RULE,
    &integrity::self_report::RULE,
    &integrity::cycle::RULE,
    &integrity::extra_root::RULE,
    &integrity::no_root::RULE,
    &integrity::two_managers::RULE,
    &integrity::inactive_manager::RULE,
    &integrity::dotted_line::RULE,
    &integrity::vacant_manager::RULE,
    &structure::level_inversion::RULE,
    &structure::peer_report::RULE,
    &structure::individual_with_reports::RULE,
    &structure::manager_without_reports::RULE,
    &structure::wide_span::RULE,
    &structure::narrow_span::RULE,
    &structure::too_many_layers::RULE,
    &structure::top_heavy::RULE,
    &scale::no_ceo::RULE,
    &scale::no_coo::RULE,
    &scale::no_sales_chief::RULE,
    &scale::no_sales_ops::RULE,
    &scale::no_sales_ops_vp::RULE,
    &scale::coo_runs_sales_ops::RULE,
    &scale::sales_ops_departments::RULE,
    &scale::early_vp::RULE,
    &scale::duplicate_role::RULE,
    &role::pay_outside_band::RULE,
    &role::experience_below::RULE,
    &config::expired_exception::RULE,
    &config::unused_exception::RULE,
    &role::sales_ops_carries_quota::RULE,
    &role::sales_ops_manages_sellers::RULE,
    &role::pay_inversion::RULE,
    &transition::unfilled_role::RULE,
    &transition::stranded_reports::RULE,
    &transition::undocumented_step::RULE,
];
