//! How numbers and lists read in messages, the same everywhere.

/// A number with the noun in its singular or plural: `1 person`, `5,012 people`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// The first of several names, and how many more there are: `E1, E2, E3 and 9 more`.
pub fn listed(names: &[impl AsRef<str>]) -> String {
    const SHOWN: usize = 5;
    let shown: Vec<&str> = names.iter().take(SHOWN).map(AsRef::as_ref).collect();
    match (&shown[..], names.len().saturating_sub(SHOWN)) {
        ([all @ .., last], 0) if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        (shown, 0) => shown.concat(),
        (shown, more) => format!("{} and {} more", shown.join(", "), grouped(more)),
    }
}

/// Digits in groups of three: `5,012`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_nouns_agree() {
        assert_eq!([1, 12, 123, 1234, 123_456, 1_234_567].map(grouped).join(" "), "1 12 123 1,234 123,456 1,234,567");
        assert_eq!(counted(1, "person", "people"), "1 person");
        assert_eq!(listed(&["E1"]), "E1");
        assert_eq!(listed(&["E1", "E2"]), "E1 and E2");
        assert_eq!(listed(&["a", "b", "c", "d", "e", "f", "g"]), "a, b, c, d, e and 2 more");
        assert_eq!(counted(5012, "person", "people"), "5,012 people");
    }
}
