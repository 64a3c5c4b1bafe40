//! What saphyr-parser is not given to read: it keeps every token of a value in brackets until the last bracket closes,
//! for all of it may be a key, and for each token looks at every bracket that is open. Deep ones take it the square of
//! their depth, and long ones a hundred times their length in memory. So brackets are counted as it passes over them,
//! and where there are too many, the text ends for it.

use std::cell::Cell;

use saphyr_parser::{Input, StrInput, input::SkipTabs};

/// Why the text ended before its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Stop {
    /// Brackets are nested too deep.
    Deep,
    /// One value in brackets is too long.
    Long,
}

/// The most brackets within brackets, as many as in JSON.
pub(super) const DEEPEST: usize = 128;

/// The most brackets, commas and colons in one value in brackets: half a gigabyte of tokens.
const MOST_MARKS: usize = 1 << 20;

/// A text, up to where it is too much.
pub(super) struct Guard<'s> {
    text: StrInput<'s>,
    /// The character that was passed over last, where nothing else has been asked of the text since.
    last: Option<char>,
    depth: usize,
    marks: usize,
    stop: &'s Cell<Option<Stop>>,
}

impl<'s> Guard<'s> {
    pub(super) fn new(text: &'s str, stop: &'s Cell<Option<Stop>>) -> Guard<'s> {
        Guard { text: StrInput::new(text), last: None, depth: 0, marks: 0, stop }
    }

    /// Behind a bracket the parser passes over the blanks at once. Behind one that belongs to a text it never does.
    fn note_bracket(&mut self) {
        match self.last.take() {
            Some('[' | '{') => self.depth += 1,
            Some(']' | '}') => self.depth = self.depth.saturating_sub(1),
            _ => return,
        }
        if self.depth == 0 {
            self.marks = 0;
        }
        if self.depth > DEEPEST {
            self.end(Stop::Deep);
        }
    }

    fn note_mark(&mut self) {
        if self.depth > 0 && matches!(self.last, Some(',' | ':' | '?' | '[' | ']' | '{' | '}')) {
            self.marks += 1;
            if self.marks > MOST_MARKS {
                self.end(Stop::Long);
            }
        }
    }

    fn end(&mut self, why: Stop) {
        self.stop.set(self.stop.get().or(Some(why)));
        self.text = StrInput::new("");
        // As much as the parser ever asks for, so that it finds what it has asked for before.
        self.text.lookahead(self.text.bufmaxlen());
    }
}

impl Input for Guard<'_> {
    #[inline]
    fn lookahead(&mut self, count: usize) {
        self.text.lookahead(count);
    }

    #[inline]
    fn buflen(&self) -> usize {
        self.text.buflen()
    }

    #[inline]
    fn bufmaxlen(&self) -> usize {
        self.text.bufmaxlen()
    }

    #[inline]
    fn raw_read_ch(&mut self) -> char {
        self.last = None;
        self.text.raw_read_ch()
    }

    #[inline]
    fn raw_read_non_breakz_ch(&mut self) -> Option<char> {
        self.last = None;
        self.text.raw_read_non_breakz_ch()
    }

    #[inline]
    fn skip(&mut self) {
        self.last = self.text.peek_opt();
        self.text.skip();
        self.note_mark();
    }

    #[inline]
    fn skip_n(&mut self, count: usize) {
        self.last = None;
        self.text.skip_n(count);
    }

    #[inline]
    fn peek(&self) -> char {
        self.text.peek()
    }

    #[inline]
    fn peek_nth(&self, n: usize) -> char {
        self.text.peek_nth(n)
    }

    #[inline]
    fn peek_opt(&self) -> Option<char> {
        self.text.peek_opt()
    }

    #[inline]
    fn next_2_are(&self, one: char, other: char) -> bool {
        self.text.next_2_are(one, other)
    }

    #[inline]
    fn next_is_document_indicator(&self) -> bool {
        self.text.next_is_document_indicator()
    }

    #[inline]
    fn next_is_document_start(&self) -> bool {
        self.text.next_is_document_start()
    }

    #[inline]
    fn next_is_document_end(&self) -> bool {
        self.text.next_is_document_end()
    }

    fn skip_ws_to_eol(&mut self, skip_tabs: SkipTabs) -> (usize, Result<SkipTabs, &'static str>) {
        self.note_bracket();
        self.text.skip_ws_to_eol(skip_tabs)
    }

    #[inline]
    fn next_can_be_plain_scalar(&self, in_flow: bool) -> bool {
        self.text.next_can_be_plain_scalar(in_flow)
    }

    #[inline]
    fn next_is_blank_or_break(&self) -> bool {
        self.text.next_is_blank_or_break()
    }

    #[inline]
    fn next_is_blank_or_breakz(&self) -> bool {
        self.text.next_is_blank_or_breakz()
    }

    #[inline]
    fn next_is_blank(&self) -> bool {
        self.text.next_is_blank()
    }

    #[inline]
    fn next_is_break(&self) -> bool {
        self.text.next_is_break()
    }

    #[inline]
    fn next_is_breakz(&self) -> bool {
        self.text.next_is_breakz()
    }

    fn skip_while_non_breakz(&mut self) -> usize {
        self.last = None;
        self.text.skip_while_non_breakz()
    }

    fn skip_while_blank(&mut self) -> usize {
        self.last = None;
        self.text.skip_while_blank()
    }
}
