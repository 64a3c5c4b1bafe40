//! What there is to say of a change, in the order in which people ask for it.

use std::collections::BTreeMap;

use crate::change::{Change, Pair, Side, Vacated};
use crate::check::{Comparison, Report};
use crate::facts::Facts;
use crate::finding::{Record, Severity};
use crate::input::Field;
use crate::report::closing::found;
use crate::title::{Function, Role};
use crate::wording::{counted, grouped};

/// A kind of change with what changed so.
pub(super) struct Section {
    /// What changed, such as `Joined`.
    pub(super) heading: &'static str,
    /// How many there are.
    pub(super) count: usize,
    /// One line each, or one for several of the same; at most as many as were asked for.
    pub(super) lines: Vec<Vec<Piece>>,
    /// How many of them no line says.
    pub(super) more: usize,
}

/// A part of a line.
pub(super) enum Piece {
    /// Words of the report's own.
    Words(String),
    /// An id.
    Id(String),
    /// What else the charts say: a name, a title.
    Data(String),
}

fn words(text: impl Into<String>) -> Piece {
    Piece::Words(text.into())
}

/// The sizes of the two charts, and the findings, each in one line of words.
pub(super) fn headlines(comparison: &Comparison<'_>) -> [String; 2] {
    let sizes = |report: &Report<'_>| {
        let managers =
            report.chart().positions().filter(|position| report.chart().direct_reports(*position) > 0).count();
        [report.facts.people() as usize, report.facts.layers() as usize, managers]
    };
    let (then, now) = (sizes(comparison.before), sizes(comparison.after));
    let nouns = [("person", "people"), ("layer", "layers"), ("manager", "managers")];
    let size = |((then, now), (one, many)): ((usize, usize), (&str, &str))| match then == now {
        true => counted(now, one, many),
        false => format!("{} → {}", grouped(then), counted(now, one, many)),
    };
    let sizes: Vec<String> = then.into_iter().zip(now).zip(nouns).map(size).collect();
    [sizes.join(", "), findings(comparison)]
}

fn findings(comparison: &Comparison<'_>) -> String {
    let [after, before] = comparison.introduced();
    let introduced = || after.findings.iter().chain(before.findings);
    let count = |severity| introduced().filter(|reported| reported.severity == severity).count();
    let by_severity = found(Severity::ALL.map(count));
    let new = match by_severity[..] {
        [] => "no new finding".to_owned(),
        _ => format!("new: {}", by_severity.join(", ")),
    };
    format!(
        "{new}; {} resolved, {} unchanged",
        grouped(comparison.resolved().findings.len()),
        grouped(comparison.unchanged)
    )
}

/// Everything that changed; sections without anything are left out.
pub(super) fn sections(comparison: &Comparison<'_>, most: usize) -> Vec<Section> {
    let change = &comparison.change;
    let teller = Teller { change, most };
    let (before, after) = (Side::Before, Side::After);
    let sections = [
        teller.each("Joined", &change.joined, |position| teller.newcomer(*position)),
        teller.each("Left", &change.left, |position| teller.named(before, *position)),
        teller.moved(),
        teller.each("Other title", &change.retitled, |pair| teller.retitled(*pair)),
        teller.other_function(),
        teller.vacated(),
        teller.each("Posts vacant now", &change.emptied, |pair| teller.named(before, pair.before)),
        teller.each("Posts filled", &change.filled, |pair| teller.named(after, pair.after)),
        teller.each("Other incumbent or name", &change.renamed, |pair| teller.renamed(*pair)),
        teller.each("Other id", &change.renumbered, |pair| teller.renumbered(*pair)),
        teller.each("Other span of control", &change.spans, |pair| teller.span(*pair)),
    ];
    sections.into_iter().filter(|section| section.count > 0).collect()
}

/// Puts lines together.
struct Teller<'c> {
    change: &'c Change<'c>,
    most: usize,
}

