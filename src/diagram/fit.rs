//! Text fitted to a width by its real measures: lines are broken where a language allows it, and within a word only
//! where the word alone is too wide.

use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::font::Measures;
use super::text::joins_what_is_before;

/// Text with the font that it is set in.
#[derive(Clone, Copy)]
pub(super) struct Set<'t> {
    pub(super) text: &'t str,
    pub(super) measures: &'static Measures,
    /// The size of the font in pixels.
    pub(super) size: f32,
}

impl Set<'_> {
    /// How wide it is in one line.
    pub(super) fn width(&self) -> f32 {
        self.measures.width(self.text, self.size)
    }

    /// How wide the widest part is that should not be broken.
    pub(super) fn widest_part(&self) -> f32 {
        let parts = parts(self.text).map(|part| self.units(self.text[part].trim_end()));
        self.measures.pixels(parts.max().unwrap_or(0), self.size)
    }

    /// Lines of at most `width` pixels, without the blanks at their ends. A character alone may be wider.
    pub(super) fn lines(&self, width: f32, mut line: impl FnMut(Range<usize>)) {
        let most = self.measures.units(width, self.size);
        let (mut start, mut used) = (0, 0);
        let mut end_line = |start: usize, end: usize| {
            let end = start + self.text[start..end].trim_end().len();
            if end > start {
                line(start..end);
            }
        };
        for part in parts(self.text) {
            let needed = self.units(self.text[part.clone()].trim_end());
            if used > 0 && used + needed > most {
                end_line(start, part.start);
                (start, used) = (part.start, 0);
            }
            if needed > most {
                for (at, character) in self.text[part.clone()].char_indices() {
                    let advance = self.measures.advance(character);
                    let at = part.start + at;
                    if used > 0 && used + advance > most && !self.is_joined(at) {
                        end_line(start, at);
                        (start, used) = (at, 0);
                    }
                    used += advance;
                }
            } else {
                used += self.units(&self.text[part]);
            }
        }
        end_line(start, self.text.len());
    }

    fn units(&self, text: &str) -> u32 {
        text.chars().map(|character| self.measures.advance(character)).sum()
    }

    /// Whether the character at a place is shown as one with the one before it.
    fn is_joined(&self, at: usize) -> bool {
        self.text[..at].ends_with('\u{200D}') || self.text[at..].chars().next().is_some_and(joins_what_is_before)
    }
}

/// The parts between which a line may end, by the line breaking algorithm of Unicode; blanks belong to the part before.
fn parts(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    linebreaks(text).map(move |(end, _)| {
        let part = start..end;
        start = end;
        part
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::font::Weight;
    use super::*;

    fn lines(text: &str, width: f32) -> Vec<&str> {
        let mut lines = Vec::new();
        let set = Set { text, measures: Measures::of(Weight::Regular), size: 12.0 };
        set.lines(width, |line| lines.push(&text[line]));
        lines
    }

    #[test]
    fn lines_end_between_words_and_in_words_that_alone_are_too_wide() {
        assert_eq!(lines("Director of Sales Operations", 110.0), ["Director of Sales", "Operations"]);
        assert_eq!(lines("Director of Sales Operations", 400.0), ["Director of Sales Operations"]);
        assert_eq!(lines("Jean-Christophe", 70.0), ["Jean-", "Christophe"]);
        assert_eq!(lines("", 60.0), [] as [&str; 0]);
        assert_eq!(lines("W", 1.0), ["W"]);
        assert!(lines("Donaudampfschifffahrtsgesellschaft", 100.0).len() > 1);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_is_too_wide(text in "[a-zA-Z é組-]{0,80}", width in 20.0_f32..300.0) {
            let lines = lines(&text, width);
            let kept: String = lines.concat().split(' ').collect();
            prop_assert_eq!(kept, text.split(' ').collect::<String>());
            for line in lines {
                let wide = Measures::of(Weight::Regular).width(line, 12.0);
                prop_assert!(wide <= width + 0.1 || line.chars().count() == 1, "{} is {}", line, wide);
            }
        }
    }
}
