//! Cuts the items of a title into chunks: each names one job at most.

use super::items::Items;
use super::sense::{Class, Family};
use super::words::Gap;

/// A run of items that names one job at most: 'VP of Sales' in 'COO & VP of Sales, EMEA'.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    /// Its first item.
    pub(super) start: usize,
    /// The item after its last.
    pub(super) end: usize,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether 'and' stands before it.
    pub(super) is_joined: bool,
}

/// The chunks of a title in order.
pub(super) fn chunks<'a>(items: &'a Items<'_>) -> impl Iterator<Item = Chunk> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        let all = items.all();
        let gap = all.get(at)?.gap;
        let is_joined = all[at].class == Class::And;
        let start = if is_joined { at + 1 } else { at };
        at = end_of_chunk(items, start);
        Some(Chunk { start, end: at, gap, is_joined })
    })
}

/// A chunk ends at a comma, a dash, a slash, and at an 'and' between two jobs; not at one between two topics.
fn end_of_chunk(items: &Items<'_>, start: usize) -> usize {
    let all = items.all();
    let mut names_a_job = false;
    let mut serves = false;
    let mut assists = false;
    for (at, item) in all.iter().enumerate().skip(start) {
        if at > start && item.gap >= Gap::Comma {
            return at;
        }
        match item.class {
            Class::And if names_a_job && !serves && names_a_job_before_and(items, at + 1) => return at,
            Class::To => serves |= names_a_job,
            Class::Of => serves |= assists,
            Class::Head(_) if stands_as_head(items, start, at) => {
                names_a_job = true;
                assists = items.family(at) == Some(Family::Assistant);
            }
            _ => {}
        }
    }
    all.len()
}

/// Whether a job is named from `start` on, before the next 'and' or separator.
fn names_a_job_before_and(items: &Items<'_>, start: usize) -> bool {
    for (at, item) in items.all().iter().enumerate().skip(start) {
        match item.class {
            _ if at > start && item.gap >= Gap::Comma => return false,
            Class::And => return false,
            Class::Modifier(super::sense::Modifier::Chief) => return true,
            Class::Head(_) if stands_as_head(items, start, at) => return true,
            _ => {}
        }
    }
    false
}

/// Whether the head at `at` names a job of its own, and does not merely describe what follows: 'partner' does not
/// in 'partner marketing', nor 'assistant' in 'assistant manager'.
pub(super) fn stands_as_head(items: &Items<'_>, start: usize, at: usize) -> bool {
    let Some(head) = items.head(at) else {
        return false;
    };
    if head.before.is_none() {
        return true;
    }
    let mut is_last = true;
    for (next, item) in items.all().iter().enumerate().skip(at + 1) {
        match item.class {
            _ if item.gap >= Gap::Comma => break,
            Class::Of | Class::To | Class::At | Class::And => break,
            Class::Head(_) if items.head(next).is_some() => return false,
            Class::Topic => is_last = false,
            _ => {}
        }
    }
    match head.family {
        Family::Individual => is_last,
        Family::Partner | Family::Principal => {
            let before = &items.all()[..at];
            let is_joined = start.checked_sub(1).is_some_and(|joint| before[joint].class == Class::And);
            is_last || !is_joined && before[start..].iter().all(|item| matches!(item.class, Class::Modifier(_)))
        }
        _ => true,
    }
}
