//! Folds characters outside ASCII to the plain ones that they are read as.
//!
//! Three things make a character foreign, and Unicode has a table of each: it is a form of a plain one (accents, full
//! width, mathematical, circled: the compatibility decomposition), it looks like a plain one (Cyrillic, Greek, a letter
//! with a stroke, a ligature: the confusables), or it is not seen at all (marks, and what is ignored by default).
//! What looks like nothing in ASCII stays what it is: a word of another script is an unknown word.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::looks::{is_ignored, look};

/// Small capitals and what they are read as: no table of Unicode takes one for a form of a letter.
const SMALL_CAPITALS: (&str, &[u8]) = ("ᴀʙᴅᴇɢʜᴊᴋʟᴍɴᴘʀᴛʏ", b"abdeghjklmnprty");

/// Whether a reader does not see `char`: an accent that stands apart from its letter, a mark of direction or joining, a
/// soft hyphen, a selector of variants, a tag.
pub(super) fn is_invisible(char: char) -> bool {
    #[cfg(test)]
    tests::LOOKS.set(tests::LOOKS.get() + 1);
    // Below the first accents the soft hyphen is the only one, so that letters of Europe need no table.
    let may_be = char == '\u{ad}' || char >= '\u{300}';
    may_be && (is_combining_mark(char) || is_ignored(char))
}

/// Whether `char`, which is not seen by itself, belongs to the letter before it.
pub(super) fn is_mark(char: char) -> bool {
    is_combining_mark(char)
}

/// Hands over the plain letters and digits that `char`, a letter or digit, is read as, in lower case; `char` in lower
/// case where it is not read as plain ones.
pub(super) fn letters(char: char, mut take: impl FnMut(char)) {
    if let Some(plain) = on_black(char) {
        return take(plain);
    }
    decompose_compatible(char, |part| match part {
        _ if part.is_ascii_alphanumeric() => take(part.to_ascii_lowercase()),
        // By their looks these would be a 'b', a crossed 'd' and a 'p'.
        'ß' | 'ẞ' => "ss".chars().for_each(&mut take),
        'ð' | 'Ð' => take('d'),
        'þ' | 'Þ' => "th".chars().for_each(&mut take),
        // A few marks count as letters.
        _ if !part.is_alphanumeric() || is_combining_mark(part) => {}
        _ => match look_in_any_case(part) {
            Some((first, second)) => {
                take(first);
                second.into_iter().for_each(&mut take);
            }
            None => part.to_lowercase().for_each(&mut take),
        },
    });
}

/// The punctuation mark of ASCII that `char`, no letter or digit, is read as, or a space.
pub(super) fn punctuation(char: char) -> char {
    let mut parts = [None; 2];
    let mut count = 0;
    decompose_compatible(char, |part| {
        if let Some(slot) = parts.get_mut(count) {
            *slot = Some(part);
        }
        count += 1;
    });
    match parts {
        [Some(part), None] if part.is_ascii_punctuation() => part,
        _ => match look(char) {
            // Looks do not tell a bar from the letter.
            Some(('l', None)) => '|',
            Some((mark, None)) if mark.is_ascii_punctuation() => mark,
            _ => ' ',
        },
    }
}

/// White letters on black, '🅥🅟': symbols of their own to Unicode.
fn on_black(char: char) -> Option<char> {
    let place = match char {
        '\u{1f150}'..='\u{1f169}' => u32::from(char) - 0x1f150,
        '\u{1f170}'..='\u{1f189}' => u32::from(char) - 0x1f170,
        _ => return None,
    };
    char::from_u32(u32::from('a') + place)
}

