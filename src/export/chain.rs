//! The chain from the top down to a position, in one cell.

use std::borrow::Cow;

use crate::chart::Chart;
use crate::finding::Record;

/// How many ids a chain names. All chains of a chart that is one long line would be as long as its square.
const MOST: usize = 100;
/// How many bytes a chain takes; a hostile id can be as long as its file.
const LONGEST: usize = 4000;

/// The ids from the top, joined by ` > `; where there are too many, those nearest to the position, after a `…`. Who
/// reaches no top has a chain of one.
pub(super) fn text<'c>(chart: &Chart, position: Record, id: impl Fn(Record) -> Cow<'c, str>) -> String {
    let mut ids = vec![id(position)];
    let mut length = ids[0].len();
    let mut next = chart.layer(position).and_then(|_| chart.manager(position));
    while let Some(manager) = next {
        let above = id(manager);
        length += above.len();
        if ids.len() == MOST || length > LONGEST {
            ids.push("…".into());
            break;
        }
        ids.push(above);
        next = chart.manager(manager);
    }
    ids.reverse();
    ids.join(" > ")
}
