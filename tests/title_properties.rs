//! What holds for every title.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use orglint::title::{Function, Level, ManagesPeople, Reader, Role};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn read(title: &str) -> Role {
    Reader::builtin().read(title)
}

/// The labelled titles, as people wrote them.
static LABELLED: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../fixtures/titles/dev.tsv").lines().skip(1);
    lines.filter_map(|line| line.split('\t').next()).collect()
});

/// Titles as people write them, and made-up ones.
fn title() -> impl Strategy<Value = String> {
    prop_oneof![prop::sample::select(LABELLED.as_slice()).prop_map(str::to_owned), made_up_title()]
}

/// Titles made of words that the lexicon knows, with the separators that people use.
fn made_up_title() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "VP",
        "Vice",
        "President",
        "Director",
        "Senior",
        "Sr.",
        "Manager",
        "Mgr",
        "of",
        "to",
        "the",
        "and",
        "&",
        "Sales",
        "Operations",
        "Ops",
        "Marketing",
        "Assistant",
        "Chief",
        "Officer",
        "Lead",
        "Head",
        "Partner",
        "EMEA",
        "Deputy",
        "Acting",
        "Product",
        "Account",
        "CEO",
        "COO",
        "Leiter",
        "Vertriebsleiter",
        "für",
        "Geschäftsführer",
        "Responsable",
        "Général",
        "Müdür",
        "działu",
        "Straße",
        "Acme",
        "Engineer",
        "R&D",
        "V.P.",
        "II",
        "vacant",
        "Principal",
        "Executive",
        "Board",
        "Chair",
        "in",
        "at",
    ]);
    let gap = prop::sample::select(vec![" ", " ", " ", ", ", " - ", " / ", " (", ") ", " | "]);
    prop::collection::vec((word, gap), 0..12)
        .prop_map(|parts| parts.into_iter().map(|(word, gap)| format!("{word}{gap}")).collect::<String>())
        .prop_map(|title| title.trim().to_owned())
}

/// A title of a grade, a function and a region, each a part of its own.
fn parts() -> impl Strategy<Value = [&'static str; 3]> {
    let grade = prop::sample::select(vec![
        "CEO",
        "COO",
        "President",
        "EVP",
        "Senior Vice President",
        "VP",
        "V.P.",
        "AVP",
        "General Manager",
        "Managing Director",
        "Executive Director",
        "Sr. Director",
        "Director",
        "Deputy Director",
        "Head",
        "Senior Manager",
        "Mgr",
        "Team Lead",
        "Supervisor",
        "Partner",
        "Engineer",
        "Administrator",
        "Coordinator",
        "Analyst",
        "Acting VP",
        "Executive Assistant",
        "Directeur",
    ]);
    let function = prop::sample::select(vec![
        "Sales",
        "Sales Operations",
        "Sales & Marketing",
        "Revenue Operations",
        "Deal Desk",
        "Marketing",
        "Product Marketing",
        "Customer Success",
        "Partner Management",
        "Account Management",
        "Finance",
        "FP&A",
        "HR",
        "Talent Acquisition",
        "Legal",
        "IT",
        "Engineering",
        "Product",
        "Research and Development",
        "Supply Chain",
        "Risk and Compliance",
        "Corporate Communications",
        "Strategy",
        "Facilities",
        "Vertrieb",
        "Öffentlichkeitsarbeit",
    ]);
    let region = prop::sample::select(vec!["EMEA", "APAC", "DACH", "North America", "Germany", "US", "Global"]);
    (grade, function, region).prop_map(|(grade, function, region)| [grade, function, region])
}

/// What must not depend on the order of the parts.
fn gist(title: &str) -> (Level, BTreeSet<&'static str>, ManagesPeople) {
    let role = read(title);
    (role.level, role.functions.iter().map(Function::name).collect(), role.manages_people)
}

/// Characters that nobody sees: joiners, marks of direction, a soft hyphen, selectors of variants, a tag, an accent.
const UNSEEN: &str = "\u{200b}\u{200d}\u{200e}\u{202e}\u{2060}\u{2066}\u{feff}\u{ad}\u{34f}\u{fe0f}\u{e0041}\u{20dd}";

