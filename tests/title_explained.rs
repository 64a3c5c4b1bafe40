//! What the explanation of a reading says.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of a test state what they hold to be true as well")]

use orglint::title::{Effect, Explanation, Function, Functions, Level, Levels, Part, Reader};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_security::skeleton;

fn explain(title: &str) -> Explanation<'_> {
    Reader::builtin().explain(title)
}

/// The parts of a title with what they did, such as `VP: names the job: vp`.
fn told(title: &str) -> Vec<String> {
    let parts = explain(title).parts;
    parts
        .iter()
        .map(|Part { text, effects }| {
            let effects: Vec<String> = effects.iter().map(Effect::to_string).collect();
            format!("{text}: {}", effects.join("; "))
        })
        .collect()
}

/// Where each part begins and ends; what stands between parts has no letter and no digit, nor has what stands around them.
fn extents(title: &str) -> Vec<(usize, usize)> {
    let start = title.as_ptr() as usize;
    let mut before = 0;
    let mut extents = Vec::new();
    // A mark on nothing is no letter, nor is what nobody sees.
    let is_seen =
        |part: char| part.is_alphanumeric() && !is_combining_mark(part) && skeleton(&part.to_string()).next().is_some();
    let is_letter = |char: char| char.is_alphanumeric() && char.to_string().nfkd().any(is_seen);
    let is_bare = |text: &str| !text.chars().any(is_letter);
    for part in explain(title).parts {
        let from = part.text.as_ptr() as usize - start;
        let to = from + part.text.len();
        assert!(before <= from && from < to && to <= title.len(), "{title:?}: {part:?}");
        assert!(is_bare(&title[before..from]), "{title:?}: nothing is said of {:?}", &title[before..from]);
        assert!(!part.effects.is_empty(), "{title:?}: {part:?}");
        extents.push((from, to));
        before = to;
    }
    assert!(is_bare(&title[before..]), "{title:?}: nothing is said of {:?}", &title[before..]);
    extents
}

fn labelled() -> impl Iterator<Item = &'static str> {
    let text = include_str!("../fixtures/titles/dev.tsv");
    text.lines().skip(1).filter_map(|line| line.split('\t').next())
}

/// Whether all that the role says is said of some part.
fn accounts_for_the_role(title: &str) {
    let Explanation { role, parts } = explain(title);
    assert_eq!(role, Reader::builtin().read(title), "{title:?}");
    let effects = || parts.iter().flat_map(|part| part.effects.iter().copied());
    let named = |functions: fn(Effect) -> Option<Functions>| -> Vec<Function> {
        effects().filter_map(functions).flat_map(|functions| functions.iter().collect::<Vec<_>>()).collect()
    };
    let is_for = named(|effect| if let Effect::IsFor(functions) = effect { Some(functions) } else { None });
    let may_be_for = named(|effect| if let Effect::MayBeFor(functions) = effect { Some(functions) } else { None });
    for function in role.functions.iter().filter(|function| *function != Function::Other) {
        assert!(is_for.contains(&function), "{title:?}: no part is for {function}: {parts:?}");
    }
    for function in &is_for {
        assert!(role.functions.contains(*function), "{title:?}: {function}");
    }
    for function in role.other_functions.iter() {
        assert!(may_be_for.contains(&function), "{title:?}: no part may be for {function}: {parts:?}");
    }
    let jobs: Vec<Level> = effects()
        .filter_map(|effect| if let Effect::NamesJob { here, .. } = effect { Some(here) } else { None })
        .collect();
    let wishes = effects().any(|effect| effect == Effect::Wishes);
    // Without a job, a word that ends as jobs do or a grade before an unknown one makes it that of an individual.
    let sounds = effects()
        .any(|effect| effect == Effect::SoundsLikeJob || matches!(effect, Effect::Moves { to: Level::Individual, .. }));
    match jobs[..] {
        [level] => assert!(role.level == level || wishes, "{title:?}: {parts:?}"),
        [] => assert_eq!(role.level == Level::Individual, sounds, "{title:?}: {parts:?}"),
        _ => panic!("{title:?} has two jobs that give it its level: {parts:?}"),
    }
    let levels: Levels = effects()
        .filter_map(|effect| if let Effect::MayHaveLevels(levels) = effect { Some(levels) } else { None })
        .flat_map(Levels::iter)
        .collect();
    assert_eq!(levels, role.other_levels, "{title:?}: {parts:?}");
    for qualifier in role.qualifiers.iter() {
        let says = |effect| effect == Effect::Qualifies(qualifier) || effect == Effect::SaysWhere;
        assert!(effects().any(says), "{title:?}: {}", qualifier.name());
    }
}

