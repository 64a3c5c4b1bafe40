//! Work that several processors share.

use std::thread::{self, Builder};

/// How many threads beside this one can run at once, of those that it pays to begin.
pub(crate) fn others() -> usize {
    /// What is shared is a part of the whole: more would wait.
    const MOST: usize = 7;
    thread::available_parallelism().map_or(0, |all| all.get() - 1).min(MOST)
}

/// Does the same work in this thread and in so many others, or in fewer where the system gives none; what each brought.
pub(crate) fn together<T: Send>(others: usize, work: impl Fn() -> T + Sync) -> Vec<T> {
    thread::scope(|scope| {
        let begin = |_| Builder::new().spawn_scoped(scope, &work).ok();
        let begun: Vec<_> = (0..others).filter_map(begin).collect();
        let mut brought = vec![work()];
        for other in begun {
            brought.push(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        brought
    })
}

/// Does one work in this thread and another one beside it; `None` for the other where the system gives no thread.
pub(crate) fn beside<T: Send, U>(other: impl FnOnce() -> T + Send, own: impl FnOnce() -> U) -> (Option<T>, U) {
    thread::scope(|scope| {
        let begun = Builder::new().spawn_scoped(scope, other).ok();
        let own = own();
        (begun.map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))), own)
    })
}