impl Teller<'_> {
    fn each<T>(&self, heading: &'static str, all: &[T], line: impl Fn(&T) -> Vec<Piece>) -> Section {
        let lines: Vec<Vec<Piece>> = all.iter().take(self.most).map(line).collect();
        Section { heading, count: all.len(), more: all.len() - lines.len(), lines }
    }

    /// `E3 David, VP of Sales Operations`.
    fn named(&self, side: Side, position: Record) -> Vec<Piece> {
        let chart = self.change.chart(side);
        let mut pieces = self.person(side, position);
        let title = chart.title(position);
        if !title.is_empty() {
            pieces.extend([words(", "), Piece::Data(title.into_owned())]);
        }
        pieces
    }

    /// `E3 David`.
    fn person(&self, side: Side, position: Record) -> Vec<Piece> {
        let chart = self.change.chart(side);
        let mut pieces = vec![Piece::Id(chart.id(position).into_owned())];
        let name = chart.name(position);
        if !name.is_empty() {
            pieces.extend([words(" "), Piece::Data(name.into_owned())]);
        }
        pieces
    }

    /// A manager as a line names them: `E3 (Chief Operating Officer)`, or that there is none.
    fn manager(&self, side: Side, of: Record) -> Vec<Piece> {
        let chart = self.change.chart(side);
        match (chart.manager(of), self.change.manager_id(side, of)) {
            (Some(manager), _) => {
                let id = Piece::Id(chart.id(manager).into_owned());
                match chart.title(manager) {
                    title if title.is_empty() => vec![id],
                    title => vec![id, words(" ("), Piece::Data(title.into_owned()), words(")")],
                }
            }
            (None, None) => vec![words("the top")],
            (None, Some(reference)) => vec![Piece::Id(reference), words(" (not in the chart)")],
        }
    }

    fn newcomer(&self, position: Record) -> Vec<Piece> {
        let mut pieces = self.named(Side::After, position);
        match self.change.manager_id(Side::After, position) {
            None => pieces.push(words(", at the top")),
            Some(_) => {
                pieces.push(words(", reports to "));
                pieces.extend(self.manager(Side::After, position));
            }
        }
        pieces
    }

    /// Who moves from one manager to another one together is one line, the largest groups first.
    fn moved(&self) -> Section {
        let mut groups: BTreeMap<(Option<String>, Option<String>), Vec<Pair>> = BTreeMap::new();
        for pair in &self.change.moved {
            let manager = |side, position| self.change.manager_id(side, position);
            let group = (manager(Side::Before, pair.before), manager(Side::After, pair.after));
            groups.entry(group).or_default().push(*pair);
        }
        let mut groups: Vec<Vec<Pair>> = groups.into_values().collect();
        groups.sort_by_key(|pairs| (std::cmp::Reverse(pairs.len()), pairs[0]));
        let more = groups.iter().skip(self.most).map(Vec::len).sum();
        let line = |pairs: &Vec<Pair>| {
            let mut pieces = match pairs[..] {
                [pair] => self.named(Side::After, pair.after),
                _ => vec![words(format!("{} people", grouped(pairs.len())))],
            };
            pieces.push(words(if pairs.len() == 1 { ", from " } else { " from " }));
            pieces.extend(self.manager(Side::Before, pairs[0].before));
            pieces.push(words(" to "));
            pieces.extend(self.manager(Side::After, pairs[0].after));
            if pairs.len() > 1 {
                pieces.push(words(": "));
                pieces.extend(self.ids(pairs));
            }
            pieces
        };
        let lines = groups.iter().take(self.most).map(line).collect();
        Section { heading: "Moved", count: self.change.moved.len(), lines, more }
    }

    /// The first ids of several.
    fn ids(&self, pairs: &[Pair]) -> Vec<Piece> {
        const SHOWN: usize = 8;
        let chart = self.change.chart(Side::After);
        let mut pieces = Vec::new();
        for pair in pairs.iter().take(SHOWN) {
            if !pieces.is_empty() {
                pieces.push(words(", "));
            }
            pieces.push(Piece::Id(chart.id(pair.after).into_owned()));
        }
        if pairs.len() > SHOWN {
            pieces.push(words(format!(" and {} more", grouped(pairs.len() - SHOWN))));
        }
        pieces
    }

    fn retitled(&self, pair: Pair) -> Vec<Piece> {
        let (before, after) = (self.change.facts(Side::Before), self.change.facts(Side::After));
        let title = |facts: &Facts<'_>, position| match facts.chart().title(position) {
            title if title.is_empty() => words("no title"),
            title => Piece::Data(title.into_owned()),
        };
        let mut pieces = self.person(Side::After, pair.after);
        pieces.extend([words(": "), title(before, pair.before), words(" → "), title(after, pair.after)]);
        let (then, now) = (before.role(pair.before), after.role(pair.after));
        let is_in = |pairs: &[Pair]| pairs.binary_search_by_key(&pair.after, |pair| pair.after).is_ok();
        let mut notes = Vec::new();
        for (pairs, word) in [(&self.change.promoted, "promoted"), (&self.change.demoted, "demoted")] {
            if is_in(pairs) {
                notes.push(format!("{word}, {} → {}", then.level, now.level));
            }
        }
        if is_in(&self.change.changed_function) {
            notes.push(format!("{} → {}", functions(then), functions(now)));
        }
        if !notes.is_empty() {
            pieces.push(words(format!(" ({})", notes.join("; "))));
        }
        pieces
    }

    /// Who is in another function under the same title: the department says so.
    fn other_function(&self) -> Section {
        let is_retitled = |pair: &Pair| self.change.retitled.binary_search_by_key(&pair.after, |one| one.after).is_ok();
        let others: Vec<Pair> =
            self.change.changed_function.iter().copied().filter(|pair| !is_retitled(pair)).collect();
        self.each("Other function under the same title", &others, |pair| {
            let role = |side, position| functions(self.change.facts(side).role(position));
            let mut pieces = self.named(Side::After, pair.after);
            let (then, now) = (role(Side::Before, pair.before), role(Side::After, pair.after));
            pieces.push(words(format!(": {then} → {now}")));
            pieces
        })
    }

    /// The leading roles that nobody holds any more, or that somebody else holds now. That of several holders of a role one is
    /// gone is no news.
    fn vacated(&self) -> Section {
        let vacated = self.change.vacated();
        let told: Vec<&Vacated> =
            vacated.iter().filter(|vacated| vacated.holders == 0 || !vacated.filled_by.is_empty()).collect();
        self.each("Leading roles vacated", &told, |vacated| self.succession(vacated))
    }

    fn succession(&self, vacated: &Vacated) -> Vec<Piece> {
        let before = self.change.chart(Side::Before);
        let mut pieces = vec![Piece::Data(before.title(vacated.by[0]).into_owned()), words(": ")];
        for (at, former) in vacated.by.iter().enumerate() {
            if at > 0 {
                pieces.push(words(", "));
            }
            pieces.extend(self.person(Side::Before, *former));
            let (side, position) = self.change.whereabouts(*former);
            let facts = self.change.facts(side);
            match side {
                Side::Before => pieces.push(words(" left")),
                Side::After if facts.is_vacant(position) => pieces.push(words(" is gone")),
                Side::After => {
                    let title = facts.chart().title(position).into_owned();
                    pieces.extend([words(" is "), Piece::Data(title), words(" now")]);
                }
            }
        }
        if vacated.filled_by.is_empty() {
            pieces.push(words("; nobody follows"));
            return pieces;
        }
        pieces.push(words("; "));
        for (at, successor) in vacated.filled_by.iter().enumerate() {
            if at > 0 {
                pieces.push(words(", "));
            }
            pieces.extend(self.person(Side::After, *successor));
        }
        pieces.push(words(if vacated.filled_by.len() == 1 { " follows" } else { " follow" }));
        pieces
    }

    fn renamed(&self, pair: Pair) -> Vec<Piece> {
        let name = |side, position| {
            let chart = self.change.chart(side);
            Piece::Data(chart.told(Field::Name, chart.roster().name(position)).into_owned())
        };
        let id = Piece::Id(self.change.chart(Side::After).id(pair.after).into_owned());
        vec![id, words(": "), name(Side::Before, pair.before), words(" → "), name(Side::After, pair.after)]
    }

    fn renumbered(&self, pair: Pair) -> Vec<Piece> {
        let id = |side, position| Piece::Id(self.change.chart(side).id(position).into_owned());
        vec![id(Side::Before, pair.before), words(" → "), id(Side::After, pair.after)]
    }

    fn span(&self, pair: Pair) -> Vec<Piece> {
        let reports = |side, position| grouped(self.change.chart(side).direct_reports(position) as usize);
        let mut pieces = self.named(Side::After, pair.after);
        let (then, now) = (reports(Side::Before, pair.before), reports(Side::After, pair.after));
        pieces.push(words(format!(": {then} → {now} direct reports")));
        pieces
    }
}

fn functions(role: &Role) -> String {
    let names: Vec<&str> = role.functions.iter().map(Function::name).collect();
    names.join(", ")
}
