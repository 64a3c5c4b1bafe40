//! From a report and a selection to a drawing.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::drawing::{Card, Drawing, Kind, Line, LineKind};
use super::palette::family_number;
use super::selection::{Selection, bearer};
use super::team::{Titles, teams};
use crate::chart::{Chart, Link};
use crate::check::{Report, Reported};
use crate::facts::Facts;
use crate::finding::Record;
use crate::input::Field;
use crate::title::{Function, Level};

/// The drawing of what is selected of a report. It takes linear time, and its order is that of the input.
pub fn draw<'a>(report: &'a Report<'_>, selection: &Selection) -> Drawing<'a> {
    let shown = selection.shown(report);
    let teams = match selection.collapse_teams {
        true => teams(report.chart(), &shown),
        false => vec![None; shown.len()],
    };
    let mut draft = Draft::new(report, &shown, &teams);
    draft.mark_line(selection.highlight);
    draft.finish(&shown, &report.findings)
}

/// The drawing of some positions, with these findings. Also the card of each record, if it has one.
pub(super) fn draw_shown<'a>(
    report: &'a Report<'_>,
    shown: &[bool],
    findings: &'a [Reported<'a>],
) -> (Drawing<'a>, Vec<u32>) {
    let draft = Draft::new(report, shown, &vec![None; shown.len()]);
    let card_of = draft.card_of.clone();
    (draft.finish(shown, findings), card_of)
}

/// No card.
pub(super) const NONE: u32 = u32::MAX;

/// A drawing in the making.
struct Draft<'a> {
    facts: &'a Facts<'a>,
    chart: &'a Chart,
    /// For each record its card, which for members of a folded team is the team's.
    card_of: Vec<u32>,
    /// For each manager the card of the folded team.
    team_of: Vec<u32>,
    /// The cards of unknown managers, by the id that is referred to: who names the same id hangs off the same box.
    unknown: HashMap<Cow<'a, str>, u32>,
    /// The titles of teams, by card.
    titles: HashMap<u32, Titles<'a>>,
    drawing: Drawing<'a>,
}

