//! Slips of the hand.

use super::super::random::Random;

/// The id with one character another one, left out, doubled, or swapped with the next.
pub(super) fn slipped(id: &str, random: &mut Random) -> String {
    let mut characters: Vec<char> = id.chars().collect();
    let at = random.below(characters.len());
    match random.below(4) {
        0 => {
            let digits = if id.contains('-') { "0123456789abcdef" } else { "0123456789" };
            characters[at] = char::from(digits.as_bytes()[random.below(digits.len())]);
        }
        1 => _ = characters.remove(at),
        2 => characters.insert(at, characters[at]),
        _ => characters.swap(at, (at + 1).min(id.len() - 1)),
    }
    characters.into_iter().collect()
}

/// The id as it is after a spreadsheet took it for a number.
pub(super) fn without_zeros(id: &str) -> &str {
    id.trim_start_matches('0')
}
