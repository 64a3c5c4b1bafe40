//! Two charts in one drawing: the later one, with who left where they were, and what was otherwise said in each box.

use std::collections::{HashMap, HashSet};

use super::assemble::{NONE, draw_shown};
use super::drawing::{Card, Drawing, Fate, Kind, Line, LineKind};
use crate::change::{Change, Pair, Side};
use crate::chart::Chart;
use crate::check::Comparison;
use crate::finding::Record;
use crate::input::Field;
use crate::title::Function;

/// The drawing of what changed, with the chains above; of both charts whole if `is_whole`. On the boxes are the findings
/// that are new.
pub fn draw_change<'a>(comparison: &'a Comparison<'_>, is_whole: bool) -> Drawing<'a> {
    let change = &comparison.change;
    let [introduced, of_those_who_left] = comparison.introduced();
    let shown = if is_whole { whole(change) } else { changed(comparison) };
    let (drawing, card_of) = draw_shown(comparison.after, &shown, introduced.findings);
    let mut both = Both { change, drawing, card_of, left: vec![NONE; change.chart(Side::Before).roster().len()] };
    both.tell_fates();
    both.add_who_left();
    for reported in of_those_who_left.findings {
        let card = reported.finding.subjects.first().map_or(NONE, |subject| both.left[subject.index()]);
        match both.drawing.cards.get_mut(card as usize) {
            Some(card) => card.findings.push(reported),
            None => both.drawing.remarks.push(reported),
        }
    }
    both.drawing
}

fn whole(change: &Change<'_>) -> Vec<bool> {
    let mut shown = vec![false; change.chart(Side::After).roster().len()];
    for position in change.chart(Side::After).positions() {
        show_chain(change.chart(Side::After), Some(position), &mut shown);
    }
    shown
}

/// For each record of the later chart whether it is drawn: who changed, where they were, and the chains above both.
fn changed(comparison: &Comparison<'_>) -> Vec<bool> {
    let change = &comparison.change;
    let (before, after) = (change.chart(Side::Before), change.chart(Side::After));
    let mut shown = vec![false; after.roster().len()];
    let Change { moved, retitled, changed_function, renamed, emptied, filled, .. } = change;
    let pairs =
        [moved, retitled, changed_function, renamed, emptied, filled].into_iter().flatten().map(|pair| pair.after);
    let [introduced, _] = comparison.introduced();
    let found = introduced.findings.iter().flat_map(|reported| reported.finding.at_fault());
    let found = found.copied().filter(|record| after.is_position(*record));
    for position in change.joined.iter().copied().chain(pairs).chain(found) {
        show_chain(after, Some(position), &mut shown);
    }
    // Of a manager who left as well, the own former manager comes in turn.
    for position in change.left.iter().copied().chain(moved.iter().map(|pair| pair.before)) {
        let manager = before.manager(position).and_then(|manager| change.now(manager));
        show_chain(after, manager, &mut shown);
    }
    shown
}

/// Up to where the chain is drawn already, so that all chains together take linear time.
fn show_chain(chart: &Chart, from: Option<Record>, shown: &mut [bool]) {
    let mut next = from;
    while let Some(record) = next.filter(|record| !shown[record.index()]) {
        shown[record.index()] = true;
        next = chart.manager(record);
    }
}

struct Both<'a> {
    change: &'a Change<'a>,
    drawing: Drawing<'a>,
    /// For each record of the later chart its card.
    card_of: Vec<u32>,
    /// For each record of the earlier chart its card, if it is drawn as that of somebody who left.
    left: Vec<u32>,
}

impl<'a> Both<'a> {
    fn tell_fates(&mut self) {
        let change = self.change;
        let mut notes: Vec<(Record, String)> = Vec::new();
        let mut note = |pairs: &[Pair], text: &dyn Fn(Pair) -> String| {
            notes.extend(pairs.iter().map(|pair| (pair.after, text(*pair))));
        };
        let title = |chart: &Chart, position| match chart.title(position) {
            title if title.is_empty() => "without a title".to_owned(),
            title => title.into_owned(),
        };
        let before = change.chart(Side::Before);
        note(&change.retitled, &|pair| format!("was {}", title(before, pair.before)));
        note(
            &change.moved,
            &|pair| match (before.manager(pair.before), change.manager_id(Side::Before, pair.before)) {
                (Some(manager), _) => format!("moved from {}", before.named(manager)),
                (None, Some(reference)) => format!("moved from {reference}, who was not in the chart"),
                (None, None) => "moved from the top".to_owned(),
            },
        );
        note(&change.renamed, &|pair| match before.name(pair.before) {
            name if name.is_empty() => "has another incumbent".to_owned(),
            name => format!("was {name}"),
        });
        note(&change.emptied, &|pair| match before.name(pair.before) {
            name if name.is_empty() => "the incumbent left".to_owned(),
            name => format!("{name} left"),
        });
        note(&change.filled, &|_| "was vacant".to_owned());
        let is_untold = |pair: &&Pair| change.retitled.binary_search_by_key(&pair.after, |one| one.after).is_err();
        let elsewhere: Vec<Pair> = change.changed_function.iter().filter(is_untold).copied().collect();
        note(&elsewhere, &|pair| {
            let functions = change.facts(Side::Before).role(pair.before).functions;
            format!("was in {}", functions.iter().map(Function::name).collect::<Vec<_>>().join(", "))
        });
        for (position, note) in notes {
            let Some(card) = self.drawing.cards.get_mut(self.card_of[position.index()] as usize) else { continue };
            match card.fate.as_deref_mut() {
                Some(Fate::Changed(notes)) => notes.push(note),
                _ => card.fate = Some(Box::new(Fate::Changed(vec![note]))),
            }
        }
        for position in &change.joined {
            if let Some(card) = self.drawing.cards.get_mut(self.card_of[position.index()] as usize) {
                card.fate = Some(Box::new(Fate::Joined));
            }
        }
    }

