//! Where things stand: the parser counts characters, a source counts bytes.

/// Turns numbers of characters into offsets, ever further into the text, so that all of it is walked once.
pub(super) struct Places<'s> {
    text: &'s str,
    /// Where the text starts in the source.
    start: usize,
    is_ascii: bool,
    /// How far it has come, in characters and in bytes.
    character: usize,
    byte: usize,
}

impl<'s> Places<'s> {
    pub(super) fn new(text: &'s str, start: usize) -> Places<'s> {
        Places { text, start, is_ascii: text.is_ascii(), character: 0, byte: 0 }
    }

    /// The offset in the source of a character. One that lies before the last one that was asked for is found there.
    pub(super) fn to(&mut self, character: usize) -> usize {
        self.byte = self.after(character);
        self.character = self.character.max(character);
        self.start + self.byte
    }

    /// The same without coming nearer: what is asked for next may lie before it.
    pub(super) fn ahead(&self, character: usize) -> usize {
        self.start + self.after(character)
    }

    fn after(&self, character: usize) -> usize {
        if self.is_ascii {
            return character.clamp(self.byte, self.text.len());
        }
        let rest = self.text.get(self.byte..).unwrap_or_default();
        match character.saturating_sub(self.character) {
            0 => self.byte,
            further => rest.char_indices().nth(further).map_or(self.text.len(), |(at, _)| self.byte + at),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn characters_are_found_on_the_way(text in ".{0,40}", steps in prop::collection::vec(0..6_usize, 0..20)) {
            let mut places = Places::new(&text, 3);
            let mut character = 0;
            for step in steps {
                character += step;
                let expected: usize = text.chars().take(character).map(char::len_utf8).sum();
                prop_assert_eq!(places.ahead(character), 3 + expected);
                prop_assert_eq!(places.to(character), 3 + expected);
                prop_assert_eq!(places.to(character.saturating_sub(2)), 3 + expected);
            }
        }
    }
}
