//! Whatever a table of many charts holds, each of them is the one that its records make in a file of its own.

use std::io::Cursor;

use arbitrary::{Result, Unstructured};
use orglint::chart::Chart;
use orglint::input::{self, Groups, Options, Scratch};
use orglint::source::Source;

use super::checked::{DAY, assert_told, told};
use super::draws::{self, HEADER};

/// As they are written, and what they name.
const TENANTS: [(&str, &str); 5] =
    [("acme", "acme"), ("\"b,c\"", "b,c"), ("\"d\"\"e\n f\"", "d\"e\n f"), ("ünï", "ünï"), ("\"=1\"", "=1")];

/// Draws a table, and splits it.
pub(crate) fn split(bytes: &[u8]) {
    let mut choices = Unstructured::new(bytes);
    let Ok((rows, batch)) = drawn(&mut choices) else { return };
    let header = format!("tenant,{HEADER}");
    let line = |(tenant, record): &(usize, String)| format!("{},{record}", TENANTS[*tenant].0);
    let table: String = std::iter::once(header.clone()).chain(rows.iter().map(line)).collect();
    let groups = match Groups::find("table.csv", Box::new(Cursor::new(table.as_bytes())), "tenant", &Options::default())
    {
        Ok(groups) => groups,
        Err(error) => return assert_told(&error),
    };
    let mut handed_out = Vec::new();
    let mut new_scratch = || Ok(Box::new(Cursor::new(Vec::new())) as Box<dyn Scratch>);
    let all = groups.in_batches_of(batch).each(&mut new_scratch, &Options::default(), &mut |name, source| {
        handed_out.push((name.to_owned(), source));
        true
    });
    all.unwrap();
    let mut expected: Vec<usize> = rows.iter().map(|(tenant, _)| *tenant).collect();
    expected.sort_by_key(|tenant| TENANTS[*tenant].1);
    expected.dedup();
    assert_eq!(handed_out.len(), expected.len());
    for ((name, source), tenant) in handed_out.into_iter().zip(expected) {
        assert_eq!(name, TENANTS[tenant].1);
        let own: String = rows.iter().filter(|(other, _)| *other == tenant).map(line).collect();
        let read = |source: Source| Ok(told(&Chart::new(input::read(source, &Options::default())?, DAY)));
        let own = read(Source::new("own.csv", header.clone() + &own).unwrap());
        match (source.and_then(read), own) {
            (Ok(found), Ok(own)) => assert_eq!(found, own),
            (Err(found), Err::<_, orglint::error::Error>(_)) => assert_told(&found),
            (found, own) => panic!("{found:?}, and in a file of its own {own:?}"),
        }
    }
}

/// Rows with the tenants that they are of, and how much is kept in memory.
fn drawn(choices: &mut Unstructured<'_>) -> Result<(Vec<(usize, String)>, u64)> {
    let batch = choices.int_in_range(1..=4000)?;
    let records = draws::records(choices, 16)?;
    let rows = records.into_iter().map(|record| Ok((choices.choose_index(TENANTS.len())?, record)));
    Ok((rows.collect::<Result<_>>()?, batch))
}
