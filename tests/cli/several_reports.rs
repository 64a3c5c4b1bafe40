//! Several reports in one run, and which places they can have.

use crate::running::{Folder, Outcome, Run, orglint};
use crate::{FAILING, PASSING};

const LOST: &str = "id,name,title,manager\n1,Ann,CEO,\n2,Bob,Clerk,9\n";

fn folder() -> Outcome<Folder> {
    Folder::new(&[("org.csv", LOST)])
}

/// That a run is refused before anything is written, and with which words.
fn is_refused(folder: &Folder, arguments: &[&str], said: &str, mend: &str) -> Outcome {
    let Run { status, out, err } = folder.run(&[&["check", "org.csv"], arguments].concat())?;
    assert_eq!((status, &*out), (2, ""), "{arguments:?}: {err}");
    assert!(err.contains(said) && err.contains(mend), "{arguments:?}: {err}");
    let files: Vec<_> = std::fs::read_dir(folder.path())?.flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(files, ["org.csv"], "{arguments:?}");
    assert_eq!(folder.read("org.csv")?, LOST);
    Ok(())
}

#[test]
fn each_report_goes_where_it_is_to() -> Outcome {
    let folder = folder()?;
    let alone =
        |format: &str| Ok::<_, Box<dyn std::error::Error>>(folder.run(&["check", "org.csv", "--format", format])?.out);
    let arguments = ["--format", "sarif=out.sarif", "--format", "short", "--format", "json=a=b.json"];
    let run = folder.run(&[&["check", "org.csv"][..], &arguments].concat())?;
    assert_eq!((run.status, &*run.err), (1, ""));
    assert_eq!(run.out, alone("short")?);
    assert_eq!((folder.read("out.sarif")?, folder.read("a=b.json")?), (alone("sarif")?, alone("json")?));

    let run = folder.run(&["check", "org.csv", "--format", "junit", "--format", "gitlab=g.json", "-o", "j.xml"])?;
    assert_eq!((run.status, &*run.out), (1, ""));
    assert_eq!((folder.read("j.xml")?, folder.read("g.json")?), (alone("junit")?, alone("gitlab")?));

    let run = folder.run(&["check", "org.csv", "--format", "github=g.txt"])?;
    assert_eq!((run.status, &*run.out), (1, ""), "a report that has a file needs no other");
    let run = folder.run(&["check", "org.csv", "-o", "pretty.txt"])?;
    assert_eq!((run.status, folder.read("pretty.txt")?), (1, alone("pretty")?));
    Ok(())
}

#[test]
fn two_reports_for_one_place_are_refused() -> Outcome {
    let folder = folder()?;
    let said = "two reports are for standard output: json and short";
    is_refused(&folder, &["--format", "json", "--format", "short"], said, "--format short=FILE")?;
    is_refused(&folder, &["--format", "json", "--format", "short", "-o", "x"], "two reports", "--format short=FILE")?;
    for (one, other) in [("x", "x"), ("x", "./x"), ("./x", "../x")] {
        // The last is another folder's, unless one leads back.
        let other = match other {
            "../x" => format!("../{}/x", folder.path().file_name().unwrap_or_default().to_string_lossy()),
            other => other.to_owned(),
        };
        let formats = ["--format", &format!("json={one}"), "--format", &format!("sarif={other}")];
        is_refused(&folder, &formats, "x: two reports are for this file", "name another file")?;
        is_refused(
            &folder,
            &["--format", &format!("json={one}"), "--format", "short", "-o", &other],
            "two reports",
            "",
        )?;
    }
    let formats = ["--format", "json=x", "-o", "y"];
    is_refused(&folder, &formats, "every report has a file of its own", "leave -o out")
}

#[test]
fn no_report_is_there_without_the_others() -> Outcome {
    let folder = folder()?;
    let input = ["--format", "json=x.json", "--format", "sarif=./org.csv"];
    is_refused(&folder, &input, "./org.csv: this is an input", "name another file")?;
    is_refused(
        &folder,
        &["--format", "json=x.json", "--format", "sarif=none/x"],
        "its folder is not there",
        "make the folder",
    )?;
    is_refused(&folder, &["--format", "json=x.json", "--format", "sarif=."], "this is a directory", "name a file")
}

#[test]
fn a_format_that_is_none_is_told_with_those_that_are() -> Outcome {
    for wrong in ["sarff", "sarff=x"] {
        let run = orglint(&["check", PASSING, "--format", wrong])?;
        assert_eq!((run.status, &*run.out), (2, ""));
        assert!(run.err.contains("invalid value 'sarff' for '--format <FORMAT[=FILE]>'"), "{}", run.err);
        assert!(
            run.err.contains("a similar value exists: 'sarif'") && run.err.contains("junit, github, gitlab"),
            "{}",
            run.err
        );
    }
    let run = orglint(&["check", PASSING, "--format", "sarif="])?;
    assert!(run.status == 2 && run.err.contains("no file is named after 'sarif='"), "{}", run.err);
    let help = orglint(&["check", "--help"])?.out;
    assert!(help.contains("- sarif: ") && help.contains("- gitlab: ") && help.contains("[default: pretty]"), "{help}");
    Ok(())
}

#[test]
fn what_is_quiet_is_quiet_in_every_report_for_people() -> Outcome {
    let run = orglint(&["check", FAILING, "--format", "github", "--max-findings", "0"])?;
    assert_eq!(run.out.lines().count(), 1, "{}", run.out);
    assert!(run.out.starts_with("::notice title=orglint::+1 more finding: 1 error."), "{}", run.out);
    Ok(())
}
