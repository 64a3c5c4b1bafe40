//! `orglint init`: where it writes, and that it takes nothing away.

use std::fs;
use std::path::Path;

use crate::running::{Outcome, Run, command, run};

const CHART: &str = "Worker ID,Position,Manager ID,Status\nA,Kingpin,,Active\nB,CRO,A,Active\nC,VP Sales,X,On Notice\n";

fn folder() -> Outcome<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("charts"))?;
    fs::write(folder.path().join("charts/org.csv"), CHART)?;
    Ok(folder)
}

fn orglint_in(folder: &Path, arguments: &[&str]) -> Outcome<Run> {
    run(command(arguments).current_dir(folder).write_stdin(CHART))
}

#[test]
fn it_writes_beside_the_chart_and_no_finding_changes() -> Outcome {
    let folder = folder()?;
    let check = || orglint_in(folder.path(), &["check", "charts/org.csv", "--format", "json"]);
    let before = check()?;
    let made = orglint_in(folder.path(), &["init", "charts/org.csv"])?;
    assert_eq!((made.status, &*made.out), (0, ""), "{}", made.err);
    let written = fs::read_to_string(folder.path().join("charts/orglint.toml"))?;
    assert!(written.contains("\nid = \"Worker ID\"\nmanager = \"Manager ID\"\ntitle = \"Position\"\n"), "{written}");
    for said in ["wrote charts/orglint.toml\n", "id = 'Worker ID'", "3 people", "'On Notice'", "1 title to look at"] {
        assert!(made.err.contains(said), "{said}: {}", made.err);
    }
    assert_eq!((before.status, before.out), (1, check()?.out));
    Ok(())
}

#[test]
fn what_is_there_is_replaced_only_when_asked() -> Outcome {
    let folder = folder()?;
    let path = folder.path().join("charts/orglint.toml");
    fs::write(&path, "titles = 7")?;
    let refused = orglint_in(folder.path(), &["init", "charts/org.csv"])?;
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("charts/orglint.toml: it is there already\n  help: --force"), "{}", refused.err);
    assert_eq!(fs::read_to_string(&path)?, "titles = 7");
    // What is replaced is not read.
    assert_eq!(orglint_in(folder.path(), &["init", "charts/org.csv", "--force"])?.status, 0);
    assert!(fs::read_to_string(&path)?.contains("[input.columns]"));
    let onto_itself = orglint_in(folder.path(), &["init", "charts/org.csv", "--force", "-o", "charts/org.csv"])?;
    assert_eq!(onto_itself.status, 2, "{}", onto_itself.err);
    assert_eq!(fs::read_to_string(folder.path().join("charts/org.csv"))?, CHART);
    Ok(())
}

#[test]
fn a_configuration_further_up_still_holds() -> Outcome {
    let folder = folder()?;
    let above = "[titles]\nexact = { Kingpin = { level = 'c-suite' } }\n[rules]\n'integrity/*' = 'info'\n";
    fs::write(folder.path().join("orglint.toml"), above)?;
    let check = || orglint_in(folder.path(), &["check", "charts/org.csv", "--format", "json"]);
    let before = check()?;
    let made = orglint_in(folder.path(), &["init", "charts/org.csv"])?;
    assert!(made.err.contains("builds on ../orglint.toml"), "{}", made.err);
    let written = fs::read_to_string(folder.path().join("charts/orglint.toml"))?;
    assert!(written.contains("\nextends = [\"../orglint.toml\"]\n"), "{written}");
    assert!(written.contains("#\"integrity/unknown-manager\" = { severity = \"info\""), "{written}");
    assert_eq!((before.status, before.out), (0, check()?.out));
    Ok(())
}

#[test]
fn it_can_be_printed_or_go_elsewhere() -> Outcome {
    let folder = folder()?;
    let printed = orglint_in(folder.path(), &["init", "charts/org.csv", "-o", "-"])?;
    assert!(printed.status == 0 && printed.out.contains("id = \"Worker ID\""), "{}", printed.err);
    assert!(!printed.err.contains("wrote") && !folder.path().join("charts/orglint.toml").exists(), "{}", printed.err);
    let elsewhere = orglint_in(folder.path(), &["init", "charts/org.csv", "-o", "own.toml"])?;
    assert_eq!(elsewhere.status, 0, "{}", elsewhere.err);
    assert_eq!(fs::read_to_string(folder.path().join("own.toml"))?, printed.out);
    let nowhere = orglint_in(folder.path(), &["init", "-o", "none/own.toml"])?;
    assert_eq!(nowhere.status, 2, "{}", nowhere.err);
    Ok(())
}

#[test]
fn without_a_chart_it_is_general() -> Outcome {
    let folder = folder()?;
    assert_eq!(orglint_in(folder.path(), &["init"])?.err, "wrote orglint.toml\n");
    let written = fs::read_to_string(folder.path().join("orglint.toml"))?;
    assert!(written.contains("#id = \"COLUMN\"") && written.contains("#small_below = 50"), "{written}");
    assert_eq!(orglint_in(folder.path(), &["init", "--map", "id=a"])?.status, 2);
    Ok(())
}

#[test]
fn a_chart_on_standard_input_and_one_that_cannot_be_read() -> Outcome {
    let folder = folder()?;
    let read = orglint_in(folder.path(), &["init", "-", "--map", "manager=Status"])?;
    assert_eq!(read.status, 0, "{}", read.err);
    let written = fs::read_to_string(folder.path().join("orglint.toml"))?;
    assert!(written.contains("manager = \"Status\"\n"), "{written}");
    fs::write(folder.path().join("charts/other.csv"), "a,b\n1,2\n")?;
    let unread = orglint_in(folder.path(), &["init", "charts/other.csv"])?;
    assert_eq!(unread.status, 2, "{}", unread.err);
    assert!(!folder.path().join("charts/orglint.toml").exists());
    Ok(())
}
