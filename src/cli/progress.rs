//! What a run is at, in one line on standard error, where it takes longer than a second and somebody looks at a terminal.
//!
//! A thread of its own looks from time to time at what the work writes down. It is started when a chart begins to be read,
//! and draws nothing until a second has passed. The line goes before anything else is written, whether to standard output
//! or to standard error: see [`end`].

use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use unicode_width::UnicodeWidthChar;

use super::input::is_standard_input;
use super::signals;
use crate::progress::{self, Progress, Reached, Step};
use crate::report::text::safe;
use crate::wording::{counted, grouped};

/// What ends sooner is not worth a line.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is drawn anew.
const EVERY: Duration = Duration::from_millis(200);

static PROGRESS: Progress = Progress::new();
static IS_WANTED: AtomicBool = AtomicBool::new(false);
static LINE: Mutex<Line> = Mutex::new(Line { since: None, name: String::new(), many: false, width: 0 });
static IS_BEGUN: Condvar = Condvar::new();

/// The line, and what it is about.
struct Line {
    /// Since when somebody waits; nobody does where there is none.
    since: Option<Instant>,
    /// The file that is worked on.
    name: String,
    /// Whether it holds many charts, which are counted.
    many: bool,
    /// How many columns of the terminal the line takes.
    width: usize,
}

/// Lets a line be shown: a command runs, and nobody else has the terminal.
pub(super) fn allow() {
    IS_WANTED.store(true, Relaxed);
}

/// Shows nothing, whatever comes.
pub(super) fn forgo() {
    IS_WANTED.store(false, Relaxed);
}

/// Work on a file begins, which may take a while.
pub(super) fn begin(file: &Path) {
    start(file, false);
}

/// Work on a table of many charts begins.
pub(super) fn begin_many(file: &Path) {
    start(file, true);
}

fn start(file: &Path, many: bool) {
    let is_dumb = || std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    if !IS_WANTED.load(Relaxed) || !io::stderr().is_terminal() || is_dumb() {
        return;
    }
    progress::watch(&PROGRESS);
    progress::begin(Step::Reading);
    let name = if is_standard_input(file) {
        "standard input".to_owned()
    } else {
        file.file_name().map(|name| safe(&name.to_string_lossy()).into_owned()).unwrap_or_default()
    };
    let mut line = line();
    (line.name, line.many) = (name, many);
    line.since.get_or_insert_with(Instant::now);
    static STARTED: Once = Once::new();
    // Where the system has no room for a thread, there is no line.
    STARTED.call_once(|| _ = thread::Builder::new().name("progress".to_owned()).spawn(draw_from_time_to_time));
    IS_BEGUN.notify_one();
}

/// So many charts of the table are done.
pub(super) fn handed_on(charts: usize) {
    if charts == 0 {
        progress::begin(Step::Checking);
    }
    progress::reach(charts, 0, 0);
}

/// Takes the line away, for something else is to be written, or the run is over.
pub(super) fn end() {
    let mut line = line();
    line.since = None;
    line.draw("");
}

/// What is read from an input, with word of how far that is.
pub(super) struct Counted<R> {
    input: R,
    done: usize,
    of: usize,
}

impl<R> Counted<R> {
    /// `size` is how many bytes there are to be read, if that is known.
    pub(super) fn new(input: R, size: Option<u64>) -> Counted<R> {
        Counted { input, done: 0, of: size.and_then(|size| usize::try_from(size).ok()).unwrap_or_default() }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(bytes)?;
        self.done += read;
        progress::reach(0, self.done, self.of);
        Ok(read)
    }
}

fn line() -> MutexGuard<'static, Line> {
    LINE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn draw_from_time_to_time() {
    let mut line = line();
    loop {
        line = match line.since.map(|since| PATIENCE.saturating_sub(since.elapsed())) {
            None => IS_BEGUN.wait(line).unwrap_or_else(PoisonError::into_inner),
            Some(left) => {
                if left.is_zero() {
                    // Ctrl-C is to take the line away.
                    signals::watch();
                    let text = line.text(PROGRESS.reached());
                    line.draw(&text);
                }
                let pause = if left.is_zero() { EVERY } else { left };
                IS_BEGUN.wait_timeout(line, pause).unwrap_or_else(PoisonError::into_inner).0
            }
        }
    }
}

impl Line {
    /// What the line says.
    fn text(&self, Reached { step, count, done, of }: Reached) -> String {
        let (name, step) = match step {
            Step::Checking if self.many => {
                return format!("checking {}: {}", self.name, counted(count, "chart", "charts"));
            }
            Step::Reading => (&self.name, "reading"),
            Step::Linking => (&self.name, "linking"),
            Step::Checking => (&self.name, "checking"),
            Step::LayingOut => (&self.name, "laying out"),
            Step::Writing => return "writing".to_owned(),
        };
        let done_of_all = (of > 0).then(|| format!("{} %", done as u128 * 100 / of as u128));
        let counted = match (count, done) {
            (0, 0) => None,
            (0, done) => Some(megabytes(done)),
            (count, _) => Some(counted(count, "row", "rows")),
        };
        let figures: Vec<String> = counted.into_iter().chain(done_of_all).collect();
        let colon = if figures.is_empty() { "" } else { ": " };
        format!("{step} {name}{colon}{}", figures.join(", "))
    }

    /// Draws a text over what is there. Blanks do that on any terminal, without a sequence that it has to know.
    fn draw(&mut self, text: &str) {
        if text.is_empty() && self.width == 0 {
            return;
        }
        let most = terminal_size::terminal_size_of(io::stderr()).map_or(80, |(width, _)| usize::from(width.0));
        let mut width = 0;
        let fits = |letter: &char| {
            width += letter.width().unwrap_or(0);
            width < most
        };
        let text: String = text.chars().take_while(fits).collect();
        let width = text.chars().filter_map(UnicodeWidthChar::width).sum();
        let blanks = " ".repeat(self.width.saturating_sub(width));
        let end = if text.is_empty() { "\r" } else { "" };
        self.width = width;
        let _ = io::stderr().write_all(format!("\r{text}{blanks}{end}").as_bytes());
    }
}

/// A number of bytes.
fn megabytes(bytes: usize) -> String {
    if bytes < 1_000_000 {
        format!("{} kB", grouped(bytes / 1000))
    } else {
        format!("{} MB", grouped(bytes / 1_000_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_known() {
        let line = Line { since: None, name: "m.csv".to_owned(), many: false, width: 0 };
        let text = |step, count, done, of| line.text(Reached { step, count, done, of });
        assert_eq!(text(Step::Reading, 0, 0, 0), "reading m.csv");
        assert_eq!(text(Step::Reading, 0, 3_100, 0), "reading m.csv: 3 kB");
        assert_eq!(text(Step::Reading, 0, 1_240_000_000, 4_000_000_000), "reading m.csv: 1,240 MB, 31 %");
        assert_eq!(text(Step::Reading, 420_000, 42, 100), "reading m.csv: 420,000 rows, 42 %");
        assert_eq!(text(Step::Linking, 0, 0, 0), "linking m.csv");
        assert_eq!(text(Step::Writing, 0, 0, 0), "writing");
        let many = Line { many: true, ..line };
        assert_eq!(many.text(Reached { step: Step::Checking, count: 1, done: 0, of: 0 }), "checking m.csv: 1 chart");
    }
}
