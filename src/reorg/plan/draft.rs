//! The chart on its way: after each step it is written as a table and read again, with the mapping and the condition of the
//! input, so that what is checked is what a later run reads.

use std::collections::HashMap;
use std::io;

use jiff::civil::Date;

use super::edits::Edits;
use super::people::People;
use super::references::{self, Naming};
use super::sameness::difference;
use super::{Step, steps};
use crate::chart::Chart;
use crate::convert;
use crate::error::Error;
use crate::input::{self, Field, Mapping, Options, Roster};
use crate::source::{Encoding, Raw, Source, Span};
use crate::table::Format;
use crate::title::Reader;

/// A chart between two steps, as delimited text.
pub struct Draft {
    chart: Chart,
    /// How the text is read.
    options: Options,
    /// The ids of those who left, with the steps in which they did.
    gone: HashMap<String, Span>,
}

impl Draft {
    /// The chart before the first step, of an input that was read with these options. Delimited text stays as it is, a sheet
    /// keeps its headings, and anything else takes its canonical form.
    pub fn new(roster: Roster, options: &Options, day: Date) -> Result<Draft, Error> {
        let name = roster.source().name().to_owned();
        if !roster.has(Field::Id) {
            return Err(Error::in_file(name, "the positions have no ids, and a plan names everybody by id")
                .help("name the column that holds the ids with --map id=COLUMN"));
        }
        let mut options = Options {
            format: Some(input::Format::Csv),
            encoding: Some(Encoding::UTF_8),
            sheet: None,
            ..options.clone()
        };
        let roster = if roster.is_delimited_text() {
            roster
        } else {
            let mut text = Vec::new();
            let written = if roster.is_table() {
                convert::copy(&roster, Format::Csv, &mut text)
            } else {
                options.mapping = Mapping::default();
                convert::write(&roster, Format::Csv, &mut text)
            };
            written.map_err(|error| Error::in_file(&*name, format!("it cannot be written as a table: {error}")))?;
            drop(roster);
            read(&name, text, &options)?
        };
        Ok(Draft { chart: Chart::new(roster, day), options, gone: HashMap::new() })
    }

    /// The same, of which people are not shown.
    pub fn redacted(mut self) -> Draft {
        self.chart = self.chart.redacted();
        self
    }

    /// The chart.
    pub fn chart(&self) -> &Chart {
        &self.chart
    }

    /// The same chart once more.
    pub(super) fn again(&self) -> Result<Draft, Error> {
        let (name, text) = (self.chart.source().name(), self.chart.source().bytes().to_vec());
        let chart = Chart::new(read(name, text, &self.options)?, self.chart.day()).redacted_as(&self.chart);
        Ok(Draft { chart, options: self.options.clone(), gone: self.gone.clone() })
    }

    /// The chart of another day.
    pub fn on(self, day: Date) -> Result<Draft, Error> {
        if day == self.chart.day() {
            return Ok(self);
        }
        let Draft { chart, options, gone } = self;
        let (name, text) = (chart.source().name().to_owned(), chart.source().bytes().to_vec());
        let chart = Chart::new(read(&name, text, &options)?, day).redacted_as(&chart);
        Ok(Draft { chart, options, gone })
    }

    /// The chart after a step of the plan in `source`, on the same day.
    pub fn after(&self, step: &Step, source: &Source, reader: &Reader) -> Result<Draft, Error> {
        let people = People::of(step, &self.chart, source, &self.gone);
        let edits = steps::edits(step, &people, Edits::new(&self.chart, source), reader)?;
        let mut fault = None;
        for naming in [Naming::AsBefore, Naming::ByIds] {
            if naming == Naming::ByIds && self.chart.referred_by().is_none() {
                break;
            }
            let Some(rewriting) = references::rewriting(&edits, naming) else { continue };
            let text = self.chart.roster().rewritten(&rewriting).unwrap_or_default();
            let chart = self.read_after(text, step, source)?;
            match difference(&edits, &chart) {
                None => return Ok(Draft { chart, options: self.options.clone(), gone: self.gone_after(&edits, step) }),
                Some(difference) => fault = Some(difference),
            }
        }
        let (what, help) = match fault {
            Some(fault) => (fault.what, fault.help),
            None => ("managers cannot be named".to_owned(), "let managers be referred to by ids"),
        };
        Err(Error::at(source, step.at, format!("after this step the file would say something else: {what}")).help(help))
    }

    fn read_after(&self, text: Vec<u8>, step: &Step, source: &Source) -> Result<Chart, Error> {
        let roster = read(self.chart.source().name(), text, &self.options).map_err(|error| {
            let message = format!("after this step there would be no chart: {}", error.message());
            let at = Error::at(source, step.at, message);
            match error.mend() {
                Some(mend) => at.help(mend),
                None => at,
            }
        })?;
        Ok(Chart::new(roster, self.chart.day()).redacted_as(&self.chart))
    }

    fn gone_after(&self, edits: &Edits<'_>, step: &Step) -> HashMap<String, Span> {
        let mut gone = self.gone.clone();
        gone.extend(edits.gone.iter().map(|position| (self.chart.true_id(*position).into_owned(), step.at)));
        gone
    }

    /// Writes the chart: as CSV what is read, and as JSON lines the same under the same headings.
    pub fn write(&self, format: Format, out: &mut dyn io::Write) -> io::Result<()> {
        match format {
            Format::Csv => out.write_all(self.chart.source().bytes()),
            Format::Jsonl | Format::Parquet => convert::copy(self.chart.roster(), format, out),
        }
    }
}

fn read(name: &str, text: Vec<u8>, options: &Options) -> Result<Roster, Error> {
    let source = Raw::new(name, text).into_text(options.encoding).map_err(|fault| Error::not_text(name, fault))?;
    input::read(source, options)
}
