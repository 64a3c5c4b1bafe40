//! Who joined and left, and which finding came and went when, against a count by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiff::civil::{Date, date};
use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::finding::Severity;
use orglint::input::{self, Options};
use orglint::policy::Policy;
use orglint::reorg::history::{History, Recorder};
use orglint::report::history::html;
use orglint::source::Source;
use orglint::title::Reader;
use proptest::prelude::*;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What a finding is told by: its rule, and the ids at fault.
type Told = (String, Vec<String>);

/// A small chart: for each id that is there its title and its manager.
type Positions = BTreeMap<u8, (u8, u8)>;

const TITLES: [&str; 6] =
    ["CEO", "Chief Operating Officer", "VP of Sales", "Director of Sales Operations", "Sales Analyst", ""];

fn day(number: usize) -> Date {
    date(2026, 1, 1).saturating_add(jiff::Span::new().days(number as i64 * 10))
}

fn text(positions: &Positions) -> String {
    let mut text = "id,title,manager_id,end_date\nE0,CEO,,\n".to_owned();
    for (id, (title, manager)) in positions {
        // Some managers are not there, and some people leave in the course of time.
        let end = if id % 5 == 0 { "2026-01-15" } else { "" };
        let _ = writeln!(text, "E{id},{},E{manager},{end}", TITLES[usize::from(*title)]);
    }
    text
}

/// The chart of a day.
fn chart(number: usize, text: &str) -> Outcome<Chart> {
    let source =
        Source::new(format!("org-{}.csv", day(number)), text.to_owned()).map_err(|fault| format!("{fault:?}"))?;
    Ok(Chart::new(input::read(source, &Options::default())?, day(number)))
}

/// The history of charts, and what was found in each of them.
fn recorded(texts: &[String]) -> Outcome<(History, Vec<Vec<Told>>)> {
    let (rulebook, policy, reader) = (Rulebook::builtin()?, Policy::default(), Reader::builtin());
    let mut recorder = Recorder::default();
    let mut found = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let chart = chart(number, text)?;
        let report = check(&chart, &rulebook, &policy, &reader);
        recorder.add(&report);
        let told = report.findings.iter().map(|reported| {
            let mut ids: Vec<String> =
                reported.finding.at_fault().iter().map(|position| chart.id(*position).into_owned()).collect();
            ids.sort();
            (reported.rule.name().to_owned(), ids)
        });
        found.push(told.collect());
    }
    Ok((recorder.finish(), found))
}

/// The ids that are in a chart on its day, from its text alone.
fn present(number: usize, text: &str) -> BTreeSet<&str> {
    let is_here = |line: &&str| line.ends_with(',') || day(number) <= date(2026, 1, 15);
    text.lines().skip(1).filter(is_here).filter_map(|line| line.split(',').next()).collect()
}

/// A sequence of charts, each with a few changes to the one before.
fn sequences() -> impl Strategy<Value = Vec<String>> {
    let position = || (1_u8..12, (0..TITLES.len() as u8, 0_u8..14));
    let first = prop::collection::btree_map(1_u8..12, (0..TITLES.len() as u8, 0_u8..14), 0..10);
    let change = prop_oneof![position().prop_map(|(id, to)| (id, Some(to))), (1_u8..12).prop_map(|id| (id, None)),];
    let changes = prop::collection::vec(prop::collection::vec(change, 0..4), 0..6);
    (first, changes).prop_map(|(mut positions, changes)| {
        let mut texts = vec![text(&positions)];
        for changes in changes {
            for (id, to) in changes {
                match to {
                    Some(to) => _ = positions.insert(id, to),
                    None => _ = positions.remove(&id),
                }
            }
            texts.push(text(&positions));
        }
        texts
    })
}

