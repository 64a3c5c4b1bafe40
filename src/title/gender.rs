//! The forms of words for women: 'Beraterin', 'consultora', 'directrice'.

use super::lexicon::{Lexicon, WordId};

impl Lexicon {
    /// The number of the word of which `folded` is the form for a woman: 'Beraterin', 'consultora', 'directrice'.
    pub(super) fn masculine(&self, folded: &str) -> Option<WordId> {
        /// Feminine endings and the masculine ones that they stand for.
        const ENDINGS: [(&str, &[&str]); 12] = [
            ("in", &[""]),
            ("atrice", &["ateur", "atore"]),
            ("trice", &["teur", "tore"]),
            ("euse", &["eur"]),
            ("ienne", &["ien"]),
            ("iere", &["ier"]),
            ("ive", &["if"]),
            ("eira", &["eiro"]),
            ("essa", &["e"]),
            ("ora", &["or", "ore"]),
            ("a", &["o", "e", ""]),
            ("e", &["", "er"]),
        ];
        /// No shorter word is told from another by its gender.
        const SHORTEST: usize = 5;
        /// A shorter stem is often another word: 'princ' in 'Prince'.
        const SURE: usize = 6;
        /// No longer word is for a person.
        const LONGEST: usize = 32;
        if !(SHORTEST..=LONGEST).contains(&folded.len()) {
            return None;
        }
        let mut buffer = [0; LONGEST];
        ENDINGS.iter().find_map(|(feminine, masculine)| {
            let stem = folded.strip_suffix(feminine)?.as_bytes();
            // Only people have a gender in German: 'Beraterin', not 'Cabin'.
            if *feminine == "in"
                && ![&b"er"[..], b"or", b"ur", b"nt", b"st", b"ar"].iter().any(|end| stem.ends_with(end))
            {
                return None;
            }
            masculine.iter().find_map(|ending| {
                if ending.is_empty() && stem.len() < SURE {
                    return None;
                }
                let length = stem.len() + ending.len();
                buffer.get_mut(..stem.len())?.copy_from_slice(stem);
                buffer.get_mut(stem.len()..length)?.copy_from_slice(ending.as_bytes());
                self.word(std::str::from_utf8(&buffer[..length]).ok()?)
            })
        })
    }
}
