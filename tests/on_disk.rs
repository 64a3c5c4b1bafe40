//! A large file that stays on the disk reads as one in memory does, and what is fetched again is what was read.

use std::fs::File;
use std::io::Write;
use std::sync::Arc;

use orglint::finding::Record;
use orglint::input::{self, Field, Options, Roster};
use orglint::source::Source;
use proptest::prelude::*;
use tempfile::NamedTempFile;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn file_of(text: &str) -> Outcome<NamedTempFile> {
    let mut file = tempfile::Builder::new().suffix(".csv").tempfile()?;
    file.write_all(text.as_bytes())?;
    Ok(file)
}

fn on_disk(file: &NamedTempFile) -> Outcome<Option<Roster>> {
    let file = File::open(file.path())?;
    let size = file.metadata()?.len();
    Ok(input::on_disk("x.csv", Arc::new(file), size, &Options::default()))
}

fn in_memory(text: &str) -> Outcome<Roster> {
    let source = Source::new("x.csv", text).map_err(|fault| format!("{fault:?}"))?;
    Ok(input::read(source, &Options::default())?)
}

const FIELDS: [Field; 5] = [Field::Id, Field::Name, Field::Manager, Field::Title, Field::Location];

/// Whether both say the same of every record, in the same places; of many records, of some five hundred and the last ones.
fn agree(one: &Roster, other: &Roster) {
    assert_eq!((one.len(), one.blank_records()), (other.len(), other.blank_records()));
    assert_eq!(one.source().len(), other.source().len());
    let (step, last) = (1 + one.len() / 500, one.len().saturating_sub(50));
    for record in one.records().filter(|record| record.index() % step == 0 || record.index() >= last) {
        for field in FIELDS {
            let (at, there) = (one.place(record, field), other.place(record, field));
            assert_eq!(at, there, "{record:?} {field:?}");
            assert_eq!(one.bytes(record, field), other.bytes(record, field), "{record:?} {field:?}");
            for offset in [at.start as usize, at.end as usize] {
                assert_eq!(one.source().place(offset), other.source().place(offset), "{record:?} {field:?}");
                assert_eq!(one.source().line_around(offset), other.source().line_around(offset));
            }
        }
    }
    for offset in (0..one.source().len() + 2).step_by(1009) {
        assert_eq!(one.source().place(offset), other.source().place(offset));
        assert_eq!(one.source().line_around(offset), other.source().line_around(offset));
    }
    assert_eq!(one.source().bytes(), other.source().bytes());
    assert_eq!(one.source().fault(), None);
}

/// Records that are read a window at a time: some are longer than a window, or hold quotes and line breaks.
fn record(number: usize, kind: u8, filler: usize) -> String {
    let name = match kind {
        0 => format!("\"Doe, \"\"J\"\" {number}\nthe \u{e9}lder\""),
        1 => "\u{65e5}\u{672c} ".repeat(filler % 7),
        2 => format!("\"{}\"", "x,\n".repeat(filler)),
        _ => format!("Person {number}"),
    };
    format!("E{number},{name},E{},Analyst {},{}", number / 7, kind, "p".repeat(filler % 90))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn what_stays_on_the_disk_reads_as_in_memory(
        kinds in prop::collection::vec((0_u8..40, 0_usize..30_000), 800..3000),
        line_break in prop::sample::select(vec!["\n", "\r\n"]),
        start in prop::sample::select(vec!["", "\u{feff}"]),
        is_ended: bool,
    ) {
        let mut text = format!("{start}id,name,manager,title,location{line_break}");
        for (number, (kind, filler)) in kinds.iter().enumerate() {
            // Few records are huge.
            let filler = if number % 701 == 0 { *filler } else { filler % 60 };
            text += &record(number, *kind, filler);
            text += line_break;
            if kind % 13 == 12 {
                text += &format!(",,,,{line_break}");
            }
        }
        if !is_ended {
            text.truncate(text.len() - line_break.len());
        }
        let file = file_of(&text).unwrap();
        agree(&on_disk(&file).unwrap().unwrap(), &in_memory(&text).unwrap());
    }
}

