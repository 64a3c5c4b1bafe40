//! A report paid more than the manager.

use std::borrow::Cow;

use crate::chart::Chart;
use crate::facts::Facts;
use crate::finding::{Finding, Record, Severity};
use crate::input::Field;
use crate::input::values::{is_surely_less, number};
use crate::rules::{Rule, Settings};

/// `role/pay-inversion`
pub static RULE: Rule = Rule {
    name: "role/pay-inversion",
    severity: Severity::Info,
    since: "0.1.0",
    summary: "a report paid more than the manager",
    why: "It is usual in sales and among specialists, and sometimes a sign that a manager's pay was forgotten when \
          the market moved. Total pay is compared where both have it, else base pay, in one currency, and only \
          where it is more in every reading of the two numbers. Vacant posts, and people of whom one works part of \
          the time, are passed over.",
    sources: &[],
    settings: &[],
    needs: &[&[Field::BasePay, Field::TotalPay]],
    is_opt_in: true,
    check,
    ..Rule::USUAL
};

fn check(facts: &Facts<'_>, _: &Settings, found: &mut Vec<Finding>) {
    let chart = facts.chart();
    for position in chart.positions().filter(|position| !facts.is_vacant(*position)) {
        let Some(manager) = chart.manager(position).filter(|manager| {
            chart.presence(*manager).counts() && !facts.is_vacant(*manager) && are_comparable(chart, position, *manager)
        }) else {
            continue;
        };
        let Some((field, pays)) = [Field::TotalPay, Field::BasePay].into_iter().find_map(|field| {
            let pays = [position, manager].map(|position| chart.roster().text(position, field));
            let is_paid = |pay: &Cow<'_, str>| number(pay).bounds().is_some_and(|(least, _)| least > 0.0);
            pays.iter().all(is_paid).then_some((field, pays))
        }) else {
            continue;
        };
        let [own, above] = &pays;
        let marks = [own, above].map(|pay| currency_marks(pay));
        let in_two_currencies = marks[0] != marks[1] && marks.iter().all(|marks| !marks.is_empty());
        if in_two_currencies || !is_surely_less(number(above), number(own)) {
            continue;
        }
        let [own, above] = [position, manager].map(|paid| chart.quoted(paid, field));
        let message = format!(
            "{} is paid {own}, more than the manager, {}, who is paid {above}",
            chart.named(position),
            chart.named(manager)
        );
        found.push(
            Finding::new(chart.place(position, field), message)
                .about([position, manager])
                .label(chart.place(manager, field), "the manager's pay")
                .help("look whether the two are for the same time and the manager's is up to date"),
        );
    }
}

/// Whether two positions are paid in one currency, as far as the chart says, and for the same part of a post.
fn are_comparable(chart: &Chart, one: Record, other: Record) -> bool {
    [Field::Currency, Field::HeadcountWeight].into_iter().all(|field| {
        let roster = chart.roster();
        !roster.has(field) || roster.text(one, field).eq_ignore_ascii_case(&roster.text(other, field))
    })
}

/// The signs and letters beside a number, those for thousands left out.
fn currency_marks(pay: &str) -> String {
    let is_mark = |letter: &char| !letter.is_ascii_digit() && !" \u{a0}.,'’_-kKmM".contains(*letter);
    pay.chars().filter(is_mark).flat_map(char::to_lowercase).collect()
}
