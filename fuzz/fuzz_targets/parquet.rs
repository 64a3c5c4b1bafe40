//! Any bytes behind the first ones of a Parquet file give an error or a chart with its places.

#![no_main]

use libfuzzer_sys::fuzz_target;
use orglint::chart::Chart;
use orglint::input::{self, Field, Limits, Options};
use orglint::source::Raw;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { unpacked_bytes: 4 << 20, values: 1 << 20 };
    let options = Options { limits, all_columns: true, ..Options::default() };
    let Ok(roster) = input::load(Raw::new("fuzz.parquet", bytes), &options) else { return };
    let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
    for position in chart.positions() {
        let place = chart.place(position, Field::Title);
        assert_eq!(chart.source().cell_at(place.start as usize).is_some(), chart.source().is_sheet());
    }
});
