//! Deviations that a company has accepted, by whom it may concern until when; and what it knew of before.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Selection;
use crate::source::Span;

/// A deviation that is accepted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exception {
    /// The rules whose findings it covers.
    pub rule: Selection,
    /// As the rules were written.
    pub rule_text: String,
    /// The position that it covers; every position where there is none.
    pub id: Option<String>,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The number of the file that it stands in, among those of the policy.
    pub file: usize,
    /// Where it stands there.
    pub at: Span,
}

impl Exception {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.until.is_none_or(|until| day <= until)
    }

    /// Whether it covers a finding of a rule about the positions of these ids, those at fault.
    pub fn covers<'i>(&self, rule: &str, mut ids: impl Iterator<Item = std::borrow::Cow<'i, str>>) -> bool {
        self.rule.covers(rule) && self.id.as_ref().is_none_or(|id| ids.any(|other| *id == other))
    }
}

/// The findings of a day, to be told from those that come later. A finding is known by its rule and the ids of the
/// positions at fault, wherever they stand in the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Baseline {
    known: BTreeMap<Key, usize>,
}

/// What a finding is known by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    /// The chart, where a table holds many.
    group: Option<String>,
    rule: String,
    ids: Vec<String>,
}

impl Key {
    /// For a finding of a rule; the order of the ids does not matter.
    pub fn new(rule: &str, ids: impl Iterator<Item = String>) -> Key {
        let mut ids: Vec<String> = ids.collect();
        ids.sort();
        Key { group: None, rule: rule.to_owned(), ids }
    }

    /// The same in one chart of a table of many.
    pub fn in_group(self, group: Option<&str>) -> Key {
        Key { group: group.map(str::to_owned), ..self }
    }

    /// The rule.
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// The ids of the positions at fault, in order.
    pub fn ids(&self) -> &[String] {
        &self.ids
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Known>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<String>,
    rule: String,
    ids: Vec<String>,
    #[serde(default = "once", skip_serializing_if = "is_once")]
    count: usize,
}

const fn once() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_once(count: &usize) -> bool {
    *count == 1
}

impl Baseline {
    /// Reads a baseline; the message says what is wrong with it.
    pub fn parse(text: &str) -> Result<Baseline, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.version != 1 {
            return Err(format!("version {} of baselines is not known", file.version));
        }
        let mut baseline = Baseline::default();
        for known in file.findings {
            let key = Key::new(&known.rule, known.ids.into_iter()).in_group(known.group.as_deref());
            let count = baseline.known.entry(key).or_default();
            *count = count.saturating_add(known.count);
        }
        Ok(baseline)
    }

    /// Records a finding.
    pub fn add(&mut self, key: Key) {
        *self.known.entry(key).or_default() += 1;
    }

    /// Adds what another one knows.
    pub fn append(&mut self, other: Baseline) {
        other.known.into_iter().for_each(|(key, count)| *self.known.entry(key).or_default() += count);
    }

    /// Whether a finding is known; each that was recorded is known once.
    pub fn take(&mut self, key: &Key) -> bool {
        match self.known.get_mut(key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// As it is kept in a file: one line a finding, sorted, so that two can be compared.
    pub fn text(&self) -> String {
        let known = |(key, count): (&Key, &usize)| {
            let Key { group, rule, ids } = key.clone();
            Known { group, rule, ids, count: *count }
        };
        let lines: Vec<String> = self
            .known
            .iter()
            .map(known)
            .map(|known| format!("  {}", serde_json::to_string(&known).unwrap_or_default()))
            .collect();
        let findings = if lines.is_empty() { String::new() } else { format!("\n{}\n", lines.join(",\n")) };
        format!("{{\"version\": 1, \"findings\": [{findings}]}}\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(rule: &str, ids: &[&str]) -> Key {
        Key::new(rule, ids.iter().map(ToString::to_string))
    }

    #[test]
    fn a_baseline_survives_being_written() {
        let mut baseline = Baseline::default();
        for key in [key("integrity/cycle", &["B", "A"]), key("scale/no-ceo", &[]), key("scale/no-ceo", &[])] {
            baseline.add(key);
        }
        let mut read = Baseline::parse(&baseline.text()).unwrap();
        assert_eq!(read, baseline);
        assert!(read.take(&key("integrity/cycle", &["A", "B"])));
        assert!(!read.take(&key("integrity/cycle", &["A", "B"])), "each is known once");
        assert_eq!([read.take(&key("scale/no-ceo", &[])), read.take(&key("scale/no-ceo", &[]))], [true, true]);
        let of_group = key("integrity/cycle", &["A"]).in_group(Some("acme"));
        baseline.add(of_group.clone());
        let mut read = Baseline::parse(&baseline.text()).unwrap();
        assert!(!read.take(&key("integrity/cycle", &["A"])), "another chart has other people");
        assert!(read.take(&of_group));
        assert_eq!(Baseline::parse(&Baseline::default().text()), Ok(Baseline::default()));
    }

    #[test]
    fn an_exception_covers_its_rule_and_position_until_its_day() {
        let exception = Exception {
            rule: Selection::Rule("pattern/coo".to_owned()),
            rule_text: "pattern/coo".to_owned(),
            id: Some("E1".to_owned()),
            reason: "agreed".to_owned(),
            until: Some(jiff::civil::date(2027, 3, 31)),
            file: 0,
            at: Span::default(),
        };
        assert!(exception.covers("pattern/coo", ["E1".into()].into_iter()));
        assert!(!exception.covers("pattern/coo", ["E2".into()].into_iter()));
        assert!(!exception.covers("pattern/director", ["E1".into()].into_iter()));
        assert!(exception.holds_on(jiff::civil::date(2027, 3, 31)));
        assert!(!exception.holds_on(jiff::civil::date(2027, 4, 1)));
    }
}