/// The plain letters that `letter` looks like, as it is or else in its other case: 'м' is an 'm' by its capital.
fn look_in_any_case(letter: char) -> Option<(char, Option<char>)> {
    if let Some(place) = SMALL_CAPITALS.0.chars().position(|small| small == letter) {
        return Some((char::from(SMALL_CAPITALS.1[place]), None));
    }
    let small = letter.to_lowercase();
    let capital = letter.to_uppercase();
    std::iter::once(letter).chain(small).chain(capital).filter(|form| form.is_alphabetic()).find_map(|form| {
        match look(form)? {
            // A capital 'i' and an 'l' look the same, as do 'm' and 'rn', and are the second by Unicode's choice.
            ('l', None) if form.is_uppercase() => Some(('i', None)),
            ('r', Some('n')) => Some(('m', None)),
            (first, second) => {
                let is_plain = first.is_ascii_alphabetic() && second.is_none_or(|second| second.is_ascii_alphabetic());
                is_plain.then(|| (first.to_ascii_lowercase(), second.map(|second| second.to_ascii_lowercase())))
            }
        }
    })
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::Cell;

    use unicode_normalization::char::decompose_canonical;

    use super::*;

    thread_local! {
        /// How often this thread has asked whether a character is seen: how much work a title is, for each character
        /// that the reader looks at is asked about, but for plain letters.
        pub(in crate::title) static LOOKS: Cell<usize> = const { Cell::new(0) };
    }

    fn folded(text: &str) -> String {
        let mut folded = String::new();
        for char in text.chars().filter(|char| !is_invisible(*char)) {
            if char.is_alphanumeric() {
                letters(char, |plain| folded.push(plain));
            } else {
                folded.push(if char.is_ascii() { char } else { punctuation(char) });
            }
        }
        folded
    }

    #[test]
    fn accents_strokes_and_ligatures() {
        for (text, plain) in [
            ("Straße STRAẞE", "strasse strasse"),
            ("Œuvre Ærlig œ æ", "oeuvre aerlig oe ae"),
            ("Øl Łódź Đorđe Ísafjörður Þór", "ol lodz dorde isafjordur thor"),
            ("İstanbul ışık Müdürü", "istanbul isik muduru"),
            ("Żółć ĄĘ ŕŷ ệ", "zolc ae ry e"),
            ("ﬁnance oﬃcer ĳ ǆ", "finance officer ij dz"),
            ("Mu\u{308}du\u{308}ru\u{308} m\u{20dd}", "muduru m"),
        ] {
            assert_eq!(folded(text), plain);
        }
    }

    #[test]
    fn letters_that_look_like_plain_ones() {
        for (text, plain) in [
            ("Маnаgеr МАNАGЕR маnаgеr", "manager manager manager"),
            ("СОО СЕО соо сео", "coo ceo coo ceo"),
            ("VІСЕ РRЕЅІDЕNТ", "vice president"),
            ("Μαnαgεr ΜΑΝΑGΕR Dιrεctοr", "manager manager director"),
            ("ＶＰ 𝐕𝐏 𝓥𝓹 𝕍ℙ Ⓥⓟ 🅥🅟 🆅🅿 🅅🄿 ᵛᵖ ᴠᴘ", "vp vp vp vp vp vp vp vp vp vp"),
            ("ᴍᴀɴᴀɢᴇʀ ᴅɪʀᴇᴄᴛᴏʀ", "manager director"),
            ("Ⅱ ⅲ ² ３", "ii iii 2 3"),
        ] {
            assert_eq!(folded(text), plain);
        }
    }

    #[test]
    fn what_looks_like_nothing_plain_stays() {
        for text in ["д", "ж", "Ж", "λ", "営", "業", "א"] {
            assert_eq!(folded(text), text.to_lowercase());
        }
    }

    #[test]
    fn punctuation_marks() {
        for (text, plain) in
            [("，﹐‚／∕⁄｜│∣；：（）﹠＋–", ",,,///|||;:()&+-"), ("\u{a0}\u{3000}\u{2003}★🚀™®×", "        ")]
        {
            assert_eq!(folded(text), plain);
        }
    }

    #[test]
    fn invisible_characters() {
        let invisible = "\u{ad}\u{34f}\u{61c}\u{115f}\u{180e}\u{200b}\u{200d}\u{200e}\u{202e}\u{2060}\u{2066}\u{3164}\
                         \u{fe0f}\u{feff}\u{e0041}\u{e0100}\u{301}\u{20e3}";
        assert!(invisible.chars().all(is_invisible));
        assert!(!"a1 -é\u{a0}\u{2011}д営★".chars().any(is_invisible));
    }

    #[test]
    fn every_character_folds_as_its_decomposition_does() {
        for char in '\u{80}'..=char::MAX {
            let mut apart = String::new();
            decompose_canonical(char, |part| apart.push(part));
            if !apart.starts_with(char) {
                assert_eq!(folded(&char.to_string()), folded(&apart), "{char:?}");
            }
        }
    }

    #[test]
    fn every_character_folds_to_something_small() {
        for char in ('\u{80}'..=char::MAX).filter(|char| char.is_alphanumeric() && !is_invisible(*char)) {
            let mut length = 0;
            letters(char, |plain| length += plain.len_utf8());
            assert!(length <= 36, "{char:?} {length}");
        }
    }
}
