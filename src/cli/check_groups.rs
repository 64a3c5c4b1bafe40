//! `orglint check --group-by`

use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::check::Check;
use super::draft::Draft;
use super::{Outcome, Result, baseline, draft, groups, output};
use crate::check::{Checks, Outcome as Checked, Report, Tally};
use crate::error::Error;
use crate::finding::Severity;
use crate::policy::Baseline;
use crate::report::groups::{Format, Piece, Writer, named};
use crate::report::statistics;

/// What is kept of a chart until it is written.
struct Kept {
    /// For each report its piece.
    pieces: io::Result<Vec<Piece>>,
    tally: Tally,
    /// How many findings were known from the baseline.
    known: usize,
    /// How often each rule fired, where that is asked for.
    fired: statistics::Fired,
}

/// What all charts come to.
#[derive(Default)]
struct Total {
    tally: Tally,
    known: usize,
    fired: statistics::Fired,
    worst: Option<Severity>,
    unread: usize,
}

/// A report on its way.
struct Sink<'s> {
    path: Option<&'s Path>,
    writer: Writer<'s>,
    /// Whether whoever reads from the pipe that it goes to has seen enough.
    is_left: bool,
}

impl Sink<'_> {
    fn add(&mut self, piece: &Piece) -> Result<()> {
        if self.is_left {
            return Ok(());
        }
        match self.writer.add(piece) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_left = true;
                Ok(())
            }
            written => written.map_err(|error| failed(self.path, error)),
        }
    }
}

fn failed(path: Option<&Path>, error: io::Error) -> Error {
    path.map_or_else(|| output::unwritten(&error), |path| output::unwritable(path, &error))
}

impl Check {
    pub(super) fn run_groups(&self, column: &str) -> Result<Outcome> {
        let file = groups::only_file(&self.files)?;
        let formats = self.reporting.grouped()?;
        let setup = self.configuration.setup(file, &self.judging)?;
        let known = Mutex::new(self.baseline.as_deref().map(baseline::read).transpose()?);
        let work = |report: Report<'_>| self.keep(report, &known, column, &formats);

        let places: Vec<Option<&Path>> = self.reporting.places().collect();
        let drafts = places.iter().flatten().map(|path| Draft::begin(path, &self.files));
        let mut drafts = drafts.collect::<Result<Vec<Draft<'_>>>>()?;
        let mut shown = output::standard_output();
        let mut total = Total::default();
        {
            let mut sinks = self.sinks(column, &formats, &places, &mut drafts, &mut shown);
            let mut outcome = Ok(());
            let as_shown = |read| self.privacy.keep(read);
            groups::each(file, column, &self.reading, &setup, &as_shown, &work, &mut |group, kept| match total
                .add(group, kept, &formats, column, &mut sinks)
            {
                // Where nobody reads any more, the rest is checked for the exit status alone.
                Ok(is_read) => is_read || self.fail_on.outcome(total.worst.into_iter()) == Outcome::Clean,
                Err(error) => {
                    outcome = Err(error);
                    false
                }
            })?;
            outcome?;
            let day = self.reading.day();
            let checks = Checks { rulebook: &setup.rulebook, policy: &setup.policy, day, tally: total.tally.clone() };
            let mut remarks = Checked::of_checks(&checks);
            if let Some(known) = known.into_inner().unwrap_or_else(PoisonError::into_inner).as_mut() {
                remarks.leave_out_known(known);
            }
            for Sink { path, writer, .. } in sinks.into_iter().filter(|sink| !sink.is_left) {
                match writer.finish(&remarks) {
                    Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(failed(path, error)),
                    _ => {}
                }
            }
            total.worst = total.worst.max(remarks.findings().map(|reported| reported.severity).max());
            total.fired.add(&statistics::Fired::of(remarks.findings()));
            total.known += remarks.known;
        }
        output::finish(shown.flush())?;
        draft::put(drafts.into_iter().map(|draft| draft.end(Ok(()))).collect::<Result<_>>()?)?;
        self.end(&total)
    }

    /// What is kept of a report.
    fn keep(&self, mut report: Report<'_>, known: &Mutex<Option<Baseline>>, column: &str, formats: &[Format]) -> Kept {
        if !report.findings.is_empty()
            && let Some(known) = known.lock().unwrap_or_else(PoisonError::into_inner).as_mut()
        {
            report.leave_out_known(known);
        }
        let most = self.reporting.most();
        Kept {
            pieces: formats.iter().map(|format| format.piece(column, &report, most)).collect(),
            tally: report.tally(),
            known: report.known,
            fired: statistics::Fired::of(report.findings.iter()),
        }
    }

    /// The reports, each where it is written to.
    fn sinks<'s>(
        &self,
        column: &'s str,
        formats: &'s [Format],
        places: &[Option<&'s Path>],
        drafts: &'s mut [Draft<'_>],
        shown: &'s mut dyn Write,
    ) -> Vec<Sink<'s>> {
        let (mut drafts, mut shown) = (drafts.iter_mut(), Some(shown));
        let mut sinks = Vec::new();
        for (format, path) in formats.iter().zip(places) {
            let out: Option<&'s mut dyn Write> = match path {
                Some(_) => drafts.next().map(|draft| draft as &mut dyn Write),
                None => shown.take(),
            };
            let Some(out) = out else { continue };
            let writer = Writer::new(format, column, self.reporting.most(), out);
            sinks.push(Sink { path: *path, writer, is_left: false });
        }
        sinks
    }

    fn end(&self, total: &Total) -> Result<Outcome> {
        if self.statistics {
            let excepted = total.tally.excepted.iter().sum();
            output::tell(&statistics::of_many(&total.fired, excepted, total.known));
        }
        if total.unread > 0 {
            return Err(Error::new(match total.unread {
                1 => "a chart could not be read; the others were checked".to_owned(),
                count => format!("{count} charts could not be read; the others were checked"),
            }));
        }
        Ok(self.fail_on.outcome(total.worst.into_iter()))
    }
}

/// So many charts that cannot be read are told one by one.
const TOLD: usize = 20;

impl Total {
    /// Adds a chart and writes its pieces. Says whether anybody reads more of them.
    fn add(
        &mut self,
        group: &str,
        kept: Result<Kept>,
        formats: &[Format],
        column: &str,
        sinks: &mut [Sink<'_>],
    ) -> Result<bool> {
        let pieces = match kept {
            Ok(kept) => {
                self.tally.add(&kept.tally);
                self.known += kept.known;
                self.fired.add(&kept.fired);
                self.worst = self.worst.max(kept.fired.worst());
                kept.pieces
            }
            Err(error) => {
                self.unread += 1;
                if self.unread <= TOLD {
                    output::tell(&format!("{column} {}: ", named(group)));
                    output::complain(&error);
                }
                formats.iter().map(|format| format.unread(group, &error)).collect()
            }
        };
        let pieces = pieces.map_err(|error| Error::new(format!("a report cannot be made: {error}")))?;
        sinks.iter_mut().zip(&pieces).try_for_each(|(sink, piece)| sink.add(piece))?;
        Ok(sinks.iter().any(|sink| !sink.is_left))
    }
}
