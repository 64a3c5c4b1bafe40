//! `--group-by`: many charts in one table, each checked as its own, on all cores.
//!
//! One thread reads the table and hands out charts; a thread a core reads, checks and reports each; this one writes the
//! pieces in the order of the charts' names. Nobody runs ahead of the writing by more than some charts, so that memory
//! depends on the largest chart, and not on how many there are.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::config::Setup;
use super::input::{Reading, Stand, is_standard_input, unreadable};
use super::{Result, progress};
use crate::chart::Chart;
use crate::check::{Report, check};
use crate::error::Error;
use crate::input::{self, Groups, Input, Options, Scratch};
use crate::source::Source;

/// So many charts are handed out for each core before the first of them is written.
const AHEAD: usize = 32;

/// A chart on its way: its number in the order of names, its name, and its text or why there is none.
type Task = (usize, String, Result<Source>);

/// What became of it.
type Done<T> = (usize, String, Result<T>);

/// The one file that is a table of many charts.
pub(super) fn only_file(files: &[PathBuf]) -> Result<&Path> {
    match files {
        [file] => Ok(file),
        _ => Err(Error::new("only one file can be a table of many charts").help("check each in a run of its own")),
    }
}

/// Checks each chart of the table `path` as it is to be shown, makes something of its report with `work`, and hands that to `sink` in the
/// order of the charts' names, until `sink` returns false.
pub(super) fn each<T: Send>(
    path: &Path,
    column: &str,
    reading: &Reading,
    setup: &Setup,
    as_shown: &(dyn Fn(Result<Chart>) -> Result<Chart> + Sync),
    work: &(dyn Fn(Report<'_>) -> T + Sync),
    sink: &mut dyn FnMut(&str, Result<T>) -> bool,
) -> Result<()> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let options = &reading.options(&setup.input);
    let day = reading.day();
    let read = |source: Source| Ok(Chart::new(input::read(source, options)?, day));
    let checked = |source: Result<Source>| -> Result<T> {
        let chart = as_shown(source.and_then(read))?;
        Ok(work(check(&chart, &setup.rulebook, &setup.policy, &setup.reader)))
    };
    progress::begin_many(path);
    let (tasks, to_do) = sync_channel::<Task>(cores);
    let (done, results) = channel::<Done<T>>();
    let (tickets, ticket) = channel::<()>();
    for _ in 0..AHEAD * cores {
        let _ = tickets.send(());
    }
    let to_do = Mutex::new(to_do);
    thread::scope(|scope| {
        let crowded = |_| Error::new("the system has no room for another thread").help("allow the process more memory");
        for number in 0..cores {
            let (to_do, checked, done) = (&to_do, &checked, done.clone());
            match thread::Builder::new().spawn_scoped(scope, move || labour(to_do, checked, &done)) {
                Ok(_) => {}
                // Fewer do as well.
                Err(_) if number > 0 => break,
                Err(error) => return Err(crowded(error)),
            }
        }
        let reader = move || hand_out(path, column, options, tasks, ticket);
        let reader = thread::Builder::new().spawn_scoped(scope, reader).map_err(crowded)?;
        drop(done);
        in_order(results, tickets, sink);
        reader.join().unwrap_or_else(|_| Err(Error::new("the reading of the table was stopped")))
    })
}

/// Reads the table, and hands out its charts, a ticket each.
fn hand_out(path: &Path, column: &str, options: &Options, tasks: SyncSender<Task>, ticket: Receiver<()>) -> Result<()> {
    let name = path.display().to_string();
    let Table { input, watched } = open(path, &name)?;
    let mut number = 0;
    let handed_out = Groups::find(&name, input, column, options).and_then(|groups| {
        groups.each(&mut new_scratch, options, &mut |group, source| {
            let is_wanted = ticket.recv().is_ok() && tasks.send((number, group.to_owned(), source)).is_ok();
            number += 1;
            is_wanted
        })
    });
    // What is wrong with a table that changed may be nothing but that.
    watched.map_or(Ok(()), |(file, before)| before.still_holds(&file, &name))?;
    handed_out
}

/// Checks charts until there is none left. Where nobody wants results any more the rest is passed over, so that whoever
/// hands charts out comes to an end.
fn labour<T>(to_do: &Mutex<Receiver<Task>>, checked: &dyn Fn(Result<Source>) -> Result<T>, done: &Sender<Done<T>>) {
    let mut is_wanted = true;
    loop {
        let next = to_do.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, group, source)) = next else { return };
        is_wanted = is_wanted && done.send((number, group, checked(source))).is_ok();
    }
}

/// Hands results on in the order of their numbers, and gives a ticket back for each.
fn in_order<T>(results: Receiver<Done<T>>, tickets: Sender<()>, sink: &mut dyn FnMut(&str, Result<T>) -> bool) {
    let mut waiting: BTreeMap<usize, (String, Result<T>)> = BTreeMap::new();
    let mut next = 0;
    for (number, group, result) in results {
        waiting.insert(number, (group, result));
        while let Some((group, result)) = waiting.remove(&next) {
            progress::handed_on(next);
            if !sink(&group, result) {
                return;
            }
            next += 1;
            // Nobody waits for one any more at the end.
            let _ = tickets.send(());
        }
    }
}

/// The table, to be read from its start several times.
struct Table {
    input: Box<dyn Input>,
    /// The file that it is, and how it stood when it began to be read.
    watched: Option<(File, Stand)>,
}

/// Opens the table: what comes from a pipe is kept in a file that is gone with us.
fn open(path: &Path, name: &str) -> Result<Table> {
    let failed = |error: io::Error| unreadable(name.to_owned(), &error);
    if is_standard_input(path) {
        return kept(io::stdin().lock()).map_err(failed);
    }
    let file = File::open(path).map_err(failed)?;
    let stand = Stand::of(&file).map_err(failed)?;
    if stand.size.is_none() {
        return kept(file).map_err(failed);
    }
    let watched = Some((file.try_clone().map_err(failed)?, stand));
    Ok(Table { input: Box::new(file), watched })
}

fn kept(mut input: impl io::Read) -> io::Result<Table> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut input, &mut file)?;
    Ok(Table { input: Box::new(file), watched: None })
}

/// A file without a name, which only this process can read.
fn new_scratch() -> io::Result<Box<dyn Scratch>> {
    Ok(Box::new(tempfile::tempfile()?))
}
