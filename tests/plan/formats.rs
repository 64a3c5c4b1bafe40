//! One plan on one chart in every format comes to one chart.

use std::fs;

use orglint::chart::Chart;
use orglint::input::{self, Options};
use orglint::source::Raw;
use orglint::table::Format;

use super::{DAY, Outcome, applied, draft, fixtures, manager, position, written};

/// Who reports to whom after the plan below.
const EXPECTED: &str = "E1 top, E2 E1, E3 E1, E4 E3, E5 E2, E6 E2, E8 E3, E9 E4";

const PLAN: &str = "\
[[step]]
move = ['E4', 'E6']
to = 'E3'
[[step]]
hire = 'E9'
title = 'Analyst'
to = 'E4'
[[step]]
leave = 'E7'
[[step]]
move = 'E6'
to = 'E2'
";

fn lines(chart: &Chart) -> String {
    let ids = ["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "E9"];
    let known = ids.iter().filter(|id| position(chart, id).is_some());
    known.map(|id| format!("{id} {}", manager(chart, id))).collect::<Vec<_>>().join(", ")
}

#[test]
fn every_format_comes_to_the_same_chart() -> Outcome {
    let mut files: Vec<_> = fs::read_dir(fixtures().join("formats"))?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    let mut compared = 0;
    for file in files {
        let (name, bytes) = (file.file_name().to_string_lossy().into_owned(), fs::read(file.path())?);
        let before = draft(&name, bytes)?;
        // Some systems export addresses or numbers in the place of these ids.
        if position(before.chart(), "E8").is_none() {
            continue;
        }
        let after = applied(before, PLAN).map_err(|error| format!("{name}: {error}"))?;
        assert_eq!(lines(after.chart()), EXPECTED, "{name}");
        for (format, extension) in [(Format::Csv, "csv"), (Format::Jsonl, "jsonl")] {
            let text = written(&after, format);
            let roster = input::load(Raw::new(format!("after.{extension}"), text), &Options::default())?;
            assert_eq!(lines(&Chart::new(roster, DAY)), EXPECTED, "{name} as {extension}");
        }
        compared += 1;
    }
    assert!(compared >= 15, "{compared}");
    Ok(())
}

#[test]
fn a_sheet_keeps_its_headings_and_its_cells_run_nowhere() -> Outcome {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let rows = [
        ["Worker ID", "Notes, and more", "Job Title", "Manager ID"],
        ["E1", "'=x", "CEO", ""],
        ["E2", "=1+1", "VP", "E1"],
        ["E3", "a\nb", "Clerk", "E1"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell)?;
        }
    }
    let after = applied(draft("org.xlsx", book.save_to_buffer()?)?, "[[step]]\nmove = 'E3'\nto = 'E2'\n")?;
    let expected =
        "Worker ID,\"Notes, and more\",Job Title,Manager ID\nE1,'=x,CEO,\nE2,'=1+1,VP,E1\nE3,\"a\nb\",Clerk,E2\n";
    assert_eq!(written(&after, Format::Csv), expected);
    Ok(())
}