#[test]
fn every_labelled_title_is_accounted_for() {
    for title in labelled() {
        accounts_for_the_role(title);
        extents(title);
    }
}

#[test]
fn what_changes_nothing_can_be_left_out() {
    let reader = Reader::builtin();
    let mut idle = 0;
    for title in labelled() {
        let says_so = |part: &&Part<'_>| matches!(part.effects[..], [Effect::ChangesNothing | Effect::FollowsAt]);
        for part in explain(title).parts.iter().filter(says_so) {
            let at = part.text.as_ptr() as usize - title.as_ptr() as usize;
            // A full stop of its own is no word, and parts no phrase less than the word did.
            let without = format!("{}the{}", &title[..at], &title[at + part.text.len()..]);
            assert_eq!(reader.read(&without), reader.read(title), "{title:?} without {:?}", part.text);
            idle += 1;
        }
    }
    assert!(idle > 50, "{idle}");
}

#[test]
fn each_part_says_what_it_did() {
    let cases: [(&str, &[&str]); 18] = [
        ("VP, Sales Ops", &["VP: names the job: vp", "Sales Ops: is what it is for: sales-operations"]),
        (
            "SR. V.P. of Sales",
            &[
                "SR.: raises it from vp to svp",
                "V.P.: names the job: vp, here svp",
                "of: joins",
                "Sales: is what it is for: sales",
            ],
        ),
        (
            "Assistant to the VP",
            &[
                "Assistant: names the job: individual, here assistant-to",
                "to: joins",
                "the: changes nothing",
                "VP: is who is served",
            ],
        ),
        (
            "Executive Assistant, CTO and CFO",
            &[
                "Executive Assistant: names the job: assistant-to",
                "CTO: is who is served; is what it is for: engineering; may also be for it",
                "and: joins",
                "CFO: is who is served; is what it is for: finance",
            ],
        ),
        (
            "COO & VP of Sales Operations",
            &[
                "COO: names the job: c-suite; is what it is for: operations",
                "&: joins",
                "VP: names a further job: vp, lower than c-suite",
                "of: joins",
                "Sales Operations: is what it is for: sales-operations",
            ],
        ),
        ("CRO", &["CRO: names the job: c-suite; is what it is for: sales; may also be for risk-compliance"]),
        ("Director", &["Director: names the job: director; may also be read as board"]),
        (
            "Managing Director, Sales",
            &[
                "Managing Director: names the job: c-suite, here svp; may also be read as c-suite",
                "Sales: is what it is for: sales; lowers it from c-suite to svp",
            ],
        ),
        (
            "Senior Product Manager",
            &[
                "Senior: may also be read as senior-manager",
                "Product: is what it is for: product; lowers it from senior-manager to individual",
                "Manager: names the job: manager, here individual; may also be read as senior-manager, manager",
            ],
        ),
        (
            "Marketing Finance Director",
            &[
                "Marketing: would be for marketing, but finance counts",
                "Finance Director: names the job: director; may also be read as c-suite; is what it is for: finance",
            ],
        ),
        (
            "Vacant - Acting Regional Director II",
            &[
                "Vacant: qualifies it: vacant",
                "Acting: qualifies it: acting",
                "Regional: qualifies it: regional",
                "Director: names the job: director",
                "II: changes nothing",
            ],
        ),
        (
            "Vertriebsleiter für Österreich",
            &[
                "Vertriebsleiter: is what it is for: sales; names the job: head",
                "für: joins",
                "Österreich: says where: regional",
            ],
        ),
        (
            "Head of Asia",
            &["Head: names the job: head; is what it is for: executive", "of: joins", "Asia: says where: regional"],
        ),
        ("Sales Manager Trainee", &["Sales: is what it is for: sales", "Manager Trainee: names the job: individual"]),
        (
            "Director at Frobnitz, Sales",
            &[
                "Director: names the job: director",
                "at: joins",
                "Frobnitz: is an employer or the like: changes nothing",
                "Sales: is what it is for: sales",
            ],
        ),
        ("Frobnicator", &["Frobnicator: not in the lexicon, but ends as names of jobs do: individual"]),
        ("Seeking VP role", &["Seeking: says that no post is held", "VP: names the job: vp", "role: changes nothing"]),
        // An accent typed as a character of its own, full-width letters, a number.
        (
            "Frobe\u{301} \u{ff36}\u{ff30} 2024",
            &["Frobe\u{301}: not in the lexicon", "\u{ff36}\u{ff30}: names the job: vp", "2024: changes nothing"],
        ),
    ];
    for (title, expected) in cases {
        assert_eq!(told(title), expected, "{title}");
        accounts_for_the_role(title);
    }
}

