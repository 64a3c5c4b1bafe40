//! A glance at a short text, by which it is known again.

/// What is compared of a text first. Of up to [`Sketch::WHOLE`] bytes it is all of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sketch {
    words: [u64; Sketch::WORDS],
    length: u32,
}

impl Sketch {
    const WORDS: usize = 4;
    const WHOLE: usize = Sketch::WORDS * 8;
    /// Of no text: none is so long.
    pub(super) const NONE: Sketch = Sketch { words: [0; Sketch::WORDS], length: u32::MAX };

    /// Of a text that lies in a larger one, mostly: to load as much from there, whatever its length, and to blank what does
    /// not belong to it, costs less than to find out how much there is.
    #[inline]
    pub(super) fn of(text: &[u8], around: &[u8]) -> Sketch {
        let loaded = text.first().and_then(|first| around.get(around.element_offset(first)?..)?.first_chunk());
        let bytes: &[u8; Sketch::WHOLE] = match loaded {
            Some(bytes) => bytes,
            None => &padded(text),
        };
        let mut words = [0; Sketch::WORDS];
        let (chunks, _) = bytes.as_chunks();
        for ((word, chunk), kept) in words.iter_mut().zip(chunks).zip(&KEPT[text.len().min(Sketch::WHOLE)]) {
            *word = u64::from_le_bytes(*chunk) & kept;
        }
        if text.len() > Sketch::WHOLE {
            // Long ones often begin alike.
            words[0] ^= text.last_chunk().map_or(0, |last| u64::from_le_bytes(*last));
        }
        Sketch { words, length: text.len() as u32 }
    }

    /// Whether it is all of the text.
    #[inline]
    pub(super) fn is_whole(self) -> bool {
        self.length as usize <= Sketch::WHOLE
    }

    /// Whether it is the same as another.
    #[inline]
    pub(super) fn is(self, other: Sketch) -> bool {
        // Without a branch for each word.
        let differ = self.words.iter().zip(other.words).fold(0, |differ, (own, other)| differ | (own ^ other));
        differ | u64::from(self.length ^ other.length) == 0
    }

    /// Its place among so many, which are a power of two.
    #[inline]
    pub(super) fn place(self, places: usize) -> usize {
        /// An odd number of which every bit counts.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let [a, b, c, d] = self.words;
        let mixed = a ^ b.rotate_left(17) ^ c.rotate_left(34) ^ d.rotate_left(51) ^ u64::from(self.length);
        (mixed.wrapping_mul(SPREAD) >> 40) as usize & (places - 1)
    }
}

/// The beginning of a text, with nothing behind it where it is shorter.
#[cold]
fn padded(text: &[u8]) -> [u8; Sketch::WHOLE] {
    let mut padded = [0; Sketch::WHOLE];
    padded.iter_mut().zip(text).for_each(|(padded, byte)| *padded = *byte);
    padded
}

/// Of texts of so many bytes, the bits of the words that they fill.
static KEPT: [[u64; Sketch::WORDS]; Sketch::WHOLE + 1] = {
    let mut kept = [[0; Sketch::WORDS]; Sketch::WHOLE + 1];
    let mut length = 0;
    while length <= Sketch::WHOLE {
        let mut at = 0;
        while at < length {
            kept[length][at / 8] |= 0xff << (at % 8 * 8);
            at += 1;
        }
        length += 1;
    }
    kept
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_the_same_for_the_same_text_wherever_it_lies(
            one in "[ab\\x00]{0,40}", other in "[ab\\x00]{0,40}", before in "[ab]{0,9}", behind in "[ab]{0,40}",
        ) {
            let around = format!("{before}{one}{behind}");
            let lying = &around.as_bytes()[before.len()..before.len() + one.len()];
            let alone = Sketch::of(one.as_bytes(), &[]);
            prop_assert!(Sketch::of(lying, around.as_bytes()).is(alone));
            prop_assert_eq!(alone.is_whole(), one.len() <= 32);
            prop_assert!(alone.place(8) < 8);
            let same = alone.is(Sketch::of(other.as_bytes(), &[]));
            prop_assert!(!alone.is(Sketch::NONE) && (one != other || same));
            if alone.is_whole() {
                prop_assert_eq!(same, one == other);
            }
        }
    }
}
