//! Charts that others write while they are read: what is checked is a chart that was, or none.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::process::Output;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crate::running::{Folder, Outcome, PATIENCE, assert_refused, chart, err};

/// Runs a command until `is_enough`, while somebody else changes something as often as they can.
fn meanwhile(
    folder: &Folder,
    arguments: &[&str],
    mut change: impl FnMut(&Path) -> std::io::Result<()> + Send,
    mut is_enough: impl FnMut(&Output) -> bool,
) -> Outcome {
    let is_over = AtomicBool::new(false);
    let path = folder.path("org.csv");
    std::thread::scope(|scope| {
        let changing = scope.spawn(|| {
            while !is_over.load(Relaxed) {
                change(&path)?;
                std::thread::sleep(std::time::Duration::from_micros(500));
            }
            Ok(())
        });
        let begin = std::time::Instant::now();
        let outcome = loop {
            match folder.run(arguments) {
                Ok(output) if is_enough(&output) => break Ok(()),
                Ok(_) if begin.elapsed() < PATIENCE => {}
                Ok(output) => break Err(format!("not in time: {}", err(&output)).into()),
                Err(error) => break Err(error),
            }
        };
        is_over.store(true, Relaxed);
        changing.join().map_err(|_| "the writer panicked")?.map_err(|error: std::io::Error| error)?;
        outcome
    })
}

const CHANGED: &str = "org.csv: the file changed while it was read";

/// Large enough that somebody is always in the middle of it.
fn large() -> Outcome<Folder> {
    Folder::new(&[("org.csv", &chart(1_000_000))])
}

#[test]
fn a_chart_that_grows_is_refused() -> Outcome {
    let folder = large()?;
    let mut number = 1_000_000;
    let grow = |path: &Path| {
        number += 1;
        OpenOptions::new().append(true).open(path)?.write_all(format!("{number},P,Clerk,1\n").as_bytes())
    };
    meanwhile(&folder, &["stats", "org.csv"], grow, |output| {
        // Between two changes there is a chart.
        let is_refused = output.status.code() != Some(0);
        if is_refused {
            assert_refused(output, CHANGED);
        }
        is_refused
    })
}

#[test]
fn a_chart_that_is_overwritten_in_its_place_is_refused() -> Outcome {
    let folder = large()?;
    let touch = |path: &Path| {
        let mut file = OpenOptions::new().write(true).open(path)?;
        file.write_all(b"id,name")
    };
    meanwhile(&folder, &["check", "org.csv", "--select", "integrity/*"], touch, |output| {
        let is_refused = output.status.code() != Some(0);
        if is_refused {
            assert_refused(output, CHANGED);
        }
        is_refused
    })
}

#[test]
fn a_chart_that_shrinks_is_refused_or_read_as_it_is() -> Outcome {
    let folder = large()?;
    let whole = fs::read(folder.path("org.csv"))?;
    let mut is_short = false;
    let change = |path: &Path| {
        is_short = !is_short;
        let file = OpenOptions::new().write(true).open(path)?;
        if is_short { file.set_len(whole.len() as u64 / 2) } else { fs::write(path, &whole) }
    };
    let mut refused = 0;
    meanwhile(&folder, &["stats", "org.csv"], change, |output| {
        match output.status.code() {
            Some(0) => {}
            // A file that is cut in two may end within a record.
            _ => {
                assert!(output.status.code() == Some(2) && err(output).starts_with("error: org.csv"), "{}", err(output))
            }
        }
        refused += usize::from(err(output).contains(CHANGED));
        refused > 1
    })
}

/// Who renames a new file into the place of the old one disturbs nobody.
#[test]
fn a_chart_that_is_replaced_is_read_as_it_was() -> Outcome {
    let folder = Folder::new(&[("org.csv", &chart(2_000))])?;
    let mut number = 0;
    let replace = |path: &Path| {
        number += 1;
        let new = path.with_extension("new");
        fs::write(&new, chart(2_000 + number % 2 * 1_000))?;
        fs::rename(&new, path)
    };
    let mut seen = [0; 2];
    meanwhile(&folder, &["stats", "org.csv", "--format", "json"], replace, |output| {
        assert_eq!(output.status.code(), Some(0), "{}", err(output));
        let out = String::from_utf8_lossy(&output.stdout);
        let people = [2_000, 3_000].map(|people| out.contains(&format!("\"people\": {people}")));
        assert!(people[0] != people[1], "{out}");
        seen[usize::from(people[1])] += 1;
        seen[0] + seen[1] >= 20
    })
}

/// A table of many charts is read twice.
#[test]
fn a_table_of_many_charts_that_grows_is_refused() -> Outcome {
    let rows: String = (0..200_000).map(|row| format!("t{},{row},P{row},Clerk,\n", row / 100)).collect();
    let folder = Folder::new(&[("org.csv", &format!("tenant,id,name,title,manager\n{rows}"))])?;
    let mut number = 200_000;
    let grow = |path: &Path| {
        number += 1;
        OpenOptions::new().append(true).open(path)?.write_all(format!("t1999,{number},P,Clerk,\n").as_bytes())
    };
    fs::write(folder.path("report"), "before")?;
    let arguments =
        ["check", "org.csv", "--group-by", "tenant", "--format", "short", "--fail-on", "never", "-o", "report"];
    meanwhile(&folder, &arguments, grow, |output| {
        assert_refused(output, CHANGED);
        true
    })?;
    assert_eq!(fs::read_to_string(folder.path("report"))?, "before");
    Ok(())
}
