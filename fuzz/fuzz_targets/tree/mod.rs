//! What the targets for formats of nested values share.

use orglint::chart::Chart;
use orglint::input::{self, Field, Format, Options};
use orglint::source::Source;

/// Reads a chart, and looks at every cell of it.
pub fn read(bytes: &[u8], format: Format) {
    let Ok(source) = Source::new("chart", bytes) else { return };
    let Ok(roster) = input::read(source, &Options { format: Some(format), ..Options::default() }) else { return };
    for record in roster.records() {
        for field in Field::ALL {
            let place = roster.place(record, field).range();
            assert!(place.start <= place.end && std::str::from_utf8(&roster.source().bytes()[place]).is_ok());
            assert!(std::str::from_utf8(&roster.bytes(record, field)).is_ok());
        }
    }
    let chart = Chart::new(roster, jiff::civil::date(2026, 6, 30));
    assert!(chart.positions().all(|position| !chart.id(position).is_empty()));
}