#[test]
fn of_a_long_title_the_rest_is_said_not_to_be_looked_at() {
    let title = format!("{}VP of Sales, and more (Frobnitz)", "Frobnitz ".repeat(63));
    let parts = explain(&title).parts;
    assert_eq!(parts.len(), 65);
    let [.., last, rest] = &parts[..] else { panic!("{parts:?}") };
    assert_eq!((last.text, &last.effects[..]), ("VP", &[Effect::NamesJob { alone: Level::Vp, here: Level::Vp }][..]));
    assert_eq!((rest.text, &rest.effects[..]), ("of Sales, and more (Frobnitz", &[Effect::IsNotLookedAt][..]));
    extents(&title);
    accounts_for_the_role(&title);
    // A title that just fits, and one of too many compounds to look at each.
    let fits = format!("{}VP.", "Frobnitz ".repeat(63));
    assert!(explain(&fits).parts.iter().all(|part| part.effects != [Effect::IsNotLookedAt]));
    let compounds = "Vertriebsleiter ".repeat(64);
    assert_eq!(explain(&compounds).parts.last().expect("a part").effects, [Effect::IsNotLookedAt]);
    extents(&compounds);
    extents(&"x".repeat(2000));
}

#[test]
fn parts_are_as_the_title_writes_them() {
    let texts = |title| explain(title).parts.iter().map(|part| part.text).collect::<Vec<_>>();
    assert_eq!(texts("Sаlеs-Маnаgеr, 𝐄𝐌𝐄𝐀"), ["Sаlеs", "Маnаgеr", "𝐄𝐌𝐄𝐀"]);
    assert_eq!(
        texts("V\u{200b}.P. für Gescha\u{308}ft\u{200b} ＆ R&D"),
        ["V\u{200b}.P.", "für", "Gescha\u{308}ft", "＆", "R&D"]
    );
    // Of a word that is too long the first letters are looked at.
    let long = format!("é{}", "x".repeat(2000));
    assert_eq!(texts(&long).iter().map(|text| text.len()).collect::<Vec<_>>(), [766, 1236]);
}

#[test]
fn words_that_are_not_in_the_lexicon_are_told_once() {
    assert_eq!(explain("Frobnitz Manager, Frobnitz Inc.").unknown_words(), ["Frobnitz", "Inc"]);
    assert_eq!(explain("Frobnitzleiter, Frobnicator").unknown_words(), ["Frobnitzleiter", "Frobnicator"]);
    assert!(explain("Global VP of Sales at Frobnitz II").unknown_words().is_empty());
    assert!(explain(" - ").parts.is_empty());
}

proptest! {
    #[test]
    fn parts_are_slices_in_order_that_cover_every_word(title in "\\PC{0,80}") {
        extents(&title);
    }

    #[test]
    fn any_characters_are_explained(title in prop::collection::vec(any::<char>(), 0..200)) {
        let title: String = title.into_iter().collect();
        extents(&title);
        prop_assert_eq!(explain(&title).role, Reader::builtin().read(&title));
    }

    #[test]
    fn any_words_of_the_lexicon_are_accounted_for(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "VP", "Vice", "President", "Director", "Sr.", "Mgr", "of", "to", "the", "and", "&", "Sales", "Ops",
                "Marketing", "Assistant", "Chief", "Officer", "Lead", "Head", "Partner", "EMEA", "Deputy", "Acting",
                "Product", "CEO", "Vertriebsleiter", "für", "Frobnitz", "Frobnicator", "Engineer", "R&D", "II", "vacant",
                "Principal", "Executive", "Board", "at", "Seeking", "Office of", "Co-", ",", "/", "-", "(", "2",
            ]),
            0..12,
        )
    ) {
        let title = words.join(" ");
        accounts_for_the_role(&title);
        extents(&title);
    }
}
