//! How far a run has come, for whoever waits for it.
//!
//! What takes long says so here in passing, and nobody has to look. Only a thread that is [watched](watch) writes anything
//! down: on any other, as where the library reads charts for another program, it is one look at a thread-local.

use std::cell::Cell;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering::Relaxed};

/// What a run is at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// An input is read, and its records are found.
    Reading,
    /// Positions are linked to their managers.
    Linking,
    /// Rules run.
    Checking,
    /// Boxes are set into their places.
    LayingOut,
    /// What came of it is written.
    Writing,
}

impl Step {
    const ALL: [Step; 5] = [Step::Reading, Step::Linking, Step::Checking, Step::LayingOut, Step::Writing];
}

/// What one thread writes down and another one reads. The figures need not be of the same moment.
#[derive(Debug)]
pub struct Progress {
    step: AtomicU8,
    count: AtomicUsize,
    done: AtomicUsize,
    of: AtomicUsize,
}

/// How far a run has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reached {
    /// What it is at.
    pub step: Step,
    /// How many rows, or whatever the step goes through, are done; 0 where that is not known.
    pub count: usize,
    /// How many bytes of the input are done.
    pub done: usize,
    /// How many there are; 0 where that is not known.
    pub of: usize,
}

impl Progress {
    /// Nothing is done yet.
    pub const fn new() -> Progress {
        let [count, done, of] = [const { AtomicUsize::new(0) }; 3];
        Progress { step: AtomicU8::new(0), count, done, of }
    }

    /// How far the run has come.
    pub fn reached(&self) -> Reached {
        let step = Step::ALL.get(usize::from(self.step.load(Relaxed))).copied().unwrap_or(Step::Reading);
        Reached { step, count: self.count.load(Relaxed), done: self.done.load(Relaxed), of: self.of.load(Relaxed) }
    }

    fn reach(&self, count: usize, done: usize, of: usize) {
        self.count.store(count, Relaxed);
        self.done.store(done, Relaxed);
        self.of.store(of, Relaxed);
    }
}

impl Default for Progress {
    fn default() -> Progress {
        Progress::new()
    }
}

thread_local! {
    static WATCHED: Cell<Option<&'static Progress>> = const { Cell::new(None) };
}

/// Writes down from now on how far this thread comes.
pub fn watch(progress: &'static Progress) {
    WATCHED.set(Some(progress));
}

/// The run begins a step.
pub fn begin(step: Step) {
    if let Some(progress) = WATCHED.get() {
        progress.reach(0, 0, 0);
        progress.step.store(step as u8, Relaxed);
    }
}

/// So many rows of the step are done, and so many bytes `of` all; each is 0 where it is not known.
pub fn reach(count: usize, done: usize, of: usize) {
    if let Some(progress) = WATCHED.get() {
        progress.reach(count, done, of);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_watched_thread_leaves_a_trace() {
        static PROGRESS: Progress = Progress::new();
        let reached = |step, count, done, of| Reached { step, count, done, of };
        begin(Step::Writing);
        assert_eq!(PROGRESS.reached(), reached(Step::Reading, 0, 0, 0));
        watch(&PROGRESS);
        begin(Step::Checking);
        reach(3, 4, 5);
        std::thread::scope(|scope| scope.spawn(|| begin(Step::Writing)).join()).unwrap();
        assert_eq!(PROGRESS.reached(), reached(Step::Checking, 3, 4, 5));
        for step in Step::ALL {
            begin(step);
            assert_eq!(PROGRESS.reached(), reached(step, 0, 0, 0));
        }
    }
}
