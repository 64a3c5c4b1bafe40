//! Patterns over a chart: every selector is matched once against each distinct role, so that a position costs a look at
//! two small tables.

use super::Pattern;
use super::matcher::Matcher;
use crate::facts::Facts;
use crate::finding::{Finding, Record};
use crate::input::Field;
use crate::title::Role;

/// Evaluates patterns; each finding comes with the index of its pattern.
///
/// Only positions whose manager is in the chart are looked at: whoever reports to nobody, to themselves or to somebody
/// unknown is a matter of `integrity/*`.
pub fn evaluate(patterns: &[&Pattern], facts: &Facts<'_>) -> Vec<(usize, Finding)> {
    let mut found = Vec::new();
    // Sixty-four at a time: one bit each in a word per role.
    for (batch, patterns) in patterns.chunks(64).enumerate() {
        let tables: Vec<Table<'_>> = patterns.iter().map(|pattern| Table::new(pattern, facts)).collect();
        let (mut about, mut conforming) = (vec![0_u64; facts.roles().len()], vec![0_u64; facts.roles().len()]);
        for (bit, table) in tables.iter().enumerate() {
            for role in 0..facts.roles().len() {
                about[role] |= u64::from(table.who[role]) << bit;
                conforming[role] |= u64::from(table.conforms_as(role)) << bit;
            }
        }
        let mut candidates: Vec<Option<Vec<Record>>> = vec![None; tables.len()];
        for position in facts.with_role(|role| about[role as usize] != 0) {
            let Some(above) = facts.role_above(position) else { continue };
            let mut bits = about[facts.role_id(position) as usize] & !conforming[above as usize];
            if bits == 0 {
                continue;
            }
            let Some(team) = facts.chart().team(position) else { continue };
            let manager = facts.chart().teams()[team];
            while bits != 0 {
                let bit = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                let table = &tables[bit];
                // Of the whole team, so that most are spared without a look at the manager.
                let might_lead_up = || table.line.as_ref().is_some_and(|line| line.may_lead_up[team]);
                if !might_lead_up() && !table.is_spared(facts, position, manager) {
                    let candidates = candidates[bit].get_or_insert_with(|| table.candidates(facts));
                    found.push((batch * 64 + bit, table.finding(facts, position, manager, candidates)));
                }
            }
        }
    }
    found
}

/// For each of these positions whether a pattern prefers its manager: `false` for one that a document names beside the
/// preferred ones, and for an undocumented one. `None` for a position that the pattern is not about, or whose manager is
/// not in the chart.
pub fn preferences(pattern: &Pattern, facts: &Facts<'_>, positions: &[Record]) -> Vec<Option<bool>> {
    let table = Table::accepting(pattern, facts, &pattern.reports_to);
    let preference = |position: &Record| {
        let manager = facts.chart().manager(*position)?;
        table.who[facts.role_id(*position) as usize].then(|| !table.is_broken(facts, *position, manager))
    };
    positions.iter().map(preference).collect()
}

/// Patterns, ready to be asked of lines that are not in the chart.
pub struct Judge<'a> {
    tables: Vec<Table<'a>>,
    /// For each role the patterns that are about it.
    about: Vec<Vec<u32>>,
}

impl<'a> Judge<'a> {
    /// Matches every selector against every role.
    pub fn new(patterns: &[&'a Pattern], facts: &Facts<'_>) -> Judge<'a> {
        let tables: Vec<Table<'a>> = patterns.iter().map(|pattern| Table::new(pattern, facts)).collect();
        let about = |role: usize| (0..).zip(&tables).filter(|(_, table)| table.who[role]).map(|(at, _)| at).collect();
        Judge { about: (0..facts.roles().len()).map(about).collect(), tables }
    }

    /// Whether no pattern would find anything if a position reported to this manager, whose own line is as it is.
    pub fn allows(&self, facts: &Facts<'_>, position: Record, manager: Record) -> bool {
        let about = &self.about[facts.role_id(position) as usize];
        !about.iter().any(|table| self.tables[*table as usize].is_broken(facts, position, manager))
    }
}

/// One pattern, with its selectors matched against every role of the chart.
struct Table<'a> {
    pattern: &'a Pattern,
    /// Roles that the pattern is about.
    who: Vec<bool>,
    /// Roles of managers that conform.
    conforms: Vec<bool>,
    /// Intermediate ranks: roles of the manager, and of the manager's manager.
    intermediate: Vec<(Vec<bool>, Vec<bool>)>,
    /// Whom the line leads up to, where anybody is asked for.
    line: Option<Line>,
}

