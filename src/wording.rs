//! How numbers read in messages, the same everywhere.

/// A number with the noun in its singular or plural: `1 person`, `5,012 people`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
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
        assert_eq!(counted(5012, "person", "people"), "5,012 people");
    }
}
