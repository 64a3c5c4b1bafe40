//! Words that stand where the name of an incumbent would, and say that there is none.

/// What such a word says of the position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Nobody {
    /// It is vacant.
    Vacant,
    /// It is no more.
    Eliminated,
}

/// What stands for a name where there is no incumbent.
const VACANT: [&str; 14] = [
    "vacant",
    "vacancy",
    "vacant position",
    "vacant post",
    "open",
    "open position",
    "open role",
    "unfilled",
    "tbd",
    "tbh",
    "tbc",
    "to be hired",
    "to be determined",
    "to be confirmed",
];

const ELIMINATED: &str = "eliminated";

impl Nobody {
    /// What a name says, if it is such a word. Most are passed over at the first letters.
    #[inline]
    pub(super) fn said(name: &[u8]) -> Option<Nobody> {
        let start @ [first, ..] = *name.first_chunk::<3>()?;
        let start = start.map(|byte| byte | 0x20);
        // Blanks may stand before it.
        let may_be_said = !first.is_ascii_alphabetic() && first.is_ascii()
            || matches!(&start, b"vac" | b"ope" | b"unf" | b"tbd" | b"tbh" | b"tbc" | b"to ")
            || start == *b"eli" && name.get(3).is_some_and(|byte| byte | 0x20 == b'm');
        may_be_said.then(|| Nobody::of(std::str::from_utf8(name).unwrap_or_default().trim())).flatten()
    }

    fn of(name: &str) -> Option<Nobody> {
        let is_word = |word: &str| name.eq_ignore_ascii_case(word);
        let vacant = name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("vacant"));
        if VACANT.into_iter().any(is_word) || vacant && !name[6..].starts_with(char::is_alphabetic) {
            Some(Nobody::Vacant)
        } else {
            is_word(ELIMINATED).then_some(Nobody::Eliminated)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_passed_over() {
        for (words, said) in [(&VACANT[..], Nobody::Vacant), (&[ELIMINATED], Nobody::Eliminated)] {
            for word in words {
                for spelled in [word.to_string(), word.to_uppercase(), format!(" {word} "), format!("\t{word}")] {
                    assert_eq!(Nobody::said(spelled.as_bytes()), Some(said), "{spelled}");
                }
            }
        }
        assert_eq!(Nobody::said(b"Vacant (was Ann)"), Some(Nobody::Vacant));
        for name in ["Liam Silva", "", "V", "Vacantis", "Open Ended", "Eliminated Ann"] {
            assert_eq!(Nobody::said(name.as_bytes()), None, "{name}");
        }
    }
}
