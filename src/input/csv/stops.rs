//! Finds the bytes that end cells and records, and quotes: sixty-four bytes at a time, for cells are short, and to begin a
//! search anew behind each of them would cost more than the search.

use fearless_simd::{Simd, SimdBase, SimdMask, u8x64};

/// Goes through a text block by block, by the instructions that this processor has.
pub(super) struct Blocks<'t, S: Simd> {
    simd: S,
    text: &'t [u8],
    delimiter: u8x64<S>,
    line_break: u8x64<S>,
    quote: u8x64<S>,
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

impl<'t, S: Simd> Blocks<'t, S> {
    #[inline(always)]
    pub(super) fn new(simd: S, text: &'t [u8], delimiter: u8, line_break: u8) -> Blocks<'t, S> {
        let all = |byte| u8x64::splat(simd, byte);
        Blocks { simd, text, delimiter: all(delimiter), line_break: all(line_break), quote: all(b'"'), next: 0 }
    }

    #[inline(always)]
    fn look(&self, start: usize, bytes: &[u8; BLOCK]) -> Block {
        let bytes = u8x64::from_slice(self.simd, bytes);
        let bits = |wanted: u8x64<S>| bytes.simd_eq(wanted).to_bitmask();
        let quotes = bits(self.quote);
        // A quote is one before all, whatever a text calls its delimiter.
        Block { start, delimiters: bits(self.delimiter) & !quotes, line_breaks: bits(self.line_break), quotes }
    }
}

impl<S: Simd> Iterator for Blocks<'_, S> {
    type Item = Block;

    #[inline(always)]
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
    #[inline(always)]
    pub(super) fn has_no_quote(&self) -> bool {
        self.quotes == 0
    }

    /// Where the next one begins.
    #[inline(always)]
    pub(super) fn end(&self) -> usize {
        self.start + BLOCK
    }

    /// The block without its quotes and what is quoted, and whether a quoted cell goes on behind it; `None` where a quote
    /// stands that neither begins a cell nor ends it, nor is one of two, or where a line break is quoted.
    ///
    /// `is_open` says whether a quoted cell goes on from before it, `cell` where the cell begins that goes on or begins with
    /// it, and `skip` which quote is the second of two.
    #[inline(always)]
    pub(super) fn tidy(self, is_open: bool, cell: usize, skip: usize) -> Option<(Block, bool)> {
        let quotes = self.quotes & !u64::from(skip == self.start);
        // Each quote turns all bits from its own on: what is set is quoted, with the quote that begins it.
        let mut quoted = quotes;
        for distance in [1, 2, 4, 8, 16, 32] {
            quoted ^= quoted << distance;
        }
        quoted ^= if is_open { u64::MAX } else { 0 };
        let (begin, end) = (quotes & quoted, quotes & !quoted);
        let (delimiters, line_breaks) = (self.delimiters & !quoted, self.line_breaks & !quoted);
        let may_begin = (delimiters | line_breaks | end) << 1 | u64::from(cell == self.start);
        let is_tidy = begin & !may_begin == 0 && self.line_breaks == line_breaks;
        is_tidy.then_some((Block { start: self.start, delimiters, line_breaks, quotes: 0 }, quoted >> 63 == 1))
    }

    /// The places that matter, and what stands there, in order.
    #[inline(always)]
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
    use fearless_simd::{Level, dispatch};
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
            let expected: Vec<(usize, Stop)> = expected.collect();
            for level in [Level::baseline(), Level::new()] {
                prop_assert_eq!(stops(level, text.as_bytes(), b';', b'\n'), expected.clone());
                let nothing = stops(level, text.as_bytes(), b'\0', b'"');
                prop_assert!(nothing.iter().map(|(at, _)| text.as_bytes()[*at]).all(|byte| byte == b'\0' || byte == b'"'));
            }
        }
    }

    fn stops(level: Level, text: &[u8], delimiter: u8, line_break: u8) -> Vec<(usize, Stop)> {
        dispatch!(level, simd => Blocks::new(simd, text, delimiter, line_break).flat_map(Block::stops).collect())
    }
}
