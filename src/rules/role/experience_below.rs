//! Less experience than is documented.

use crate::facts::Facts;
use crate::finding::{Finding, Severity};
use crate::input::Field;
use crate::input::values::number;
use crate::profile::{Card, cards};
use crate::rules::{Rule, Settings};

/// `role/experience-below`
pub static RULE: Rule = Rule {
    name: "role/experience-below",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "less experience than the lowest documented figure for the role",
    why: "The documents say with how many years of experience one comes into a role, and disagree. So the lowest of their \
          figures is the bound, and the finding names all of them. Vacant posts are passed over, and so is a number with \
          'and more' or a plus sign, which names no most.",
    sources: &["D0-8", "D1-10", "D2-4"],
    needs: &[&[Field::YearsExperience]],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    for card in cards() {
        let Some(lowest) = card.years().map(|years| years.min).min() else { continue };
        for position in facts.holders(|role| card.is_about(role)) {
            let Some((_, most)) = years(&chart.roster().text(position, Field::YearsExperience)) else { continue };
            if facts.is_vacant(position) || most >= f64::from(lowest) {
                continue;
            }
            let unit = if most == 1.0 { "year" } else { "years" };
            let had = chart.told(Field::YearsExperience, most.to_string());
            let message = format!(
                "{} has {had} {unit} of experience; documented for a {} are {}",
                chart.id(position),
                card.label,
                documented(card)
            );
            found.push(
                Finding::new(chart.place(position, Field::YearsExperience), message)
                    .about([position])
                    .help("the documents describe who usually comes into the role, not who may"),
            );
        }
    }
}

/// All figures of a card, each with what says so.
fn documented(card: &Card) -> String {
    let figures: Vec<String> = card.years().map(|years| format!("{years} ({})", years.sources.join(" "))).collect();
    figures.join(", ")
}

/// The least and the most that a cell may mean, in years: a number, perhaps with its unit, or two with a dash.
fn years(text: &str) -> Option<(f64, f64)> {
    if text.contains('+') {
        // Five years and more: nobody knows how many.
        return None;
    }
    let text = text.to_lowercase();
    let bare = ["years", "year", "yrs", "yr", "y"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(&text);
    let parts: Option<Vec<(f64, f64)>> = bare.split(['-', '–']).map(|part| number(part).bounds()).collect();
    match parts?[..] {
        [years] => Some(years),
        [(least, _), (_, most)] => Some((least, most)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_with_their_unit_and_as_a_range() {
        assert_eq!(years("7"), Some((7.0, 7.0)));
        assert_eq!(years("7.5 Years"), Some((7.5, 7.5)));
        assert_eq!(years("3–4 yrs"), Some((3.0, 4.0)));
        for text in ["5+", "five", "", "2014-03-01", "1-2-3"] {
            assert_eq!(years(text), None, "{text}");
        }
    }
}
