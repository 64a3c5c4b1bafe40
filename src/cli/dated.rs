//! Charts that each have a day: those of files and folders, in the order of their days.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::input::{date, is_same_file, is_standard_input, unreadable};
use super::{Result, output};
use crate::error::Error;
use crate::input::Format;
use crate::reorg::history::{Doubt, day_of};
use crate::report::text::safe;

/// A chart and its day.
pub(super) struct Dated {
    pub(super) path: PathBuf,
    pub(super) day: Date,
}

/// The charts of files and folders, the earliest first. What is given in `days` goes before the names of files.
pub(super) fn charts(given: &[PathBuf], days: &[(PathBuf, Date)]) -> Result<Vec<Dated>> {
    let mut charts = Vec::new();
    let mut is_used = vec![false; days.len()];
    let mut said = |path: &Path| {
        let number = days.iter().position(|(named, _)| named == path || is_same_file(named, path))?;
        is_used[number] = true;
        Some(days[number].1)
    };
    for path in given {
        if is_standard_input(path) || !path.is_dir() {
            let day = match said(path) {
                Some(day) => day,
                None => day_in_name(path)?.ok_or_else(|| without_day(path))?,
            };
            charts.push(Dated { path: path.clone(), day });
        } else {
            of_folder(path, &mut said, &mut charts)?;
        }
    }
    if let Some(number) = is_used.iter().position(|is_used| !is_used) {
        let name = days[number].0.display();
        return Err(Error::new(format!("--as-of names '{name}', which is none of the charts"))
            .help("name a chart as it is given, or by its path"));
    }
    charts.sort_by(|one, other| (one.day, &one.path).cmp(&(other.day, &other.path)));
    match charts.windows(2).find(|pair| pair[0].day == pair[1].day) {
        Some(pair) => Err(of_one_day(&pair[0], &pair[1])),
        None => Ok(charts),
    }
}

/// Adds the charts that lie in a folder. What is passed over although it may be a chart of some day is told.
fn of_folder(folder: &Path, said: &mut impl FnMut(&Path) -> Option<Date>, charts: &mut Vec<Dated>) -> Result<()> {
    let before = charts.len();
    for path in files_in(folder)? {
        let name = Path::new(path.file_name().unwrap_or_default());
        let is_of_chart = Format::is_of_chart(&path);
        let day = match said(&path) {
            None if is_of_chart => day_in_name(&path)?,
            said => said,
        };
        if let Some(day) = day {
            charts.push(Dated { path, day });
            continue;
        }
        let why = match day_of(name) {
            _ if is_of_chart => "its name has no day",
            Ok(None) => continue,
            _ => "no chart has an extension like this",
        };
        output::tell(&format!("passed over {}: {why}\n", safe(&path.display().to_string())));
    }
    if charts.len() == before {
        return Err(Error::in_file(
            folder.display().to_string(),
            "there is no chart with a day in its name in this folder",
        )
        .help("name charts as org-2026-03-31.csv, or give the files, each with --as-of FILE=DATE"));
    }
    Ok(())
}

/// The files of a folder, by name; hidden ones, and those that an office program leaves beside an open one, are none.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let unreadable = |error: std::io::Error| unreadable(folder.display().to_string(), &error);
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if path.is_file() && !name.starts_with(['.', '~']) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The day that the name of a file tells, or that of its folder.
fn day_in_name(path: &Path) -> Result<Option<Date>> {
    day_of(path).map_err(|Doubt { one, other }| {
        Error::in_file(path.display().to_string(), format!("its name can mean {one} or {other}"))
            .help(format!("say which day it is: --as-of '{}={one}'", path.display()))
    })
}

fn without_day(path: &Path) -> Error {
    let name = if is_standard_input(path) { "standard input".to_owned() } else { path.display().to_string() };
    Error::in_file(name, "its name has no day, and a history needs the day of each chart")
        .help(format!("say which day it is: --as-of '{}=2026-03-31'", path.display()))
}

fn of_one_day(one: &Dated, other: &Dated) -> Error {
    let (day, first) = (one.day, one.path.display());
    Error::in_file(other.path.display().to_string(), format!("this chart is of {day}, as is {first}"))
        .help("give one chart for a day, or say the day of one of them with --as-of FILE=DATE")
}

/// Reads `FILE=DATE`.
pub(super) fn named_day(text: &str) -> std::result::Result<(PathBuf, Date), String> {
    let (path, day) = text.rsplit_once('=').ok_or("expected FILE=DATE, such as org.csv=2026-03-31")?;
    Ok((PathBuf::from(path), date(day)?))
}
