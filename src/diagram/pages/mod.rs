//! A drawing spread over pages: the top of the chart first, as many layers as can be read on one page, and then the teams
//! below it, in the order of a walk through the chart.
//!
//! A team that can be read on one page is drawn whole, and beside it others of the same part of the chart while there is
//! room. Any other one is treated as the whole chart is: a page of its top layers, then the teams below these. A manager
//! with more reports than fit has several pages. What fits is found by laying it out; only what can fit at all is laid
//! out, so that a box takes part in a few layouts, whatever the shape of the chart.

mod part;

use super::drawing::Drawing;
use super::faces::Faces;
use super::layout::{Direction, Family, NONE};
use super::palette::Colours;
use super::scene::Scene;
pub(super) use part::{Cutter, Part};

/// Which box is drawn on which page.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The pages in their order.
    pub(super) pages: Vec<Page>,
    /// For each card the page where it stands with its team.
    pub(super) home: Vec<u32>,
    /// For each card with a page of its team's own the page where it stands as a report, or `NONE`.
    pub(super) above: Vec<u32>,
}

/// One page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Page {
    /// What it shows.
    pub(super) subject: Subject,
    /// The boxes on it.
    pub(super) cards: Vec<u32>,
    /// Those at the top of it.
    pub(super) heads: Vec<u32>,
    /// Which part of the subject it is, and of how many.
    pub(super) part: (u32, u32),
    /// How many pages one passes on the way here from the overview.
    pub(super) depth: u32,
}

/// What a page shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Subject {
    /// The top of the chart.
    Overview,
    /// The team of one card.
    Team(u32),
    /// Several teams below a card, or somewhere below the overview.
    Teams(Option<u32>),
}

/// What can be read on a page: the widest and the highest scene.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Frame {
    pub(super) width: i64,
    pub(super) height: i64,
}

/// More boxes than this are never tried: no page would hold them.
const MOST: usize = 160;

impl Plan {
    /// Spreads a drawing over pages.
    pub(super) fn new(drawing: &Drawing<'_>, colours: &Colours, direction: Direction, frame: Frame) -> Plan {
        let family = Family::of(drawing);
        let faces = Faces::new(drawing);
        let area = |card| {
            let (width, height) = faces.size(card);
            width * height
        };
        let mut planner = Planner {
            sizes: sizes(&family),
            areas: (0..drawing.cards.len()).map(area).collect(),
            cutter: Cutter::new(drawing, colours),
            plan: Plan {
                pages: Vec::new(),
                home: vec![NONE; drawing.cards.len()],
                above: vec![NONE; drawing.cards.len()],
            },
            family,
            direction,
            frame,
        };
        let roots = (0..drawing.cards.len() as u32).filter(|card| planner.family.manager[*card as usize] == NONE);
        let roots: Vec<u32> = roots.collect();
        let mut waiting = planner.expand(None, &roots, 0);
        while let Some((head, depth)) = waiting.pop() {
            waiting.extend(planner.expand(Some(head), &[head], depth));
        }
        planner.plan
    }

    /// Whether a box stands on a page without its team, which has a page of its own.
    pub(super) fn is_elsewhere(&self, card: u32, page: usize) -> bool {
        self.above[card as usize] as usize == page
    }
}

/// For each card how many are below it, itself included.
fn sizes(family: &Family) -> Vec<u32> {
    let cards = family.manager.len() as u32;
    let mut order: Vec<u32> = (0..cards).filter(|card| family.manager[*card as usize] == NONE).collect();
    let mut at = 0;
    while let Some(card) = order.get(at) {
        order.extend(family.reports(*card));
        at += 1;
    }
    let mut sizes = vec![1; cards as usize];
    for card in order.into_iter().rev() {
        let manager = family.manager[card as usize];
        if manager != NONE {
            sizes[manager as usize] += sizes[card as usize];
        }
    }
    sizes
}

struct Planner<'w, 'a> {
    family: Family,
    sizes: Vec<u32>,
    areas: Vec<i64>,
    cutter: Cutter<'w, 'a>,
    direction: Direction,
    frame: Frame,
    plan: Plan,
}