/// What looks like the letter, of the sort that `sort` tells.
fn look_alike(letter: char, sort: u8) -> char {
    let code = u32::from(letter);
    let small = u32::from(letter.to_ascii_lowercase()).saturating_sub(u32::from('a'));
    let other = match sort {
        // Full width, mathematical, circled, white on black, Cyrillic.
        0 if letter.is_ascii_graphic() => code + 0xfee0,
        1 if letter.is_ascii_lowercase() => 0x1d41a + small,
        2 if letter.is_ascii_alphabetic() => 0x24d0 + small,
        3 if letter.is_ascii_alphabetic() => 0x1f150 + small,
        4 => {
            let pairs = "aаAАcсCСeеEЕHНiіIІjјKКMМoоOОpрPРsѕSЅTТxхXХyуBВdԁ";
            return pairs.chars().skip_while(|plain| *plain != letter).nth(1).unwrap_or(letter);
        }
        _ => code,
    };
    char::from_u32(other).unwrap_or(letter)
}

proptest! {
    #[test]
    fn any_text_reads(title in "\\PC*") {
        let role = Reader::builtin().read(&title);
        prop_assert!(!role.functions.is_empty());
        prop_assert!(!role.other_levels.contains(role.level));
    }

    #[test]
    fn any_characters_read(title in prop::collection::vec(any::<char>(), 0..200)) {
        Reader::builtin().read(&title.into_iter().collect::<String>());
    }

    #[test]
    fn case_does_not_matter(title in title()) {
        let reader = Reader::builtin();
        let role = reader.read(&title);
        prop_assert_eq!(role, reader.read(&title.to_uppercase()));
        prop_assert_eq!(role, reader.read(&title.to_lowercase()));
    }

    #[test]
    fn spacing_does_not_matter(title in title()) {
        let reader = Reader::builtin();
        let role = reader.read(&title);
        prop_assert_eq!(role, reader.read(&format!("  {}\t", title.replace(' ', " \u{a0} "))));
    }

    #[test]
    fn punctuation_around_words_does_not_matter(title in title(), marks in prop::sample::select(vec!["\"\"", "**", "“”", "«»", "__", "?!"])) {
        let (before, after) = marks.split_at(marks.len() / 2);
        let dressed: Vec<String> = title.split_whitespace().map(|word| format!("{before}{word}{after}")).collect();
        prop_assert_eq!(read(&title), read(&dressed.join(" ")), "{}", dressed.join(" "));
    }

    #[test]
    fn composed_and_decomposed_accents_read_the_same(title in title()) {
        prop_assert_eq!(read(&title), read(&title.nfd().collect::<String>()));
        prop_assert_eq!(read(&title), read(&title.nfc().collect::<String>()));
    }

    #[test]
    fn unseen_characters_do_not_matter(title in title(), places in prop::collection::vec((any::<prop::sample::Index>(), 0..12_usize), 1..20)) {
        let mut chars: Vec<char> = title.chars().collect();
        for (place, which) in places {
            chars.insert(place.index(chars.len() + 1), UNSEEN.chars().nth(which).unwrap());
        }
        let title_with = chars.into_iter().collect::<String>();
        prop_assert_eq!(read(&title), read(&title_with), "{:?}", title_with);
    }

    #[test]
    fn letters_that_look_like_others_read_as_these(title in title(), sorts in prop::collection::vec(0..12_u8, 40)) {
        let sorts = sorts.into_iter().cycle();
        let disguised: String = title.chars().zip(sorts).map(|(letter, sort)| look_alike(letter, sort)).collect();
        prop_assert_eq!(read(&title), read(&disguised), "{}", disguised);
    }

    #[test]
    fn trailing_grades_do_not_matter(title in title(), grade in prop::sample::select(vec![" II", " III", " IV", ", Level 3", " Grade 7", " 2", ", II"])) {
        prop_assert_eq!(read(&title), read(&format!("{title}{grade}")));
    }

    #[test]
    fn the_order_of_grade_function_and_region_does_not_matter(
        parts in parts(),
        order in Just([0, 1, 2]).prop_shuffle(),
        gap in prop::sample::select(vec![", ", " - "]),
    ) {
        let [grade, function, _] = parts;
        let two = gist(&format!("{grade}{gap}{function}"));
        prop_assert_eq!(two, gist(&format!("{function}{gap}{grade}")));
        prop_assert_eq!(gist(&parts.join(gap)), gist(&order.map(|at| parts[at]).join(gap)));
    }

    #[test]
    fn a_title_reads_the_same_every_time(title in title()) {
        prop_assert_eq!(read(&title), read(&title));
    }

    #[test]
    fn trailing_punctuation_does_not_matter(title in title(), end in "[.,;:!?/| -]{0,4}") {
        let reader = Reader::builtin();
        prop_assert_eq!(reader.read(&title), reader.read(&format!("{title}{end}")));
    }

    #[test]
    fn the_first_reading_is_not_repeated_among_the_others(title in title()) {
        let role = Reader::builtin().read(&title);
        prop_assert!(!role.other_levels.contains(role.level));
    }
}
