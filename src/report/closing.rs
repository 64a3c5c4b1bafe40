//! The line that closes a report for people: how many findings, in what.

use crate::check::Report;
use crate::finding::Severity;
use crate::stats;

use super::text::safe;

/// One line, without its end.
pub(super) fn line(reports: &[Report<'_>]) -> String {
    let found: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (severity, reports.iter().map(|report| report.count(severity)).sum()))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| counted(count, noun(severity)))
        .collect();
    let (subject, size) = match reports {
        [report] => {
            let layers = stats::layers(report.chart()) as usize;
            let size = format!("{}, {}", people(reports), counted(layers, ["layer", "layers"]));
            (safe(report.chart().source().name()).into_owned(), size)
        }
        _ => (counted(reports.len(), ["chart", "charts"]), people(reports)),
    };
    match found[..] {
        [] => format!("{subject}: no findings ({size})"),
        _ => format!("{} in {subject} ({size})", found.join(", ")),
    }
}

fn people(reports: &[Report<'_>]) -> String {
    counted(reports.iter().map(|report| report.facts.people() as usize).sum(), ["person", "people"])
}

fn noun(severity: Severity) -> [&'static str; 2] {
    match severity {
        Severity::Error => ["error", "errors"],
        Severity::Warning => ["warning", "warnings"],
        Severity::Info => ["note", "notes"],
    }
}

/// A number with the noun in its singular or plural.
pub(super) fn counted(count: usize, [one, many]: [&str; 2]) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { many })
}

/// Digits in groups of three.
fn grouped(number: usize) -> String {
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
        assert_eq!(counted(1, ["person", "people"]), "1 person");
        assert_eq!(counted(5012, ["person", "people"]), "5,012 people");
    }
}
