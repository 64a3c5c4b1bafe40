//! The way from bytes to records: what the input is, which column is which, and which of its records count.

use std::sync::Arc;

use super::columns::{Columns, Field, Mapping, WithoutId};
use super::endless::refuse_endless;
use super::frame::wanted;
use super::keys::Keys;
use super::roster::{Roster, Table};
use super::tree::Tree;
use super::{Format, Options, csv, identity, json, ldif, merged, parquet, records, totals, workbook, yaml};
use crate::error::Error;
use crate::source::{self, Encoding, Raw, Rereadable, Sheet, Source, has_room_for};

/// Reads the records of one input from its bytes.
pub fn load(raw: Raw, options: &Options) -> Result<Roster, Error> {
    read(text_of(raw, options)?, options)
}

/// Reads the records of a large file of delimited text without keeping it in memory: whoever comes back to a cell has it
/// fetched again, and [`Source::fault`] tells whether the file is still what it was. `None` where it has to be read whole,
/// in another format or encoding, say; and where something is wrong with it, which reading it whole tells.
///
/// `size` is the length of the file in bytes.
pub fn on_disk(name: &str, file: Arc<dyn Rereadable>, size: u64, options: &Options) -> Option<Roster> {
    let is_plain = options.filter.is_none() && options.sheet.is_none();
    if !is_plain || options.encoding.is_some_and(|encoding| encoding != Encoding::UTF_8) {
        return None;
    }
    let (source, table, keys) = csv::scan_on_disk(name, file, size, options)?;
    let roster = Roster::new(source, Table::Csv(Box::new(table)), keys);
    if identity::better(&roster, &options.mapping).is_some() {
        return None;
    }
    finished(roster, options).ok()
}

/// Reads the records of one input from its text.
pub fn read(source: Source, options: &Options) -> Result<Roster, Error> {
    refuse_empty(&source)?;
    let roster = identified(source, options).map_err(|unread| unread.0)?;
    finished(roster, options)
}

/// The text of an input: as it is, or made of a sheet.
fn text_of(raw: Raw, options: &Options) -> Result<Source, Error> {
    let name = raw.name().to_owned();
    refuse_endless(&name, raw.bytes())?;
    if workbook::is_workbook(raw.bytes()) {
        let sheet = workbook::read(&name, raw.bytes(), options.sheet.as_deref(), &options.limits, &|headings| {
            telling(headings, &options.mapping)
        })?;
        let workbook::Sheet { name: sheet, text, rows, first_column, kinds } = sheet;
        let columns = source::Columns::Lettered { sheet, first: first_column };
        return Ok(Source::of_sheet(name, Sheet { rows, columns, kinds }, text));
    }
    if let Some(sheet) = &options.sheet {
        return Err(Error::in_file(name, format!("the file is no workbook, and has no sheet '{sheet}'"))
            .help("leave --sheet out"));
    }
    if parquet::is_parquet(raw.bytes()) {
        let table = parquet::read(&name, raw.bytes(), &options.limits, &|offers| wanted(offers, options))?;
        let parquet::Table { text, rows, columns } = table;
        let columns = source::Columns::Named(columns);
        return Ok(Source::of_sheet(name, Sheet { rows, columns, kinds: Vec::new() }, text));
    }
    raw.into_text(options.encoding).map_err(|fault| Error::not_text(name, fault))
}

/// How well headings read as those of a chart: best where its ids and managers are among them.
fn telling(headings: &[String], mapping: &Mapping) -> usize {
    let known = |mapping: &Mapping| {
        let columns = Columns::find(headings.to_vec(), mapping).ok()?;
        Some(Field::ALL.into_iter().filter(|field| columns.column(*field).is_some()).count())
    };
    let is_chart = known(mapping).is_some();
    let known = known(&mapping.without_id(WithoutId::Anything)).filter(|known| is_chart || *known > 1);
    known.unwrap_or(0) + if is_chart { Field::ALL.len() } else { 0 }
}

/// Whether a text is a table whose headings tell ids and managers: one that is meant as a chart, whatever keeps it from
/// being read.
pub fn is_headed_as_chart(source: &Source, options: &Options) -> bool {
    let Options { mapping, format, .. } = options;
    format.unwrap_or_else(|| Format::detect(source)) == Format::Csv && csv::is_headed_as_chart(source, mapping)
}

fn refuse_empty(source: &Source) -> Result<(), Error> {
    if source.bytes()[source.text_start()..].iter().all(u8::is_ascii_whitespace) {
        return Err(Error::in_file(source.name(), "the file is empty")
            .help("give a chart in a format such as CSV, JSON or XLSX"));
    }
    Ok(())
}

/// Looks whether there is room for what is kept of a large input beside its text, which is about as much again. Where the
/// memory of the process is limited, this is an error; later on a lack of it ends the process.
fn refuse_shortage(source: &Source) -> Result<(), Error> {
    const LARGE: usize = 4 << 20;
    let length = source.bytes().len();
    if length < LARGE || has_room_for(length) {
        return Ok(());
    }
    Err(Error::in_file(source.name(), "there is not enough memory to read it")
        .help("allow the process more memory, or split the file into several charts"))
}

