//! What stops a run: a command, a configuration or an input that cannot be read. What is wrong *in* a chart is a
//! [`Finding`](crate::finding::Finding).

use crate::source::{NotText, Place, Source, Span};

/// One clear message, with the place and the mend where there are any.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{}{message}", self.prefix())]
pub struct Error {
    message: String,
    path: Option<Box<str>>,
    place: Option<Place>,
    /// The place in bytes.
    span: Option<Span>,
    /// The place as messages name it.
    named_place: Option<Box<str>>,
    help: Option<Box<str>>,
    instead: Option<Box<str>>,
    excerpt: Option<Box<Excerpt>>,
}

/// The text that an error is about, to be shown with the place in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excerpt {
    /// The whole text, which is short.
    pub text: String,
    /// The place in it, in bytes.
    pub at: Span,
}

/// Of a longer input an error shows nothing: it would have to be copied.
const LONGEST_EXCERPT: usize = 1 << 16;

impl Error {
    /// An error of no input in particular.
    pub fn new(message: impl Into<String>) -> Error {
        Error {
            message: message.into(),
            path: None,
            place: None,
            span: None,
            named_place: None,
            help: None,
            instead: None,
            excerpt: None,
        }
    }

    /// An error of one input as a whole.
    pub fn in_file(path: impl Into<String>, message: impl Into<String>) -> Error {
        Error { path: Some(path.into().into()), ..Error::new(message) }
    }

    /// An error at a place of an input.
    pub fn at(source: &Source, span: Span, message: impl Into<String>) -> Error {
        let text = || String::from_utf8_lossy(source.bytes()).into_owned();
        let is_short = source.len() <= LONGEST_EXCERPT && !source.is_sheet();
        let excerpt = is_short.then(|| Box::new(Excerpt { text: text(), at: span }));
        Error { excerpt, ..Error::in_file(source.name(), message).or_at(source, span) }
    }

    /// The same error, at a place of an input.
    pub fn placed(self, source: &Source, span: Span) -> Error {
        Error { help: self.help, instead: self.instead, ..Error::at(source, span, self.message) }
    }

    /// Says where, unless that is known.
    pub fn or_at(mut self, source: &Source, span: Span) -> Error {
        let at = span.start as usize;
        if self.place.is_none() {
            self.place = Some(source.place(at));
            self.span = Some(span);
            self.named_place = Some(source.named_place(at).into());
        }
        self
    }

    /// What was read is no text.
    pub fn not_text(path: impl Into<String>, fault: NotText) -> Error {
        let path = path.into();
        match fault {
            NotText::NotUtf8 { place, byte } => Error {
                place: Some(place),
                named_place: Some(format!("{}:{}", place.line, place.column).into()),
                ..Error::in_file(path, format!("the byte 0x{byte:02x} is not valid UTF-8"))
                    .help("save the file as UTF-8 (in Excel: 'CSV UTF-8'), or name its encoding with --encoding")
            },
            NotText::NotEncoded { encoding } => Error::in_file(path, format!("the file is not in {encoding}"))
                .help("name its encoding with --encoding, or save it as UTF-8 (in Excel: 'CSV UTF-8')"),
            NotText::Binary => Error::in_file(path, "the file is binary: it holds NUL bytes")
                .help("give a chart as text, or as a workbook (.xlsx, .ods)"),
            NotText::TooLong => {
                Error::in_file(path, "the input is larger than 4 GiB").help("split it into several charts")
            }
        }
    }

    /// Says how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Error {
        self.help = Some(help.into().into());
        self
    }

    /// Says what may be meant by the text at the place.
    pub fn meant(mut self, instead: impl Into<String>) -> Error {
        let instead = instead.into();
        self.help = Some(format!("did you mean '{instead}'?").into());
        self.instead = Some(instead.into());
        self
    }

    /// The same without what it quotes of the input. Messages quote whatever is not theirs; what is quoted may hold such
    /// marks itself, so that everything from the first to the last one goes.
    pub fn redacted(self) -> Error {
        let help = self.help.map(|help| unquoted(&help).into());
        Error { message: unquoted(&self.message), help, instead: None, excerpt: None, ..self }
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it.
    pub fn mend(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// What may be meant by the text at the place.
    pub fn instead(&self) -> Option<&str> {
        self.instead.as_deref()
    }

    /// Where, line and column.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// Where, in bytes of the input, if it is one of text.
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// Where, as messages name it: line and column, or the cell of a sheet.
    pub fn named_place(&self) -> Option<&str> {
        self.named_place.as_deref()
    }

    /// The text around the place, where it is short enough to be shown.
    pub fn excerpt(&self) -> Option<&Excerpt> {
        self.excerpt.as_deref()
    }

    /// In which input.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    fn prefix(&self) -> String {
        match (&self.path, &self.named_place) {
            (Some(path), Some(place)) => format!("{path}:{place}: "),
            (Some(path), None) => format!("{path}: "),
            _ => String::new(),
        }
    }
}

/// A text with a mark in place of all that it quotes.
fn unquoted(text: &str) -> String {
    const QUOTES: [char; 3] = ['\'', '"', '`'];
    match (text.find(QUOTES), text.rfind(QUOTES)) {
        (Some(first), Some(last)) if first < last => format!("{}[redacted]{}", &text[..first], &text[last + 1..]),
        (Some(only), _) => format!("{}[redacted]", &text[..only]),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_redacted_quotes_nothing() {
        let redacted = |message: &str| Error::new(message).redacted().message().to_owned();
        assert_eq!(redacted("this record has 2 cells"), "this record has 2 cells");
        assert_eq!(redacted("'Pat O'Dea' is no day"), "[redacted] is no day");
        assert_eq!(redacted("'a' and \"b\" are twins"), "[redacted] are twins");
        assert_eq!(redacted("no closing quote: Pat's"), "no closing quote: Pat[redacted]");
        assert_eq!(Error::new("x").meant("Pat").redacted().mend(), Some("did you mean [redacted]?"));
    }
}
