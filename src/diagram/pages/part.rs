//! A part of a drawing, as a drawing of its own.

use super::super::drawing::{Drawing, Line};
use super::super::layout::NONE;
use super::super::palette::Colours;

/// What stands on one page.
pub(in super::super) struct Part<'a> {
    /// The boxes in the order of the page, and the lines between them.
    pub(in super::super) drawing: Drawing<'a>,
    /// Their colours.
    pub(in super::super) colours: Colours,
}

/// Takes parts out of a drawing, each in time linear in the part.
pub(in super::super) struct Cutter<'w, 'a> {
    whole: &'w Drawing<'a>,
    colours: &'w Colours,
    /// For each card of the whole its number in the part that is being taken, or `NONE`.
    numbers: Vec<u32>,
}

impl<'w, 'a> Cutter<'w, 'a> {
    pub(in super::super) fn new(whole: &'w Drawing<'a>, colours: &'w Colours) -> Cutter<'w, 'a> {
        Cutter { whole, colours, numbers: vec![NONE; whole.cards.len()] }
    }

    /// The part of some cards. What was found in the chart as a whole comes with the first part only.
    pub(in super::super) fn part(&mut self, cards: &[u32], is_first: bool) -> Part<'a> {
        for (number, card) in (0..).zip(cards) {
            self.numbers[*card as usize] = number;
        }
        let lines = cards.iter().flat_map(|card| self.lines(*card)).collect();
        for card in cards {
            self.numbers[*card as usize] = NONE;
        }
        let drawing = Drawing {
            cards: cards.iter().map(|card| self.whole.cards[*card as usize].clone()).collect(),
            lines,
            remarks: if is_first { self.whole.remarks.clone() } else { Vec::new() },
        };
        Part { drawing, colours: self.colours.of_part(cards) }
    }

    /// The lines from a card to others of the part.
    fn lines(&self, card: u32) -> impl Iterator<Item = Line> {
        // The lines of a drawing are in the order of who reports.
        let lines = &self.whole.lines;
        let first = lines.partition_point(|line| line.report < card);
        let own = lines[first..].iter().take_while(move |line| line.report == card);
        let number = |card: u32| self.numbers[card as usize];
        own.map(move |line| Line { report: number(line.report), manager: number(line.manager), ..*line })
            .filter(|line| line.manager != NONE)
    }
}
