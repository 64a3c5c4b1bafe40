//! How long one title takes to read.

use divan::{Bencher, black_box, counter::ItemsCount};
use orglint::title::Reader;

fn main() {
    divan::main();
}

/// Every title of the labelled set.
#[divan::bench]
fn labelled_titles(bencher: Bencher<'_, '_>) {
    let text = include_str!("../fixtures/titles/dev.tsv");
    let titles: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    let reader = Reader::builtin();
    bencher.counter(ItemsCount::new(titles.len())).bench(|| {
        for title in &titles {
            black_box(reader.read(black_box(title)));
        }
    });
}

/// One usual title, and one with umlauts and a compound.
#[divan::bench(args = ["VP, Sales Operations", "Gebietsverkaufsleiter für Österreich"])]
fn one_title(bencher: Bencher<'_, '_>, title: &str) {
    let reader = Reader::builtin();
    bencher.bench(|| reader.read(black_box(title)));
}

/// Far more words than are looked at.
#[divan::bench]
fn a_long_text(bencher: Bencher<'_, '_>) {
    let text = "Director of Sales, Marketing, Finance and Product; ".repeat(2000);
    let reader = Reader::builtin();
    bencher.bench(|| reader.read(black_box(&text)));
}