    /// Who left hangs below the former manager.
    fn add_who_left(&mut self) {
        let before = self.change.chart(Side::Before);
        // Whom somebody still names as the manager is in the drawing already, as somebody who is not in the chart.
        let unknown = self.drawing.cards.iter().zip(0_u32..).filter(|(card, _)| card.kind == Kind::Unknown);
        let unknown: HashMap<String, u32> = unknown.map(|(card, number)| (card.id.to_string(), number)).collect();
        for position in &self.change.left {
            let absent = self.change.after(*position).map_or(NONE, |after| self.card_of[after.index()]);
            let named = unknown.get(&*before.id(*position)).copied().unwrap_or(NONE);
            let card = if absent == NONE { named } else { absent };
            let left = self.who_left(*position);
            self.left[position.index()] = match self.drawing.cards.get_mut(card as usize) {
                Some(drawn) => {
                    *drawn = Card { findings: std::mem::take(&mut drawn.findings), ..left };
                    card
                }
                None => {
                    self.drawing.cards.push(left);
                    self.drawing.cards.len() as u32 - 1
                }
            };
        }
        self.add_lines_of_who_left();
    }

    fn who_left(&self, position: Record) -> Card<'a> {
        let facts = self.change.facts(Side::Before);
        let before = facts.chart();
        Card {
            kind: Kind::Position,
            position,
            id: before.id(position),
            name: before.name(position),
            title: before.title(position),
            function: facts.role(position).functions.iter().next().unwrap_or(Function::Other),
            level: facts.role(position).level,
            department: before.roster().text(position, Field::Department),
            total_reports: 0,
            findings: Vec::new(),
            vacant: facts.is_vacant(position),
            in_loop: false,
            highlighted: false,
            reports_left_out: 0,
            fate: Some(Box::new(Fate::Left)),
        }
    }

    /// Where both states together would be a loop, such as of two who changed places and one of whom left, one line is left out.
    fn add_lines_of_who_left(&mut self) {
        let before = self.change.chart(Side::Before);
        let mut trees = Trees::of(&self.drawing);
        let drawn: HashSet<u32> = self.drawing.lines.iter().map(|line| line.report).collect();
        for position in &self.change.left {
            let report = self.left[position.index()];
            let Some(manager) = before.manager(*position).filter(|_| !drawn.contains(&report)) else { continue };
            let card = match self.left[manager.index()] {
                NONE => self.change.after(manager).map_or(NONE, |after| self.card_of[after.index()]),
                card => card,
            };
            if card != NONE && trees.join(report, card) {
                self.drawing.lines.push(Line { report, manager: card, kind: LineKind::Solid });
            }
        }
        self.drawing.lines.sort_by_key(|line| line.report);
    }
}

/// Which cards hang together: for each card one above it in its tree, or itself.
struct Trees(Vec<u32>);

impl Trees {
    fn of(drawing: &Drawing<'_>) -> Trees {
        let mut trees = Trees((0..drawing.cards.len() as u32).collect());
        for line in drawing.lines.iter().filter(|line| matches!(line.kind, LineKind::Solid | LineKind::Broken)) {
            trees.join(line.report, line.manager);
        }
        trees
    }

    fn top(&mut self, card: u32) -> u32 {
        let mut card = card as usize;
        while self.0[card] as usize != card {
            self.0[card] = self.0[self.0[card] as usize];
            card = self.0[card] as usize;
        }
        card as u32
    }

    /// Hangs a tree below a card, unless that is in the tree.
    fn join(&mut self, report: u32, manager: u32) -> bool {
        let (tree, other) = (self.top(report), self.top(manager));
        self.0[tree as usize] = other;
        tree != other
    }
}
