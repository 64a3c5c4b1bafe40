//! Finds the bytes that end cells and records, and quotes: sixty-four bytes at a time, for cells are short, and to begin a
//! search anew behind each of them would cost more than the search.

use wide::u8x16;

/// Goes through a text block by block.
pub(super) struct Blocks<'t> {
    text: &'t [u8],
    delimiter: u8x16,
    line_break: u8x16,
    quote: u8x16,
    next: usize,
}

const BLOCK: usize = 64;

/// What is in a block, of which a bit stands for each byte, the lowest for the first.
#[derive(Clone, Copy)]
pub(super) struct Block {
    /// Where it begins.
    pub(super) start: usize,
    delimiters: u64,
    line_breaks: u64,
    quotes: u64,
}

/// What a byte is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stop {
    Delimiter,
    LineBreak,
    Quote,
}

impl<'t> Blocks<'t> {
    pub(super) fn new(text: &'t [u8], delimiter: u8, line_break: u8) -> Blocks<'t> {
        let [delimiter, line_break, quote] = [delimiter, line_break, b'"'].map(u8x16::splat);
        Blocks { text, delimiter, line_break, quote, next: 0 }
    }

    #[inline]
    fn look(&self, start: usize, bytes: &[u8; BLOCK]) -> Block {
        let mut block = Block { start, delimiters: 0, line_breaks: 0, quotes: 0 };
        let (lanes, _) = bytes.as_chunks::<16>();
        for (number, lane) in lanes.iter().enumerate() {
            let lane = u8x16::new(*lane);
            let bits = |wanted: u8x16| u64::from(lane.simd_eq(wanted).to_bitmask() & 0xffff) << (16 * number);
            block.delimiters |= bits(self.delimiter);
            block.line_breaks |= bits(self.line_break);
            block.quotes |= bits(self.quote);
        }
        // A quote is one before all, whatever a text calls its delimiter.
        block.delimiters &= !block.quotes;
        block
    }
}

impl Iterator for Blocks<'_> {
    type Item = Block;

    #[inline]
    fn next(&mut self) -> Option<Block> {
        let start = self.next;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        self.next += BLOCK;
        Some(match rest.first_chunk() {
            Some(bytes) => self.look(start, bytes),
            None => {
                let mut bytes = [0; BLOCK];
                bytes[..rest.len()].copy_from_slice(rest);
                let block = self.look(start, &bytes);
                let within = (1 << rest.len()) - 1;
                Block {
                    start,
                    delimiters: block.delimiters & within,
                    line_breaks: block.line_breaks & within,
                    quotes: block.quotes & within,
                }
            }
        })
    }
}

impl Block {
    /// Whether no byte is a quote.
    #[inline]
    pub(super) fn has_no_quote(&self) -> bool {
        self.quotes == 0
    }

    /// The places that matter, and what stands there, in order.
    #[inline]
    pub(super) fn stops(self) -> impl Iterator<Item = (usize, Stop)> {
        let mut open = self.delimiters | self.line_breaks | self.quotes;
        std::iter::from_fn(move || {
            let lowest = open & open.wrapping_neg();
            let place = self.start + open.trailing_zeros() as usize;
            open ^= lowest;
            match lowest {
                0 => None,
                bit if self.delimiters & bit != 0 => Some((place, Stop::Delimiter)),
                bit if self.line_breaks & bit != 0 => Some((place, Stop::LineBreak)),
                _ => Some((place, Stop::Quote)),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn finds_what_one_look_at_each_byte_finds(text in "[a;\n\"\\x00]{0,300}") {
            let expected = text.bytes().enumerate().filter_map(|(at, byte)| match byte {
                b';' => Some((at, Stop::Delimiter)),
                b'\n' => Some((at, Stop::LineBreak)),
                b'"' => Some((at, Stop::Quote)),
                _ => None,
            });
            let found = Blocks::new(text.as_bytes(), b';', b'\n').flat_map(Block::stops);
            prop_assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
            let nothing = Blocks::new(text.as_bytes(), b'\0', b'"').flat_map(Block::stops);
            prop_assert!(nothing.map(|(at, _)| text.as_bytes()[at]).all(|byte| byte == b'\0' || byte == b'"'));
        }
    }
}