impl Planner<'_, '_> {
    /// Makes the pages of a card's team, or of the whole, and those of the teams below it that fit on one. Gives the
    /// cards whose teams do not, the last first, for they are taken from the end.
    fn expand(&mut self, head: Option<u32>, starts: &[u32], depth: u32) -> Vec<(u32, u32)> {
        let subject = head.map_or(Subject::Overview, Subject::Team);
        let below = match self.layers(head, starts) {
            Some((cards, last)) => {
                let elsewhere = self.with_reports(&last);
                self.push(Page { subject, cards, heads: starts.to_vec(), part: (1, 1), depth }, &elsewhere);
                elsewhere
            }
            None => self.in_parts(head, starts, depth),
        };
        let mut large = Vec::new();
        let mut groups: Vec<Vec<u32>> = Vec::new();
        let mut boxes: Vec<u32> = Vec::new();
        for team in below {
            let Some(own) = self.whole(team) else {
                large.push((team, depth + 1));
                continue;
            };
            let together: Vec<u32> = boxes.iter().chain(&own).copied().collect();
            match groups.last_mut() {
                Some(group) if self.fits(&together) => {
                    group.push(team);
                    boxes = together;
                }
                _ => {
                    groups.push(vec![team]);
                    boxes = own;
                }
            }
        }
        let of = groups.iter().filter(|group| group.len() > 1).count() as u32;
        let mut number = 0;
        for group in groups {
            let cards = group.iter().flat_map(|team| self.below(*team)).collect();
            let (subject, part) = match group.as_slice() {
                [team] => (Subject::Team(*team), (1, 1)),
                _ => {
                    number += 1;
                    (Subject::Teams(head), (number, of))
                }
            };
            self.push(Page { subject, cards, heads: group, part, depth: depth + 1 }, &[]);
        }
        large.reverse();
        large
    }

    /// As many layers from the top as can be read on one page, and the last of them; `None` where not even the first
    /// below a manager can, or of the whole chart not even the top.
    fn layers(&mut self, head: Option<u32>, starts: &[u32]) -> Option<(Vec<u32>, Vec<u32>)> {
        let mut cards = starts.to_vec();
        let mut last = starts.to_vec();
        let mut best = (head.is_none() && self.fits(&cards)).then(|| (cards.clone(), last.clone()));
        if head.is_none() && best.is_none() {
            return None;
        }
        loop {
            last = last.iter().flat_map(|card| self.family.reports(*card)).copied().collect();
            cards.extend(&last);
            if last.is_empty() || !self.fits(&cards) {
                return best;
            }
            best = Some((cards.clone(), last.clone()));
        }
    }

    /// The pages of a manager with more reports than fit on one, or of more trees. Gives those who have reports.
    fn in_parts(&mut self, head: Option<u32>, starts: &[u32], depth: u32) -> Vec<u32> {
        let all = head.map_or(starts, |head| self.family.reports(head)).to_vec();
        let with_head = |part: &[u32]| head.iter().chain(part).copied().collect::<Vec<u32>>();
        let mut parts = Vec::new();
        let mut rest = all.as_slice();
        while !rest.is_empty() {
            // One report is drawn even if its page is hard to read.
            let (mut most, mut too_many) = (1, rest.len().min(MOST) + 1);
            while most + 1 < too_many {
                let middle = most.midpoint(too_many);
                if self.fits(&with_head(&rest[..middle])) { most = middle } else { too_many = middle }
            }
            let (part, others) = rest.split_at(most);
            parts.push(with_head(part));
            rest = others;
        }
        let elsewhere = self.with_reports(&all);
        let subject = head.map_or(Subject::Overview, Subject::Team);
        let of = parts.len() as u32;
        for (number, cards) in (1..).zip(parts) {
            let heads = if head.is_some() { starts.to_vec() } else { cards.clone() };
            let elsewhere = self.with_reports(&cards[usize::from(head.is_some())..]);
            self.push(Page { subject, cards, heads, part: (number, of), depth }, &elsewhere);
        }
        elsewhere
    }

    fn push(&mut self, page: Page, elsewhere: &[u32]) {
        let number = self.plan.pages.len() as u32;
        for card in elsewhere {
            self.plan.above[*card as usize] = number;
        }
        for card in &page.cards {
            let card = *card as usize;
            if self.plan.home[card] == NONE && self.plan.above[card] != number {
                self.plan.home[card] = number;
            }
        }
        self.plan.pages.push(page);
    }

    fn with_reports(&self, cards: &[u32]) -> Vec<u32> {
        cards.iter().copied().filter(|card| !self.family.is_leaf(*card)).collect()
    }

    /// Everybody below a card, and itself, by layers.
    fn below(&self, card: u32) -> Vec<u32> {
        let mut cards = vec![card];
        let mut at = 0;
        while let Some(card) = cards.get(at) {
            cards.extend(self.family.reports(*card));
            at += 1;
        }
        cards
    }

    /// Everybody below a card, if one page holds them.
    fn whole(&mut self, card: u32) -> Option<Vec<u32>> {
        if self.sizes[card as usize] as usize > MOST {
            return None;
        }
        let cards = self.below(card);
        self.fits(&cards).then_some(cards)
    }

    /// Whether cards can be read on one page.
    fn fits(&mut self, cards: &[u32]) -> bool {
        let Frame { width, height } = self.frame;
        let area: i64 = cards.iter().take(MOST + 1).map(|card| self.areas[*card as usize]).sum();
        // Boxes of a part are not wider than those of the whole, but can be half as wide.
        if cards.len() > MOST || area > 2 * width * height {
            return false;
        }
        let is_first = self.plan.pages.is_empty();
        let Part { drawing, colours } = self.cutter.part(cards, is_first);
        let scene = Scene::on_page(&drawing, &colours, self.direction, (width, height));
        scene.width <= width && scene.height <= height
    }
}

#[cfg(test)]
mod tests;