/// Reads several tables that make one chart: positions in several files, groups of posts below them, positions and the
/// persons who hold them.
pub fn load_merged(raws: Vec<Raw>, options: &Options) -> Result<Roster, Error> {
    let name = raws.iter().map(Raw::name).collect::<Vec<_>>().join(" + ");
    let read = |raw| {
        let source = text_of(raw, options)?;
        refuse_empty(&source)?;
        identified(source, options).or_else(|unread| {
            let (error, source) = *unread;
            as_part(source, options, error)
        })
    };
    let parts = raws.into_iter().map(read).collect::<Result<Vec<Roster>, Error>>()?;
    let (table, keys) = merged::Table::new(parts)?;
    finished(Roster::merged(name, table, keys), options)
}

/// A roster without what is no position of the chart.
fn finished(mut roster: Roster, options: &Options) -> Result<Roster, Error> {
    if roster.is_empty() {
        return Err(Error::in_file(roster.source().name(), "there is no position in the file")
            .help("below the header, each record describes one position"));
    }
    if !roster.records().any(|record| !roster.id_key(record).is_blank()) {
        let heading = roster.columns().heading(Field::Id).unwrap_or_default();
        return Err(Error::in_file(
            roster.source().name(),
            format!("the id column '{heading}' is empty in every record"),
        )
        .help("name the column that holds the ids with --map id=COLUMN"));
    }
    roster.leave_out_totals(totals::totals(&roster));
    if let Some(filter) = &options.filter {
        let left_out = filter.left_out(&roster).map_err(|message| {
            Error::in_file(roster.source().name(), message).help("name the column with --map FIELD=COLUMN")
        })?;
        roster.leave_out(left_out);
        if roster.records().all(|record| roster.is_left_out(record)) {
            let message = format!("the condition '{}' leaves no record over", filter.text());
            return Err(Error::in_file(roster.source().name(), message).help("mend `where` in orglint.toml"));
        }
    }
    Ok(roster)
}

/// What an input lacks, and its text as it was.
type Unread = Box<(Error, Source)>;

/// The records, with the ids that the references are to; or what is lacking, and the source as it was.
fn identified(source: Source, options: &Options) -> Result<Roster, Unread> {
    let Options { mapping, .. } = options;
    let (table, keys) = match scan(&source, options, mapping) {
        Ok(scanned) => scanned,
        Err(error) => return without_ids(source, options, error),
    };
    let roster = Roster::new(source, table, keys);
    match identity::better(&roster, mapping) {
        None => Ok(roster),
        Some(better) => {
            let source = roster.into_source();
            match scan(&source, options, &better) {
                Ok((table, keys)) => Ok(Roster::new(source, table, keys)),
                Err(error) => Err(Box::new((error, source))),
            }
        }
    }
}

/// The records of a file without ids: by name where managers are referred to so, or by row where each is a group of
/// posts. Of anything else `error` says what it lacks.
fn without_ids(source: Source, options: &Options, error: Error) -> Result<Roster, Unread> {
    let Options { mapping, .. } = options;
    let source = match scan(&source, options, &mapping.without_id(WithoutId::Name)) {
        Err(_) => source,
        Ok((table, keys)) => {
            let roster = Roster::new(source, table, keys);
            if identity::resolve_as_they_stand(&roster) {
                return Ok(roster);
            }
            roster.into_source()
        }
    };
    match scan(&source, options, &mapping.without_id(WithoutId::Row)) {
        Ok((table, keys)) => Ok(Roster::new(source, table, keys)),
        Err(_) => Err(Box::new((error, source))),
    }
}

/// The records of a table that is no chart by itself, as one of persons is none.
fn as_part(source: Source, options: &Options, error: Error) -> Result<Roster, Error> {
    let (table, keys) = scan(&source, options, &options.mapping.without_id(WithoutId::Anything)).map_err(|_| error)?;
    Ok(Roster::new(source, table, keys))
}

fn scan(source: &Source, options: &Options, mapping: &Mapping) -> Result<(Table, Keys), Error> {
    refuse_shortage(source)?;
    let most_values = usize::try_from(options.limits.values).unwrap_or(usize::MAX);
    let from_tree = |tree: Result<Tree, Error>| {
        let (table, keys) = records::Table::read(source, tree?, mapping)?;
        Ok((Table::Tree(Box::new(table)), keys))
    };
    match options.format.filter(|_| !source.is_sheet()).unwrap_or_else(|| Format::detect(source)) {
        Format::Csv => {
            let (table, keys) = csv::Table::scan(source, mapping)?;
            Ok((Table::Csv(Box::new(table)), keys))
        }
        Format::Json => from_tree(json::read(source, false, most_values)),
        Format::Jsonl => from_tree(json::read(source, true, most_values)),
        Format::Yaml => from_tree(yaml::read(source, most_values)),
        Format::Ldif => from_tree(ldif::read(source, most_values)),
    }
}