/// Whom a line leads up to.
struct Line {
    /// Roles of theirs.
    wanted: Vec<bool>,
    /// For each team whether its manager, or somebody above, is one of them, or might be: a line that ends in a loop, or
    /// outside the chart, might have led there.
    may_lead_up: Vec<bool>,
}

impl<'a> Table<'a> {
    fn new(pattern: &'a Pattern, facts: &Facts<'_>) -> Table<'a> {
        Table::accepting(pattern, facts, pattern.reports_to.iter().chain(&pattern.documented))
    }

    /// Where only these managers conform.
    fn accepting(
        pattern: &'a Pattern,
        facts: &Facts<'_>,
        accepted: impl IntoIterator<Item = &'a Matcher>,
    ) -> Table<'a> {
        let roles = facts.roles();
        let by_role = |test: &dyn Fn(&Role) -> bool| roles.iter().map(test).collect::<Vec<bool>>();
        let applies = pattern.when.as_ref().is_none_or(|when| when.holds(facts));
        let who: Vec<&Matcher> = pattern.who.iter().filter(|who| applies && who.applies(facts)).collect();
        let who = by_role(&|role| who.iter().any(|who| who.is_surely(role)));
        let nobody = !who.iter().zip(facts.people_by_role()).any(|(who, people)| *who && *people > 0);
        let accepted: Vec<&Matcher> =
            accepted.into_iter().filter(|manager| !nobody && manager.applies(facts)).collect();
        let direct: Vec<&&Matcher> = accepted.iter().filter(|manager| manager.under.is_none()).collect();
        let conforms = by_role(&|role| direct.iter().any(|manager| manager.is_possibly(role)));
        let intermediate = accepted.iter().filter_map(|manager| {
            let above = manager.under.as_deref()?;
            Some((by_role(&|role| manager.is_possibly(role)), by_role(&|role| above.is_possibly(role))))
        });
        let intermediate = intermediate.collect();
        let line = (!nobody && !pattern.rolls_up_to.is_empty()).then(|| Line::of(pattern, facts));
        Table { pattern, who, conforms, intermediate, line }
    }

    /// Whether a manager of this role conforms, whoever else is in the line.
    fn conforms_as(&self, role: usize) -> bool {
        self.conforms[role] || self.pattern.top_of_line && self.who[role]
    }

    fn is_broken(&self, facts: &Facts<'_>, position: Record, manager: Record) -> bool {
        !self.conforms_as(facts.role_id(manager) as usize) && !self.is_spared(facts, position, manager)
    }

    /// Whether a manager conforms though their role by itself does not: by whom the line leads up to, by another grade, or as
    /// an intermediate rank.
    fn is_spared(&self, facts: &Facts<'_>, position: Record, manager: Record) -> bool {
        if let Some(line) = &self.line {
            return line.may_lead_up_from(facts, manager);
        }
        if self.pattern.grades_tell && have_different_grades(facts, position, manager) {
            return true;
        }
        let role = facts.role_id(manager) as usize;
        let is_intermediate = |(managers, over): &(Vec<bool>, Vec<bool>)| {
            managers[role] && facts.role_above(manager).is_none_or(|above| over[above as usize])
        };
        let outranks = || facts.role(manager).level.rank() > facts.role(position).level.rank();
        self.intermediate.iter().any(is_intermediate) && outranks()
    }

    fn finding(&self, facts: &Facts<'_>, position: Record, manager: Record, candidates: &[Record]) -> Finding {
        let chart = facts.chart();
        let line = format!("{} reports to {}", chart.named(position), chart.named(manager));
        let pattern = self.pattern;
        let (message, help) = if pattern.rolls_up_to.is_empty() {
            let role = facts.role(position);
            let who = pattern.who.iter().find(|who| who.is_surely(role)).map_or("this role", |who| &who.label);
            let message = format!("{line}, no documented manager of {who}");
            (message, format!("conforming managers: {}", self.managers(facts)))
        } else {
            let above = pattern.rolls_up_to.iter().map(|above| above.label.as_str()).collect::<Vec<_>>().join(", ");
            (format!("{line}, in a line below none of: {above}"), format!("let the line lead up to one of: {above}"))
        };
        let candidates: Vec<_> =
            candidates.iter().filter(|candidate| **candidate != position).map(|other| chart.id(*other)).collect();
        let here = match &candidates[..] {
            [] => String::new(),
            all if all.len() <= SHOWN => format!("; in this chart: {}", all.join(", ")),
            all => format!("; in this chart: {}, …", all[..SHOWN].join(", ")),
        };
        Finding::new(chart.place(position, Field::Manager), message)
            .about([position, manager])
            .label(chart.place(manager, Field::Title), "the manager's title")
            .help(format!("{help}{here}"))
    }

    /// The managers that would conform, with the conditions of those that are named only for some charts.
    fn managers(&self, facts: &Facts<'_>) -> String {
        let named = |matcher: &Matcher| match matcher.condition() {
            None => matcher.label.clone(),
            Some(condition) if matcher.applies(facts) => format!("{} (for {condition})", matcher.label),
            Some(condition) => format!("{} (only for {condition}, which does not hold here)", matcher.label),
        };
        let list = |matchers: &[Matcher]| matchers.iter().map(named).collect::<Vec<_>>().join(", ");
        match (list(&self.pattern.reports_to), list(&self.pattern.documented)) {
            (preferred, documented) if documented.is_empty() => preferred,
            (preferred, documented) if preferred.is_empty() => documented,
            (preferred, documented) => format!("{preferred}; documented, too: {documented}"),
        }
    }

    /// Who in the chart would conform: the topmost few positions of a preferred kind.
    fn candidates(&self, facts: &Facts<'_>) -> Vec<Record> {
        let preferred =
            if self.pattern.reports_to.is_empty() { &self.pattern.rolls_up_to } else { &self.pattern.reports_to };
        let is_preferred =
            |role: &Role| role.names_function() && preferred.iter().any(|preferred| preferred.is_surely(role));
        let mut holders = facts.holders(is_preferred);
        let layer = |holder: &Record| facts.chart().layer(*holder).unwrap_or(u32::MAX);
        // One that is shown may be the position itself, and one says that there are more.
        let most = SHOWN + 2;
        if holders.len() > most {
            let (_, last, _) = holders.select_nth_unstable_by_key(most - 1, layer);
            let lowest = layer(last);
            holders.retain(|holder| layer(holder) <= lowest);
        }
        // Of one layer by their ids, so that rows in another order give the same names.
        holders.sort_by_cached_key(|holder| {
            let id = facts.chart().true_id(*holder);
            (layer(holder), id.len(), id)
        });
        holders.truncate(most);
        holders
    }
}

