//! How long one title takes to read, and what it allocates.

use std::collections::BTreeSet;

use divan::{AllocProfiler, Bencher, black_box, counter::ItemsCount};
use orglint::title::Reader;

/// Counts what each benchmark allocates; one without such figures allocates nothing.
#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// The distinct titles of the labelled set, on one core.
#[divan::bench(threads = 1)]
fn labelled_titles(bencher: Bencher<'_, '_>) {
    let text = include_str!("../fixtures/titles/dev.tsv");
    let titles: BTreeSet<&str> = text.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    let reader = Reader::builtin();
    bencher.counter(ItemsCount::new(titles.len())).bench(|| {
        for title in &titles {
            black_box(reader.read(black_box(title)));
        }
    });
}

/// One usual title, one with umlauts and a compound, and one in letters that look like plain ones.
#[divan::bench(args = ["VP, Sales Operations", "Gebietsverkaufsleiter für Österreich", "Sаlеs Маnаgеr 𝐄𝐌𝐄𝐀"])]
fn one_title(bencher: Bencher<'_, '_>, title: &str) {
    let reader = Reader::builtin();
    bencher.bench(|| reader.read(black_box(title)));
}

/// 100,000 characters: far more words than are looked at, and characters of which none makes a word.
#[divan::bench(args = ["Director of Sales, ", "x", ",", "a-", "\u{301}", ".\u{200b}"])]
fn a_long_text(bencher: Bencher<'_, '_>, piece: &str) {
    let text: String = piece.chars().cycle().take(100_000).collect();
    let reader = Reader::builtin();
    bencher.bench(|| reader.read(black_box(&text)));
}
