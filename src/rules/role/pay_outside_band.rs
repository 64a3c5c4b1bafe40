//! Pay outside the documented band.

use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::input::values::number;
use crate::profile::{Card, Pay, cards};
use crate::rules::{Rule, Settings};
use crate::title::{Level, Role};
use crate::wording::grouped;

/// `role/pay-outside-band`
pub static RULE: Rule = Rule {
    name: "role/pay-outside-band",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "pay outside the documented band of a VP or a Director of Sales Operations",
    why: "Pay far from what a role is documented with often belongs to another role: the title or the duties are off. The \
          bands are in USD, so an amount in another currency is passed over. A figure 'and more' has no upper end; \
          total pay contains the base, so it is too low where it is below the lowest base. A rank above the one \
          documented has no upper end either, and vacant posts are passed over.",
    sources: &["D1-9"],
    needs: &[&[Field::BasePay, Field::TotalPay]],
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    for card in cards() {
        let Some(pay) = &card.pay else { continue };
        for position in facts.holders(|role| card.is_about(role)) {
            if !facts.is_vacant(position) && is_in_dollars(facts, position) {
                found.extend(outside(facts, position, card, pay));
            }
        }
    }
}

/// The base first: what is too low there makes the total too low as well.
fn outside(facts: &Facts<'_>, position: Record, card: &Card, pay: &Pay) -> Option<Finding> {
    let roster = facts.chart().roster();
    let lowest = pay.base.min;
    for (field, word, band) in [(Field::BasePay, "base pay", pay.base), (Field::TotalPay, "total pay", pay.total)] {
        let Some((least, most)) = amount(&roster.text(position, field)) else { continue };
        let is_below = lowest.is_some_and(|lowest| most < f64::from(lowest));
        let upper = band.upper().filter(|_| !is_above_the_rank(facts.role(position)));
        let is_above = upper.is_some_and(|upper| least > f64::from(upper));
        if !is_below && !is_above {
            continue;
        }
        let (side, paid) = if is_below { ("below", most) } else { ("above", least) };
        let documented = match (is_below, band.min, lowest) {
            (true, None, Some(lowest)) => format!("a base from USD {}", grouped(lowest as usize)),
            _ => format!("USD {band}"),
        };
        let message = format!(
            "the {word} of {}, {}, is {side} what is documented for a {}: {documented}",
            facts.chart().id(position),
            facts.chart().told(field, grouped(paid as usize)),
            card.label
        );
        return Some(
            Finding::new(facts.chart().place(position, field), message)
                .about([position])
                .help("see whether the title fits the duties; size, industry and place account for much of the rest"),
        );
    }
    None
}

/// The least and the most that a cell may mean, in USD a year. Below a thousand the amount may be in thousands, and
/// nothing is no pay at all; an amount with the sign of another currency tells nothing.
fn amount(text: &str) -> Option<(f64, f64)> {
    let names_dollars = text.trim_start_matches(|letter: char| !letter.is_ascii_digit()).len();
    let (before, rest) = text.split_at(text.len() - names_dollars);
    let after = rest.trim_start_matches(|letter: char| !letter.is_alphabetic());
    let is_dollars = |text: &str| ["", "USD", "US$", "$", "k", "k USD", "US dollars"].contains(&text.trim());
    let (least, most) = number(text).bounds().filter(|(least, _)| *least > 0.0)?;
    let in_full = |amount: f64| if amount < 1000.0 { amount * 1000.0 } else { amount };
    (is_dollars(before) && is_dollars(after)).then(|| (least, most.max(in_full(least)).max(in_full(most))))
}

fn is_in_dollars(facts: &Facts<'_>, position: Record) -> bool {
    let roster = facts.chart().roster();
    let currency = roster.text(position, Field::Currency);
    let names = ["USD", "US$", "$", "US dollar", "US dollars"];
    !roster.has(Field::Currency) || names.iter().any(|name| currency.eq_ignore_ascii_case(name))
}

/// A Senior Director is documented with the Director's line, but not with the Director's pay.
fn is_above_the_rank(role: &Role) -> bool {
    [Level::SeniorDirector, Level::Svp, Level::Evp].into_iter().any(|level| role.levels().contains(level))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_dollars_perhaps_in_thousands() {
        assert_eq!(amount("150000"), Some((150_000.0, 150_000.0)));
        assert_eq!(amount("USD 150,000"), Some((150.0, 150_000.0)));
        assert_eq!(amount("$180k"), Some((180_000.0, 180_000.0)));
        assert_eq!(amount("180"), Some((180.0, 180_000.0)));
        assert_eq!(amount("1000"), Some((1000.0, 1000.0)));
        for text in ["", "0", "n/a", "€150,000", "150,000 EUR", "GBP 90000"] {
            assert_eq!(amount(text), None, "{text}");
        }
    }
}
