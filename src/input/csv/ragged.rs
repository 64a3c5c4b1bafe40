//! What keeps a text from being records of cells.

use crate::error::Error;
use crate::source::{Source, Span};

/// Records that have another number of cells than the header, told all at once.
#[derive(Default)]
pub(super) struct Ragged {
    count: usize,
    first: Vec<(usize, usize)>,
}

impl Ragged {
    /// So many are told.
    const TOLD: usize = 5;

    pub(super) fn note(&mut self, record: usize, cells: usize) {
        self.count += 1;
        if self.first.len() < Ragged::TOLD {
            self.first.push((record, cells));
        }
    }

    /// Adds those of the part of the text that follows.
    pub(super) fn append(&mut self, next: Ragged) {
        self.count += next.count;
        self.first.extend(next.first);
        self.first.truncate(Ragged::TOLD);
    }

    pub(super) fn into_result(self, source: &Source, width: usize) -> Result<(), Error> {
        let Some((first, cells)) = self.first.first().copied() else { return Ok(()) };
        let message = match self.count {
            1 => format!("this record has {cells} cells, and the header has {width}"),
            count => {
                let lines: Vec<String> =
                    self.first.iter().map(|(start, _)| source.place(*start).line.to_string()).collect();
                let more = if count > lines.len() { ", …" } else { "" };
                format!(
                    "{count} records have another number of cells than the header, which has {width}: \
                     lines {}{more}; the first has {cells}",
                    lines.join(", ")
                )
            }
        };
        Err(Error::at(source, Span::new(first..first), message).help(
            "quote the cells that hold the delimiter or a line break, and write every cell of a record, also an empty one",
        ))
    }
}

/// A quote that is opened and not closed.
pub(super) fn never_closed(source: &Source, quote: usize) -> Error {
    Error::at(source, Span::new(quote..quote + 1), "this quote is never closed")
        .help("close it, or double it where it stands for itself within a quoted cell")
}