/// Whether two positions of one level have different grades: their titles are of one rank, but they are not.
fn have_different_grades(facts: &Facts<'_>, position: Record, manager: Record) -> bool {
    let roster = facts.chart().roster();
    let (own, above) = (roster.text(position, Field::Grade), roster.text(manager, Field::Grade));
    let is_same_level = facts.role(position).level == facts.role(manager).level;
    is_same_level && !own.is_empty() && !above.is_empty() && !own.eq_ignore_ascii_case(&above)
}

/// Conforming managers of the chart that a finding names.
const SHOWN: usize = 3;

impl Line {
    fn of(pattern: &Pattern, facts: &Facts<'_>) -> Line {
        let chart = facts.chart();
        let wanted: Vec<&Matcher> = pattern.rolls_up_to.iter().filter(|above| above.applies(facts)).collect();
        let wanted: Vec<bool> =
            facts.roles().iter().map(|role| wanted.iter().any(|above| above.is_possibly(role))).collect();
        let is_wanted = |position: Record| wanted[facts.role_id(position) as usize];
        let might = |position: Record, above: Option<Option<bool>>| match above {
            Some(above) => above == Some(true) || is_wanted(position),
            None => is_wanted(position) || chart.layer(position).is_none(),
        };
        let may_lead_up = chart.hand_down(None, Some(true), |position, above| Some(might(position, above)));
        let may_lead_up = may_lead_up.into_iter().map(|might| might == Some(true)).collect();
        Line { wanted, may_lead_up }
    }

    /// Whether the line of a manager, who need not lead anybody yet, leads up to somebody who is asked for, or might.
    fn may_lead_up_from(&self, facts: &Facts<'_>, manager: Record) -> bool {
        let might_above = || match facts.chart().team(manager) {
            Some(team) => self.may_lead_up[team],
            None => facts.chart().layer(manager).is_none(),
        };
        self.wanted[facts.role_id(manager) as usize] || might_above()
    }
}
