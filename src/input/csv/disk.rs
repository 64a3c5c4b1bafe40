//! Scans a file that stays on the disk, a window at a time, and a large one from its beginning and from its middle at once.

use std::sync::Arc;

use super::scan::{Scan, Taken};
use super::{Header, Table};
use crate::input::columns::Columns;
use crate::input::keys::Keys;
use crate::input::{Format, Options};
use crate::source::{Rereadable, Source, Windows, has_room_for};
use crate::threads;

/// A longer record than so many bytes is likely a quote that is never closed.
const LONGEST_RECORD: usize = 16 << 20;
/// Of a smaller file, all takes less time than to begin twice.
const LARGE: usize = 1 << 20;

/// Scans a file of so many bytes without keeping it: `None` where that cannot be done, or something is wrong with it, which
/// reading it whole tells.
pub(in crate::input) fn scan_on_disk(
    name: &str,
    file: Arc<dyn Rereadable>,
    size: u64,
    options: &Options,
) -> Option<(Source, Table, Keys)> {
    let size = usize::try_from(size).ok().filter(|size| has_room_for(*size))?;
    let halves = (size >= LARGE && threads::others() > 0).then(|| line_behind(&*file, size / 2)).flatten();
    let at_once = halves.and_then(|middle| scan(name, &file, size, Some(middle), options));
    // A quote may be open in the middle.
    at_once.or_else(|| scan(name, &file, size, None, options))
}

fn scan(
    name: &str,
    file: &Arc<dyn Rereadable>,
    size: usize,
    middle: Option<usize>,
    options: &Options,
) -> Option<(Source, Table, Keys)> {
    let mut windows = Windows::new(Arc::clone(file), 0..usize::MAX, b'\n');
    windows.fill().ok()?;
    let head = head_of(name, windows.window())?;
    if options.format.unwrap_or_else(|| Format::detect(&head)) != Format::Csv {
        return None;
    }
    let mut header = Header::read(&head, &options.mapping).ok()?;
    let columns = Columns::detect(name, std::mem::take(&mut header.headings), &options.mapping).ok()?;
    // The header belongs to the first block.
    let first = Some(header.end).filter(|end| *end < head.len())?;
    // Of what is fetched again lines are told by line feeds.
    if header.dialect.line_break != b'\n' {
        return None;
    }
    let mut all = Scan::new(&header, columns, size);
    match middle {
        None => take(&mut windows, &mut all, first)?,
        Some(middle) => {
            let (mut behind, mut rest) = (windows.of_part(middle..usize::MAX), all.of_part(size - middle));
            windows.end_at(middle);
            let other = || {
                behind.fill().ok()?;
                take(&mut behind, &mut rest, 0)
            };
            let (other, own) = threads::beside(other, || take(&mut windows, &mut all, first));
            other.flatten().and(own)?;
            windows.append(behind);
            all.append(rest);
        }
    }
    let source = Source::on_disk(name, windows);
    let (table, keys) = all.finish(&source).ok()?;
    Some((source, table, keys))
}

/// Takes all records of the windows, of which the first begins so many bytes behind the start of the first window.
fn take(windows: &mut Windows, scan: &mut Scan, mut first: usize) -> Option<()> {
    loop {
        let window = windows.window().get(first..)?;
        let Taken { bytes, lines } = scan.take(window, windows.start() + first, windows.is_last()).ok()?;
        if bytes > 0 {
            // What stands before the first record goes with it.
            let before = memchr::memchr_iter(b'\n', &windows.window()[..first]).count() as u32;
            windows.take(first + bytes, before + lines)?;
            first = 0;
        } else if windows.window().len() > LONGEST_RECORD {
            return None;
        } else {
            windows.widen();
        }
        if windows.is_last() && windows.window().is_empty() {
            return Some(());
        }
        windows.fill().ok()?;
    }
}

/// The whole lines at the beginning of a text, where they are UTF-8.
fn head_of(name: &str, window: &[u8]) -> Option<Source> {
    let end = memchr::memrchr(b'\n', window)? + 1;
    Source::new(name, &window[..end]).ok().filter(|head| head.encoding().is_none())
}

/// Where the line begins that follows the one around a byte; `None` where that is long.
fn line_behind(file: &dyn Rereadable, at: usize) -> Option<usize> {
    let mut bytes = [0; 1 << 12];
    let read = file.read_at(at as u64, &mut bytes).ok()?;
    Some(at + memchr::memchr(b'\n', &bytes[..read])? + 1)
}
