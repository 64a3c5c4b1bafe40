//! A career step that no document names.

use crate::change::{Change, Pair, Side};
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::profile::{Card, Line, cards};
use crate::rules::Rule;
use crate::title::Role;

/// `transition/undocumented-step`
pub static RULE: Rule = Rule {
    name: "transition/undocumented-step",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "a career step that no document names",
    why: "The sources name from which roles people come into the COO's and into Sales Operations' leading roles, and where \
          these lead. Another step may be right; it is worth a second look, for whoever takes it brings another experience \
          than the role is described with. A step down is no career step, nor is one under a title with two readings; and \
          who has another name than before in the same post did not take a step, but came.",
    sources: &["D0-9", "D0-10", "D1-11", "D2-5"],
    check_change: Some(check),
    ..Rule::USUAL
};

fn check(change: &Change<'_>) -> Vec<(Side, Finding)> {
    let is_of_one_person = |pair: &&Pair| change.renamed.binary_search_by_key(&pair.after, |pair| pair.after).is_err();
    let is_down = |pair: &Pair| change.demoted.binary_search_by_key(&pair.after, |pair| pair.after).is_ok();
    let steps = change.retitled.iter().filter(is_of_one_person).filter(|pair| !is_down(pair));
    steps.filter_map(|pair| finding(change, *pair)).collect()
}

fn finding(change: &Change<'_>, pair: Pair) -> Option<(Side, Finding)> {
    let (before, after) = (change.facts(Side::Before), change.facts(Side::After));
    let (then, now) = (before.role(pair.before), after.role(pair.after));
    let (from, to) = (card_of(then), card_of(now));
    if from.map(|card| &card.name) == to.map(|card| &card.name) || is_vague(then) || is_vague(now) {
        return None;
    }
    let out = from.and_then(|card| card.leads_to(now));
    let into = to.and_then(|card| card.comes_from(then));
    if out.is_none() && into.is_none() || out == Some(true) || into == Some(true) {
        return None;
    }
    let chart = after.chart();
    let (was, is) = (before.chart().title(pair.before), chart.title(pair.after));
    let message = format!("{} goes from {was} to {is}, a step that no document names", chart.id(pair.after));
    let named = |card: Option<&Card>, what: &str, lines: fn(&Card) -> &[Line]| {
        let card = card.filter(|card| !lines(card).is_empty())?;
        let texts: Vec<&str> = lines(card).iter().map(|line| line.text.as_str()).collect();
        Some(format!("{what} {}: {}", card.label, texts.join("; ")))
    };
    let help = [
        named(from.filter(|_| out.is_some()), "documented out of", |card| &card.ways_out),
        named(to.filter(|_| into.is_some()), "documented into", |card| &card.ways_in),
    ];
    let help: Vec<String> = help.into_iter().flatten().collect();
    let finding =
        Finding::new(chart.place(pair.after, Field::Title), message).about([pair.after]).help(help.join("\n"));
    Some((Side::After, finding))
}

/// The documented role that a role is, in every reading of its title.
fn card_of(role: &Role) -> Option<&'static Card> {
    cards().iter().find(|card| card.is_about(role))
}

/// Whether a title can be read in two ways, or names no job.
fn is_vague(role: &Role) -> bool {
    role.levels().iter().count() > 1 || role.level.rank().is_none() || !role.offices.is_empty()
}
