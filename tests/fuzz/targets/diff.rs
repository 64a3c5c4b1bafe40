//! Whatever two charts hold, who joined the one has left the other, and every report of that is sound.

use std::collections::BTreeSet;

use arbitrary::Unstructured;
use orglint::change::MatchBy;
use orglint::check::{Comparison, check};
use orglint::policy::Policy;
use orglint::report::diff::{html, json, markdown, pretty};
use orglint::title::Reader;

use super::checked::{RULEBOOK, STYLE, assert_plain, chart, written};
use super::draws::{self, HEADER};
use super::markup::tags;
use super::page;

/// Draws a chart, changes some of its records, and compares the two.
pub(crate) fn compared(bytes: &[u8]) {
    let mut choices = Unstructured::new(bytes);
    let (Ok(before), Ok(other)) = (draws::records(&mut choices, 16), draws::records(&mut choices, 16)) else { return };
    let after: Vec<String> = before
        .iter()
        .zip(other.iter().chain(before.iter().skip(other.len())))
        .map(|(same, new)| if choices.ratio(1, 3).unwrap_or_default() { new } else { same }.clone())
        .collect();
    let text = |records: &[String]| HEADER.to_owned() + &records.concat();
    let (Ok(before), Ok(after)) = (chart("before.csv", text(&before)), chart("after.csv", text(&after))) else {
        return;
    };
    let (policy, reader) = (Policy::default(), Reader::builtin());
    let [before, after] = [&before, &after].map(|chart| check(chart, &RULEBOOK, &policy, &reader));
    let by = MatchBy::ALL[choices.choose_index(MatchBy::ALL.len()).unwrap_or_default()].1;
    let (there, back) = (Comparison::new(&before, &after, by), Comparison::new(&after, &before, by));
    let set = |records: &[orglint::finding::Record]| records.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(set(&there.change.joined), set(&back.change.left));
    assert_eq!(set(&there.change.left), set(&back.change.joined));
    assert_eq!(there.change.moved.len(), back.change.moved.len());
    assert_eq!(there.unchanged, back.unchanged);
    reported(&there);
}

fn reported(comparison: &Comparison<'_>) {
    let json: serde_json::Value = serde_json::from_str(&written(|out| json::write(comparison, &[], out))).unwrap();
    let introduced: usize = comparison.introduced().iter().map(|part| part.findings.len()).sum();
    assert_eq!(json["findings"]["introduced"].as_array().map(Vec::len), Some(introduced));
    let style = pretty::Style { findings: STYLE, max_changes: 10 };
    assert_plain(&written(|out| pretty::write(comparison, &style, out)));
    let style = markdown::Style { max_findings: None, max_changes: 10 };
    let page = page::read(&written(|out| markdown::write(comparison, &[], style, out)));
    let is_list = |event: &String| event.contains("List") || event.contains("Item");
    assert!(page.other.iter().all(is_list), "{:?}", page.other);
    let html = written(|out| html::write(comparison, &[], html::Style { whole: true, max_changes: 10 }, out));
    assert!(tags(&html).iter().all(|tag| !["script", "img", "iframe"].contains(&&**tag)));
}