fn count(found: &[Told], told: &Told) -> usize {
    found.iter().filter(|other| *other == told).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn figures_are_those_of_a_count_by_hand(texts in sequences()) {
        let (history, found) = recorded(&texts).unwrap();
        prop_assert_eq!(history.days().len(), texts.len());
        for (number, figures) in history.days().iter().enumerate() {
            let now = present(number, &texts[number]);
            prop_assert_eq!(figures.people, now.len());
            prop_assert_eq!(figures.findings.iter().sum::<usize>(), found[number].len());
            let Some(change) = figures.change else {
                prop_assert_eq!(number, 0);
                continue;
            };
            let before = present(number - 1, &texts[number - 1]);
            prop_assert_eq!(change.joined, now.difference(&before).count());
            prop_assert_eq!(change.left, before.difference(&now).count());
            let all: BTreeSet<&Told> = found[number].iter().chain(&found[number - 1]).collect();
            let more = |one: usize, other: usize| -> usize {
                all.iter().map(|told| count(&found[one], told).saturating_sub(count(&found[other], told))).sum()
            };
            prop_assert_eq!(change.introduced, more(number, number - 1));
            prop_assert_eq!(change.resolved, more(number - 1, number));
            prop_assert_eq!(history.came(number).len(), change.introduced);
            prop_assert_eq!(history.went(number).len(), change.resolved);
            let severities: Vec<Severity> = history.came(number).map(|event| event.stretch.severity).collect();
            prop_assert!(severities.is_sorted_by(|one, other| one >= other));
        }
    }

    #[test]
    fn each_finding_is_there_on_its_days_and_no_other(texts in sequences()) {
        let (history, found) = recorded(&texts).unwrap();
        let mut told: BTreeMap<Told, Vec<Vec<usize>>> = BTreeMap::new();
        for story in history.stories() {
            let days = story.stretches.iter().flat_map(|stretch| stretch.first..=stretch.last).collect();
            told.entry((story.key.rule().to_owned(), story.key.ids().to_vec())).or_default().push(days);
            // Two stretches have a day between them without the finding.
            prop_assert!(story.stretches.windows(2).all(|pair| pair[0].last + 1 < pair[1].first));
            let is_there = found[texts.len() - 1].contains(&(story.key.rule().to_owned(), story.key.ids().to_vec()));
            prop_assert!(is_there || !history.is_open(story));
        }
        let all: BTreeSet<&Told> = found.iter().flatten().collect();
        prop_assert_eq!(told.keys().collect::<BTreeSet<_>>(), all.clone());
        for one in all {
            let most = found.iter().map(|found| count(found, one)).max().unwrap_or(0);
            // The first of those alike is there whenever there is one, the second whenever there are two.
            let expected: Vec<Vec<usize>> =
                (0..most).map(|number| (0..texts.len()).filter(|day| count(&found[*day], one) > number).collect()).collect();
            prop_assert_eq!(&told[one], &expected, "{:?}", one);
        }
    }

    #[test]
    fn no_text_of_a_chart_changes_the_structure_of_the_page(
        name in prop_oneof![any::<String>(), "[<>&\"'/!\\-a-z=\\]]{0,40}", Just("</svg></style><script>alert(1)</script>".to_owned())],
    ) {
        let quoted = |name: &str| format!("\"x{}\"", name.replace('"', "\"\"").replace('\0', ""));
        let page = |name: &str| -> Outcome<String> {
            let name = quoted(name);
            let first = format!("id,title,manager_id\nE1,CEO,\n{name},{name},E1\n");
            let second = format!("id,title,manager_id\nE1,CEO,\nE2,{name},{name}\n");
            let mut out = Vec::new();
            html::write(&recorded(&[first, second])?.0, 20, &mut out)?;
            Ok(String::from_utf8(out)?)
        };
        let tags = |page: &str| -> Vec<String> {
            let tag = |rest: &str| rest.split([' ', '>']).next().unwrap_or_default().to_owned();
            page.split('<').skip(1).map(tag).collect()
        };
        let (hostile, plain) = (page(&name).unwrap(), page("").unwrap());
        // Other texts can have other findings, and so other items of the lists; nothing else.
        let kinds = |page: &str| -> BTreeSet<String> { tags(page).into_iter().collect() };
        prop_assert!(kinds(&hostile).is_subset(&kinds(&plain)), "{:?}", kinds(&hostile));
        let counts = |page: &str| ["script", "style", "/style", "table", "/html", "title"].map(|name| tags(page).iter().filter(|tag| *tag == name).count());
        prop_assert_eq!(counts(&hostile)[..5].to_vec(), counts(&plain)[..5].to_vec());
    }
}

#[test]
fn a_finding_that_is_back_is_told_as_such() -> Outcome {
    let sound = "id,title,manager_id\nE1,CEO,\nE2,Clerk,E1\n".to_owned();
    let lost = sound.replace("Clerk,E1", "Clerk,E9");
    let (history, _) = recorded(&[sound.clone(), lost.clone(), sound, lost])?;
    let again: Vec<Vec<bool>> = (0..4)
        .map(|day| {
            let lost = history.came(day).filter(|event| event.story.key.rule() == "integrity/unknown-manager");
            lost.map(|event| event.is_again).collect()
        })
        .collect();
    assert_eq!(again, [vec![], vec![false], vec![], vec![true]]);
    assert_eq!(history.gravest_of_the_last_change(), Some(Severity::Error));
    Ok(())
}

#[test]
fn a_first_day_changes_nothing() -> Outcome {
    let (history, _) = recorded(&["id,title,manager_id\nE1,CEO,\nE2,Clerk,E9\n".to_owned()])?;
    assert_eq!(history.days()[0].change, None);
    assert_eq!(history.gravest_of_the_last_change(), None);
    assert!(history.came(0).len() > 0 && history.went(0).len() == 0);
    Ok(())
}
