//! What is no chart, on purpose or not: one clear message soon, and never a hang or a crash.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::running::{Folder, Outcome, Run, command, orglint_with, run};

/// What a debug build on a busy machine may take for what a release build does in a moment.
const SOON: Duration = Duration::from_secs(30);

/// Runs `check`, which has to end soon.
fn soon(folder: &Folder, arguments: &[&str]) -> Outcome<Run> {
    let begin = Instant::now();
    let run = run(command(&["check"]).current_dir(folder.path()).args(arguments))?;
    assert!(begin.elapsed() < SOON, "{arguments:?}: {:?}", begin.elapsed());
    Ok(run)
}

/// One message with what is wrong, and how to mend it.
fn assert_refused(run: &Run, says: &str) {
    assert_eq!((run.status, &*run.out), (2, ""), "{}", run.err);
    assert!(run.err.starts_with("error: ") && run.err.contains(says), "{}", &run.err[..run.err.len().min(2000)]);
    let helps = run.err.lines().filter(|line| line.starts_with("  help: ")).count();
    assert!(helps == 1 && run.err.matches("error: ").count() == 1 && run.err.len() < 4000, "{}", run.err);
}

#[test]
fn bytes_that_are_no_text_are_refused() -> Outcome {
    let folder = Folder::new(&[])?;
    folder.write("nul.csv", b"id,manager\n1,\0\n")?;
    folder.write("nuls.csv", [0; 100_000])?;
    folder.write("late.csv", [b"id,manager\n1,\n".as_slice(), &b"2,1\n".repeat(10_000), b"\0\0\0\0,1\n"].concat())?;
    folder.write("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01")?;
    for file in ["nul.csv", "nuls.csv", "picture"] {
        assert_refused(&soon(&folder, &[file])?, file);
    }
    // Behind the part that is looked at, a NUL is a character of an id like any other.
    assert!(soon(&folder, &["late.csv"])?.status <= 2);
    Ok(())
}

#[test]
fn one_endless_line_is_refused() -> Outcome {
    let folder = Folder::new(&[])?;
    folder.write("line", vec![b'x'; 50_000_000])?;
    assert_refused(&soon(&folder, &["line"])?, "the first line has more than 16 MiB");
    folder.write("line", vec![b'x'; 5_000_000])?;
    assert_refused(&soon(&folder, &["line"])?, "no column is known to hold");
    for format in ["json", "jsonl", "yaml", "ldif"] {
        assert_refused(&soon(&folder, &["line", "--input-format", format])?, "line");
    }
    // Headings without end cost as little.
    for piece in [",", "a,", "a;b\t", "id,manager|"] {
        folder.write("line", piece.repeat(200_000))?;
        assert_refused(&soon(&folder, &["line"])?, "the header has more than 65535 cells");
    }
    Ok(())
}

#[test]
fn what_is_no_file_is_told() -> Outcome {
    let folder = Folder::new(&[])?;
    fs::create_dir(folder.path().join("folder.csv"))?;
    assert_refused(&soon(&folder, &["folder.csv"])?, "this is a directory");
    assert_refused(&soon(&folder, &["nowhere.csv"])?, "there is no such file");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere.csv", folder.path().join("dangling.csv"))?;
        assert_refused(&soon(&folder, &["dangling.csv"])?, "there is no such file");
        std::os::unix::fs::symlink("round.csv", folder.path().join("round.csv"))?;
        let round = soon(&folder, &["round.csv"])?;
        assert!(round.status == 2 && round.err.starts_with("error: round.csv: "), "{}", round.err);
    }
    Ok(())
}

#[test]
fn workbooks_without_a_chart_are_refused() -> Outcome {
    let folder = Folder::new(&[])?;
    folder.write("empty.xlsx", rust_xlsxwriter::Workbook::new().save_to_buffer()?)?;
    let mut blank = rust_xlsxwriter::Workbook::new();
    blank.add_worksheet();
    folder.write("blank.xlsx", blank.save_to_buffer()?)?;
    // A workbook under a password is a container of streams, as old workbooks are.
    let mut container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    container.resize(512, 0);
    for letter in "EncryptedPackage".encode_utf16() {
        container.extend(letter.to_le_bytes());
    }
    container.resize(4096, 0);
    folder.write("secret.xlsx", container)?;
    folder.write("cut.xlsx", &b"PK\x03\x04\x14\0\0\0\x08\0"[..])?;
    for (file, says) in [("empty.xlsx", ""), ("blank.xlsx", ""), ("secret.xlsx", "password"), ("cut.xlsx", "")] {
        assert_refused(&soon(&folder, &[file])?, says);
    }
    Ok(())
}

fn row(number: usize) -> String {
    format!("{number},Clerk,{}\n", number.saturating_sub(1).max(1))
}

fn chart(people: usize) -> String {
    "id,title,manager\n1,CEO,\n".to_owned() + &(2..=people).map(row).collect::<String>()
}

/// A chart, a finding, or one clear message; what a file is that changes while it is read is anybody's guess.
fn assert_answered(run: &Run) {
    match run.status {
        0 | 1 => assert!(run.err.is_empty() || run.err.lines().count() < 5, "{}", run.err),
        _ => assert!(run.status == 2 && run.err.starts_with("error: "), "{}", run.err),
    }
}

#[test]
fn a_file_may_grow_and_shrink_while_it_is_read() -> Outcome {
    let folder = Folder::new(&[("org.csv", &chart(20_000))])?;
    let path = folder.path().join("org.csv");
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let file = fs::OpenOptions::new().write(true).open(&path);
            let sizes = [0_u64, 400_000, 17, 100_000, 4_000_000];
            for size in sizes.into_iter().cycle().take_while(|_| !is_over.load(std::sync::atomic::Ordering::Relaxed)) {
                let _ = file.as_ref().map(|file| file.set_len(size));
                std::thread::yield_now();
            }
        });
        scope.spawn(|| {
            while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                let _ = fs::write(&path, chart(20_000));
            }
        });
        let runs: Outcome<Vec<Run>> =
            (0..20).map(|_| soon(&folder, &["org.csv", "--format", "short", "--select", "integrity"])).collect();
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
        runs
    })?
    .iter()
    .for_each(assert_answered);
    Ok(())
}

/// Pipes have no length, and come in pieces.
#[cfg(unix)]
#[test]
fn a_named_pipe_is_read_to_its_end() -> Outcome {
    let folder = Folder::new(&[])?;
    let pipe = folder.path().join("pipe.csv");
    if !std::process::Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()) {
        return Ok(());
    }
    let write = |pipe: &Path, text: String| -> std::io::Result<()> {
        use std::io::Write;
        let mut file = fs::OpenOptions::new().write(true).open(pipe)?;
        text.as_bytes().chunks(1000).try_for_each(|piece| file.write_all(piece))
    };
    for (text, status) in [(chart(3000), 0), (chart(3000) + "3001,Clerk,nobody\n", 1), (String::new(), 2)] {
        let found = std::thread::scope(|scope| {
            scope.spawn(|| write(&pipe, text));
            soon(&folder, &["pipe.csv", "--select", "integrity/*"])
        })?;
        assert_eq!(found.status, status, "{}{}", found.out, found.err);
    }
    Ok(())
}

#[test]
fn standard_input_that_is_cut_off_is_told() -> Outcome {
    for text in ["id,manager\n1,\n\"2,1\n", "[{\"id\": 1, \"manager\": ", "PK\u{3}\u{4}", "dn: uid=1\nuid:: @@\n"] {
        assert_refused(&orglint_with(&["check", "-"], text)?, "-");
    }
    Ok(())
}