impl<'a> Draft<'a> {
    /// The cards; `teams` says into whose team a record is folded.
    fn new(report: &'a Report<'_>, shown: &[bool], teams: &[Option<Record>]) -> Draft<'a> {
        let chart = report.chart();
        let mut draft = Draft {
            facts: &report.facts,
            chart,
            card_of: vec![NONE; shown.len()],
            team_of: vec![NONE; shown.len()],
            unknown: HashMap::new(),
            titles: HashMap::new(),
            drawing: Drawing::default(),
        };
        for record in chart.roster().records().filter(|record| shown[record.index()]) {
            match teams[record.index()] {
                Some(manager) => draft.add_to_team(record, manager),
                None => draft.add_card(record),
            }
        }
        draft.finish_titles();
        draft.mark_loops();
        draft
    }

    /// What hangs on the cards.
    fn finish(mut self, shown: &[bool], findings: &'a [Reported<'a>]) -> Drawing<'a> {
        self.count_left_out(shown);
        self.add_lines();
        self.add_findings(findings);
        self.drawing
    }

    fn push(&mut self, card: Card<'a>) -> u32 {
        self.drawing.cards.push(card);
        self.drawing.cards.len() as u32 - 1
    }

    fn add_card(&mut self, position: Record) {
        let presence = self.chart.presence(position);
        if self.chart.link(position) == Link::Unknown && presence.counts() {
            self.add_unknown(position);
        }
        let card = Card {
            kind: if presence.counts() { Kind::Position } else { Kind::Absent(presence) },
            position,
            id: self.chart.id(position),
            name: self.chart.name(position),
            title: self.chart.title(position),
            function: self.function(position),
            level: self.facts.role(position).level,
            department: self.chart.roster().text(position, Field::Department),
            total_reports: self.chart.total_reports(position),
            findings: Vec::new(),
            vacant: presence.counts() && self.facts.is_vacant(position),
            in_loop: false,
            highlighted: false,
            reports_left_out: 0,
            fate: None,
        };
        self.card_of[position.index()] = self.push(card);
    }

    fn add_unknown(&mut self, report: Record) {
        let reference = self.chart.roster().text(report, Field::Manager);
        if !self.unknown.contains_key(&reference) {
            let said = self.chart.quoted(report, Field::Manager);
            let card = self.push(Card { kind: Kind::Unknown, ..blank(report, said) });
            self.unknown.insert(reference, card);
        }
    }

    fn add_to_team(&mut self, member: Record, manager: Record) {
        let function = self.function(member);
        let level = self.facts.role(member).level;
        let department = self.chart.roster().text(member, Field::Department);
        if self.team_of[manager.index()] == NONE {
            let kind = Kind::Team { people: 0, vacant: 0 };
            let card = Card {
                kind,
                function,
                level,
                department: department.clone(),
                ..blank(manager, self.chart.id(manager))
            };
            self.team_of[manager.index()] = self.push(card);
        }
        let number = self.team_of[manager.index()];
        self.card_of[member.index()] = number;
        self.titles.entry(number).or_default().add(self.chart.title(member));
        let is_vacant = self.facts.is_vacant(member);
        let team = &mut self.drawing.cards[number as usize];
        if let Kind::Team { people, vacant } = &mut team.kind {
            *people += u32::from(!is_vacant);
            *vacant += u32::from(is_vacant);
        }
        if family_number(team.function) != family_number(function) {
            team.function = Function::Other;
        }
        if team.level != level {
            team.level = Level::Unknown;
        }
        if team.department != department {
            team.department = Cow::Borrowed("");
        }
    }

    fn function(&self, position: Record) -> Function {
        self.facts.role(position).functions.iter().next().unwrap_or(Function::Other)
    }

    fn finish_titles(&mut self) {
        for (card, titles) in std::mem::take(&mut self.titles) {
            self.drawing.cards[card as usize].title = titles.into_title();
        }
    }

    fn mark_loops(&mut self) {
        for member in self.chart.cycles().flatten() {
            if let Some(card) = self.drawing.cards.get_mut(self.card_of[member.index()] as usize) {
                card.in_loop = true;
            }
        }
    }

    /// Marks a position and the chain above it.
    fn mark_line(&mut self, position: Option<Record>) {
        for member in position.map(|position| self.chart.chain(position)).into_iter().flatten() {
            if let Some(card) = self.drawing.cards.get_mut(self.card_of[member.index()] as usize) {
                card.highlighted = true;
            }
        }
    }

    /// Counts for every card the direct reports that are left out of the drawing.
    fn count_left_out(&mut self, shown: &[bool]) {
        let chart = self.chart;
        for position in chart.positions().filter(|position| !shown[position.index()]) {
            if let Some(manager) = chart.manager(position)
                && let Some(card) = self.drawing.cards.get_mut(self.card_of[manager.index()] as usize)
            {
                card.reports_left_out += 1;
            }
        }
    }

    fn add_lines(&mut self) {
        let mut lines = Vec::with_capacity(self.drawing.cards.len());
        for (report, card) in (0..).zip(&self.drawing.cards) {
            let (manager, kind) = match card.kind {
                Kind::Unknown => continue,
                Kind::Team { .. } => (self.card_of[card.position.index()], self.kind_to(card.position)),
                Kind::Position | Kind::Absent(_) => match self.chart.link(card.position) {
                    Link::Top => continue,
                    Link::Itself => (report, LineKind::Loop),
                    Link::Manager(manager) if card.in_loop => (self.card_of[manager.index()], LineKind::Loop),
                    Link::Manager(manager) => (self.card_of[manager.index()], self.kind_to(manager)),
                    Link::Unknown => {
                        let reference = self.chart.roster().text(card.position, Field::Manager);
                        (self.unknown.get(&reference).copied().unwrap_or(NONE), LineKind::Broken)
                    }
                },
            };
            if manager != NONE {
                lines.push(Line { report, manager, kind });
            }
        }
        for (position, managers) in self.chart.several_managers() {
            let solid = self.chart.manager(*position);
            let further: BTreeSet<&Record> = managers.iter().filter(|manager| Some(**manager) != solid).collect();
            for manager in further {
                let (report, manager) = (self.card_of[position.index()], self.card_of[manager.index()]);
                if report != NONE && manager != NONE {
                    lines.push(Line { report, manager, kind: LineKind::Surplus });
                }
            }
        }
        for dotted in self.chart.dotted_lines() {
            let card = |position: Record| self.card_of[position.index()];
            let (report, manager) = (card(dotted.report), dotted.manager.map_or(NONE, card));
            if report != NONE && manager != NONE && report != manager {
                lines.push(Line { report, manager, kind: LineKind::Dotted });
            }
        }
        lines.sort_by_key(|line| line.report);
        self.drawing.lines = lines;
    }

    fn kind_to(&self, manager: Record) -> LineKind {
        if self.chart.presence(manager).counts() { LineKind::Solid } else { LineKind::Broken }
    }

    fn add_findings(&mut self, findings: &'a [Reported<'a>]) {
        let mut on_cards: Vec<(u32, &'a Reported<'a>)> = Vec::new();
        for reported in findings {
            match reported.finding.subjects.first().and_then(|subject| bearer(self.chart, *subject)) {
                Some(position) => on_cards.push((self.card_of[position.index()], reported)),
                None => self.drawing.remarks.push(reported),
            }
        }
        // A stable sort: of equal severity they stay in the order of the report.
        on_cards.sort_by_key(|(card, reported)| (*card, Reverse(reported.severity)));
        for (card, reported) in on_cards {
            if let Some(card) = self.drawing.cards.get_mut(card as usize) {
                card.findings.push(reported);
            }
        }
        self.drawing.remarks.sort_by_key(|reported| Reverse(reported.severity));
    }
}

/// A card that says nothing but an id.
fn blank(position: Record, id: Cow<'_, str>) -> Card<'_> {
    Card {
        kind: Kind::Position,
        position,
        id,
        name: Cow::Borrowed(""),
        title: Cow::Borrowed(""),
        function: Function::Other,
        level: Level::Unknown,
        department: Cow::Borrowed(""),
        total_reports: 0,
        findings: Vec::new(),
        vacant: false,
        in_loop: false,
        highlighted: false,
        reports_left_out: 0,
        fate: None,
    }
}