/// A sound chart of so many positions.
fn chart(positions: usize) -> String {
    let mut text = String::from("id,name,manager,title,location\n");
    for number in 0..positions {
        let manager = if number == 0 { String::new() } else { format!("E{}", number / 7) };
        text += &format!("E{number},Person {number},{manager},Analyst,Rome\n");
    }
    text
}

#[test]
fn a_large_file_reads_the_same_from_its_beginning_and_its_middle_at_once() {
    let sound = chart(40_000);
    assert!(sound.len() > 1 << 20);
    let middle = sound[sound.len() / 2..].find('\n').map(|at| sound.len() / 2 + at).unwrap();
    let (before, behind) = sound.split_at(middle);
    let quoted = |lines: usize| format!("\nQ1,\"{}\",E1,Analyst,Rome", "one\nQ2,x,E1,Analyst,Rome\n".repeat(lines));
    for text in [
        sound.clone(),
        sound.replace('\n', "\r\n"),
        // Titles that only the one or the other part has, and blank records.
        format!("{}{}", before.replace("Analyst", "Auditor"), behind.replace("\nE", "\n,,,,\nE")),
        // Quotes that are open in the middle, and before it, and behind it.
        format!("{before}{}{behind}", quoted(1)),
        format!("{before}{}{behind}", quoted(2000)),
        format!("{before}{}{behind}", quoted(50_000)),
        sound.replace("E39999,Person 39999", "E39999,\"Person, 39999\""),
        sound.replace("E5,Person 5,", "E5,\"Person\n5\","),
    ] {
        let file = file_of(&text).unwrap();
        agree(&on_disk(&file).unwrap().unwrap(), &in_memory(&text).unwrap());
    }
    for faulty in [sound.replace("Person 39000,", "Person, 39000,"), sound.replace("Person 39000,", "\"Person 39000,")]
    {
        assert!(on_disk(&file_of(&faulty).unwrap()).unwrap().is_none());
        assert!(in_memory(&faulty).is_err());
    }
}

#[test]
fn what_cannot_stay_there_is_read_whole() {
    let sound = chart(3000);
    for text in [
        sound.replace("Person 2500,", "Person \"2500,\""),
        sound.replace("Person 2500,", "Person, 2500,"),
        sound.replace("Person 2500,", "\"Person 2500,"),
        sound.replace('\n', "\r"),
        sound.replace("id,name,manager", "name,place,grade"),
        "x".repeat(200_000),
        String::new(),
        "id,manager,title\n".to_owned(),
    ] {
        if let Some(roster) = on_disk(&file_of(&text).unwrap()).unwrap() {
            agree(&roster, &in_memory(&text).unwrap());
        }
    }
    let mut latin = file_of(&sound).unwrap();
    latin.write_all(b"E3000,Zo\xeb,E1,Analyst,Rome\n").unwrap();
    assert!(on_disk(&latin).unwrap().is_none());
}

#[test]
fn a_file_that_is_changed_is_never_taken_for_what_was_read() {
    let text = chart(20_000);
    for changed in [text.replace("Person 15000,", "Person 99999,"), text[..text.len() / 2].to_owned(), String::new()] {
        let file = file_of(&text).unwrap();
        let roster = on_disk(&file).unwrap().unwrap();
        assert_eq!(roster.text(Record(19_999), Field::Name), "Person 19999");
        std::fs::write(file.path(), &changed).unwrap();
        // What was fetched before stays.
        assert_eq!(roster.text(Record(19_999), Field::Name), "Person 19999");
        assert_eq!(roster.source().fault(), None);
        let name = roster.text(Record(15_000), Field::Name).into_owned();
        assert!(name.is_empty(), "{name}");
        let fault = roster.source().fault().unwrap();
        assert!(fault.ends_with("while it was checked"), "{fault}");
        assert_eq!(roster.source().bytes().len(), text.len());
    }
}
