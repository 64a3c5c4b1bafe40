//! From candidates to changes: everybody is to reach the top, with the fewest changes, the least doubtful ones.

use super::arborescence::{Cost, Line, cheapest};
use super::candidate::Candidates;
use super::fault::{Fault, Faults, Kind};
use super::forest::{Forest, TOP};
use crate::chart::Chart;

/// What is to become of a position at fault.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Choice {
    /// Its line stays: another one of the loop is changed.
    Stays,
    /// It is made the top.
    Top,
    /// It gets the candidate of that number.
    Changes(usize),
    /// Nobody could be meant.
    LeftOut,
}

/// Doubts are logarithms of likelihoods, in millionths. Those beyond this are not told apart.
const MOST_DOUBT: f64 = 40.0;
const SCALE: f64 = 1e6;

/// What is to become of each position at fault, in the order of the faults.
pub(super) fn choices(chart: &Chart, faults: &Faults, forest: &Forest, candidates: &[Candidates]) -> Vec<Choice> {
    let mut offers: Vec<(Line, Choice)> = Vec::new();
    for (to, (fault, candidates)) in (1..).zip(faults.open.iter().zip(candidates)) {
        let mut offer = |from: u32, cost: Cost, choice: Choice| {
            offers.push((Line { from: from as usize, to, cost }, choice));
        };
        if faults.top == Some(fault.position) {
            offer(TOP, Cost::default(), Choice::Top);
            continue;
        }
        if let (Some(_), Some(manager)) = (candidates.current, fault.current(chart))
            && let Some(from) = forest.node(manager)
        {
            offer(from, Cost::default(), Choice::Stays);
        }
        // Of the candidates in one part of the chart the likeliest is the best.
        let mut parts: Vec<u32> = Vec::new();
        for (number, candidate) in candidates.all.iter().enumerate() {
            let Some(from) = forest.node(candidate.manager).filter(|part| !parts.contains(part)) else { continue };
            parts.push(from);
            // A line that is there and likely is given up for a still likelier one only.
            let doubt = candidates.current.map_or(0.0, f64::ln) - candidate.likelihood.ln();
            let doubt = ((MOST_DOUBT + doubt.clamp(-MOST_DOUBT, MOST_DOUBT)) * SCALE) as i64;
            offer(from, Cost { changes: 1, doubt, ..Cost::default() }, Choice::Changes(number));
        }
        offer(TOP, Cost { left_out: 1, ..Cost::default() }, Choice::LeftOut);
    }
    let lines: Vec<Line> = offers.iter().map(|(line, _)| *line).collect();
    match cheapest(faults.open.len() + 1, &lines) {
        Some(taken) => taken.into_iter().map(|line| offers[line].1).collect(),
        // Nobody is without a line that leads to the top.
        None => vec![Choice::LeftOut; faults.open.len()],
    }
}

/// The probability that of a loop it is this line that is wrong; 1 where there is no loop.
pub(super) fn is_the_break(faults: &Faults, candidates: &[Candidates], fault: &Fault) -> f64 {
    /// Who would never report there is as sure a break as can be told.
    const LEAST: f64 = 1e-9;
    let Kind::Loop(number, _) = fault.kind else { return 1.0 };
    let (mut own, mut all) = (0.0, 0.0);
    for (other, candidates) in faults.open.iter().zip(candidates) {
        let is_of_loop = matches!(other.kind, Kind::Loop(of, _) if of == number);
        let Some(current) = candidates.current.filter(|_| is_of_loop) else { continue };
        let weight = 1.0 / current.max(LEAST);
        all += weight;
        if other.position == fault.position {
            own = weight;
        }
    }
    if own > 0.0 { own / all } else { 1.0 }
}
