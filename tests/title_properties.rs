//! What holds for every title.

use orglint::title::Reader;
use proptest::prelude::*;

/// Titles made of words that the lexicon knows, with the separators that people use.
fn title() -> impl Strategy<Value = String> {
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

proptest! {
    #[test]
    fn any_text_reads(title in "\\PC*") {
        let role = Reader::builtin().read(&title);
        prop_assert!(!role.functions.is_empty());
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
