//! Finds the functions that a chunk of a title names.

use super::chunk::{Chunk, stands_as_head};
use super::items::Items;
use super::sense::{Class, Counts, Modifier, Sense};
use super::words::Gap;
use super::{Function, Functions};

/// A strength from which on a word names a function for sure.
const SURE: u8 = 3;
/// The strength of a word that names a function of its own; what follows after 'of' is then only its object.
const FULL: u8 = 4;
/// The strength of the name of a small function, which tells more than that of a line of business.
const TELLING: u8 = 8;

/// The functions that a run of words names.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Topics {
    /// In the first reading, in order of appearance.
    pub(super) functions: Functions,
    /// In a second reading.
    pub(super) other_functions: Functions,
    /// The strength of the strongest word among them.
    pub(super) strength: u8,
    /// Whether the last of them has an object: a list that follows is more of that ('sales manager for machinery,
    /// equipment and tools').
    pub(super) has_object: bool,
}

impl Topics {
    /// Adds what `more` names.
    pub(super) fn extend(&mut self, more: Topics) {
        self.functions.extend(more.functions);
        self.other_functions.extend(more.other_functions);
        self.strength = self.strength.max(more.strength);
        self.has_object = more.has_object;
    }

    /// Whether `next`, which follows after `gap`, says more of the job than these do: 'Program Manager' is for what
    /// follows, and the name of a small function such as sales operations tells more than that of a line of business.
    pub(super) fn yield_to(&self, next: Topics, gap: Gap) -> bool {
        const VAGUE: u8 = 2;
        let is_beside = matches!(gap, Gap::Comma | Gap::Dash | Gap::Bracket);
        self.functions.is_empty()
            || (self.strength <= VAGUE && next.strength > self.strength)
            || (self.strength <= FULL && next.strength >= TELLING && is_beside)
    }

    /// Whether they name a function other than [`Function::Other`].
    pub(super) fn name_a_function(&self) -> bool {
        self.functions.iter().any(|function| function != Function::Other)
    }
}

/// The functions that `chunk` names.
///
/// Words side by side name one function, that of the strongest, at a tie of the last: 'sales systems' is sales,
/// 'marketing finance' is finance. 'And' joins two. Beside a sure function a vague one ('process improvement') is
/// dropped. Where `is_served`, the chunk names who is served, and any title in it tells a function.
pub(super) fn topics(items: &Items<'_>, chunk: Chunk, is_served: bool) -> Topics {
    let mut runs = [(0, &Sense::UNKNOWN); Functions::CAPACITY];
    let mut count = 0;
    let mut best = (0, &Sense::UNKNOWN);
    let mut has_head = false;
    // Whether the words before the head have named its function.
    let mut is_named = false;
    let mut has_object = false;
    let mut serves = is_served;
    let of_chief =
        items.all()[chunk.start..chunk.end].iter().any(|item| item.class == Class::Modifier(Modifier::Chief));
    for at in chunk.start..chunk.end {
        let item = &items.all()[at];
        let strength = match item.class {
            Class::And => {
                if count < runs.len() {
                    runs[count] = best;
                    count += 1;
                }
                best = (0, &Sense::UNKNOWN);
                is_named = false;
                continue;
            }
            Class::Of if has_head && best.0.max(strongest(&runs[..count])) >= FULL => {
                has_object = true;
                break;
            }
            Class::Of | Class::To => {
                serves |= has_head;
                continue;
            }
            Class::Modifier(Modifier::OfficeOf) => {
                serves = true;
                continue;
            }
            Class::At => break,
            Class::Head(_) if describes(items, chunk, at) => SURE,
            Class::Head(_) => {
                // The one who is served tells the function, be it only by the title.
                has_head = true;
                is_named = best.0 >= SURE && !serves;
                match item.sense.strength {
                    strength if serves => strength.max(1),
                    // The reader falls back on what a head means by itself where nothing else is named.
                    0 | 1 => 0,
                    strength => strength,
                }
            }
            // 'Product Manager Payments' is for the product; 'Process Manager Sales Operations' tells what it is for.
            Class::Topic if is_named && item.sense.strength < TELLING => 0,
            Class::Topic => item.sense.strength,
            Class::Place | Class::Modifier(_) => 0,
        };
        if of_chief && strength > 1 && best.0 > 1 && count < runs.len() {
            // 'Chief Product Customer Officer' is for both.
            runs[count] = best;
            count += 1;
            best = (strength, item.sense);
        } else if strength > 0 && strength >= best.0 {
            best = (strength, item.sense);
        }
    }
    if count < runs.len() {
        runs[count] = best;
        count += 1;
    }
    let runs = &runs[..count];
    let strength = strongest(runs);
    let least = if strength >= SURE && !of_chief { SURE } else { 1 };
    let mut topics = Topics { strength, has_object, ..Topics::default() };
    for (strength, sense) in runs {
        if *strength >= least {
            topics.functions.extend(sense.functions);
            topics.other_functions.extend(sense.other_functions);
        }
    }
    topics
}

fn strongest(runs: &[(u8, &Sense)]) -> u8 {
    runs.iter().map(|(strength, _)| *strength).max().unwrap_or_default()
}

/// Whether the head at `at` only describes another, and names a function when it does.
fn describes(items: &Items<'_>, chunk: Chunk, at: usize) -> bool {
    items.head(at).is_some_and(|head| head.counts == Counts::Describing) && !stands_as_head(items, chunk.start, at)
}
