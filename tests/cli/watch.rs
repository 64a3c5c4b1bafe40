//! `--watch`, and what shells and packages are given.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::running::{Folder, Outcome, orglint};

/// A process that is ended with the test, however that ends.
struct Watching(Child);

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const CHART: &str = "id,name,title,manager_id\nE1,P1,CEO,\nE2,P2,VP Sales,E9\n";

#[test]
fn a_chart_is_checked_again_when_it_changes() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART)])?;
    let arguments = ["check", "org.csv", "--watch", "--format", "short", "--select", "integrity/*"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_orglint"));
    command.args(arguments).current_dir(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut watching = Watching(command.spawn()?);
    let out = watching.0.stdout.take().ok_or("no output")?;
    let err = watching.0.stderr.take().ok_or("no output")?;
    let (mut out, mut err) = (BufReader::new(out).lines(), BufReader::new(err).lines());
    let next = |lines: &mut dyn Iterator<Item = std::io::Result<String>>| lines.next().ok_or("it ended");

    assert!(next(&mut out)??.contains("E2 reports to E9"));
    assert!(next(&mut err)??.contains("watching for changes"));
    // What cannot be read is told, and mended by who watches.
    folder.write("org.csv", format!("{CHART}E3,too few\n"))?;
    assert!(next(&mut err)??.contains("this record has 2 cells"));
    assert!(next(&mut err)??.contains("help:"));
    assert!(next(&mut err)??.contains("watching for changes"));
    folder.write("org.csv", CHART.replace("E9", "E8"))?;
    assert!(next(&mut out)??.contains("E2 reports to E8"));
    // So does a configuration that was not there before.
    assert!(next(&mut err)??.contains("watching for changes"));
    folder.write("orglint.toml", "[rules]\n\"integrity/unknown-manager\" = \"warning\"\n")?;
    assert!(next(&mut out)??.contains("warning[integrity/unknown-manager]"));
    Ok(())
}

#[test]
fn standard_input_is_not_watched() -> Outcome {
    let run = orglint(&["check", "-", "--watch"])?;
    assert_eq!(run.status, 2);
    assert!(run.err.contains("standard input cannot be watched"), "{}", run.err);
    Ok(())
}

#[test]
fn every_shell_has_completions_that_name_the_commands() -> Outcome {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = orglint(&["completions", shell])?;
        assert_eq!(run.status, 0, "{}", run.err);
        for word in ["check", "repair", "group-by", "fail-on"] {
            assert!(run.out.contains(word), "{shell}: {word}");
        }
    }
    Ok(())
}

#[test]
fn every_command_has_its_manual_page() -> Outcome {
    assert!(orglint(&["man"])?.out.contains(".TH orglint 1"));
    assert!(orglint(&["man", "check"])?.out.contains(".TH orglint-check 1"));
    assert_eq!(orglint(&["man", "chekc"])?.status, 2);
    let folder = Folder::new(&[])?;
    assert_eq!(folder.run(&["man", "--all", "."])?.status, 0);
    for page in ["orglint.1", "orglint-check.1", "orglint-man.1"] {
        assert!(folder.read(page)?.contains(".SH NAME"), "{page}");
    }
    Ok(())
}
