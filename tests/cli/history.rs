//! `orglint history`: charts of several days, in files and folders.

use base64::Engine;
use sha2::{Digest, Sha256};

use crate::running::{Folder, Outcome, Run, command, orglint, run};

const SOUND: &str = "id,name,title,manager_id\n1,Ann,CEO,\n2,Bo,Clerk,1\n";
const LOST: &str = "id,name,title,manager_id\n1,Ann,CEO,\n2,Bo,Clerk,9\n3,Cy,Clerk,1\n";

fn days(run: &Run) -> Outcome<Vec<String>> {
    let json = run.json()?;
    let days = json["days"].as_array().ok_or("no days")?;
    Ok(days.iter().map(|day| day["day"].as_str().unwrap_or_default().to_owned()).collect())
}

/// What is said where the charts cannot be told apart by day.
fn refusal(folder: &Folder, arguments: &[&str]) -> Outcome<String> {
    let run = folder.run(&[&["history"], arguments].concat())?;
    assert_eq!((run.status, &*run.out), (2, ""), "{}", run.err);
    Ok(run.err)
}

#[test]
fn a_folder_is_told_day_by_day() -> Outcome {
    let run = orglint(&["history", "history"])?;
    assert_eq!((run.status, &*run.err), (0, ""));
    insta::assert_snapshot!("history_text", run.out);
    insta::assert_snapshot!("history_csv", orglint(&["history", "history", "--format", "csv"])?.out);
    let few = orglint(&["history", "history", "--max-findings", "1"])?.out;
    assert!(few.contains("  + … and 2 more\n") && few.contains("3 came, 2 went"), "{few}");
    Ok(())
}

#[test]
fn the_order_of_files_does_not_matter() -> Outcome {
    let folder = Folder::new(&[
        ("b/org-2026-03-31.csv", SOUND),
        ("2026-02/org.csv", LOST),
        ("a_20260131.csv", SOUND),
        ("last.csv", LOST),
    ])?;
    let files = ["b/org-2026-03-31.csv", "2026-02/org.csv", "last.csv", "a_20260131.csv"];
    let more = ["--as-of", "last.csv=2026-04-30", "--format", "json"];
    let one = folder.run(&[&["history"], &files[..], &more].concat())?;
    let other = folder.run(&[&["history", files[2], files[1], files[3], files[0]], &more[..]].concat())?;
    assert_eq!(one.out, other.out);
    let folders = folder.run(&["history", "b", "2026-02", "--format", "json"])?;
    assert_eq!(days(&folders)?, ["2026-02-28", "2026-03-31"], "{}", folders.err);
    assert_eq!(days(&one)?, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"], "{}", one.err);
    let json = one.json()?;
    let lost =
        json["findings"].as_array().and_then(|all| all.iter().find(|one| one["rule"] == "integrity/unknown-manager"));
    let lost = lost.ok_or("not found")?;
    assert_eq!((&lost["ids"][0], &lost["is_open"]), (&"2".into(), &true.into()));
    let seen = |at: usize, key: &str| lost["seen"][at][key].clone();
    assert_eq!([seen(0, "first"), seen(0, "resolved"), seen(1, "first")], ["2026-02-28", "2026-03-31", "2026-04-30"]);
    Ok(())
}

#[test]
fn each_chart_is_checked_on_its_day_and_under_its_configuration() -> Outcome {
    let leaving = "id,title,manager_id,end_date\n1,CEO,,\n2,VP of Sales,1,2026-02-15\n3,Clerk,2,\n";
    let folder = Folder::new(&[
        ("one/2026-01-31.csv", leaving),
        ("two/2026-02-28.csv", leaving),
        ("two/orglint.toml", "[rules]\n\"integrity/inactive-manager\" = { severity = \"info\" }\n"),
    ])?;
    let run = folder.run(&["history", "one", "two", "--format", "csv", "--select", "integrity/*"])?;
    assert_eq!(run.err, "");
    let rows: Vec<&str> = run.out.lines().skip(1).collect();
    assert!(rows[0].ends_with("2026-01-31.csv,3,,,0,3,2,1.00,1,1,0,0,0,,"), "{}", rows[0]);
    assert!(rows[1].starts_with("2026-02-28,") && rows[1].ends_with("0,0,1,1,0"), "{}", rows[1]);
    Ok(())
}

#[test]
fn what_is_no_dated_chart_is_passed_over_in_a_folder() -> Outcome {
    let folder = Folder::new(&[
        ("org/2026-01-31.csv", SOUND),
        ("org/orglint.toml", ""),
        ("org/notes.txt", "x"),
        ("org/.2026-05-31.csv", "x"),
        ("org/~$2026-05-31.xlsx", "x"),
        ("org/2026-02-28.pdf", "x"),
        ("org/baseline.json", "{}"),
        ("org/below/2026-06-30.csv", "x"),
    ])?;
    let run = folder.run(&["history", "org", "--format", "json"])?;
    assert_eq!((run.status, days(&run)?), (0, vec!["2026-01-31".to_owned()]), "{}", run.err);
    let expected = "passed over org/2026-02-28.pdf: no chart has an extension like this\n\
                    passed over org/baseline.json: its name has no day\n";
    assert_eq!(run.err.replace('\\', "/"), expected);
    Ok(())
}

#[test]
fn a_chart_without_one_day_is_an_error_with_a_mend() -> Outcome {
    let folder = Folder::new(&[
        ("org.csv", SOUND),
        ("2026-01-31.csv", SOUND),
        ("20260131.csv", SOUND),
        ("2026-01-31_2026-02-28.csv", SOUND),
        ("empty/notes.txt", "x"),
    ])?;
    let err = refusal(&folder, &["org.csv"])?;
    assert!(
        err.contains("error: org.csv: its name has no day") && err.contains("--as-of 'org.csv=2026-03-31'"),
        "{err}"
    );
    let err = refusal(&folder, &["2026-01-31.csv", "20260131.csv"])?;
    assert!(err.contains("this chart is of 2026-01-31, as is 2026-01-31.csv"), "{err}");
    let err = refusal(&folder, &["2026-01-31_2026-02-28.csv"])?;
    assert!(err.contains("can mean 2026-01-31 or 2026-02-28") && err.contains("--as-of '"), "{err}");
    let err = refusal(&folder, &["empty"])?;
    assert!(err.contains("no chart with a day in its name in this folder"), "{err}");
    let err = refusal(&folder, &["2026-01-31.csv", "--as-of", "other.csv=2026-03-31"])?;
    assert!(err.contains("'other.csv', which is none of the charts"), "{err}");
    let err = refusal(&folder, &["2026-01-31.csv", "--as-of", "2026-03-31"])?;
    assert!(err.contains("expected FILE=DATE"), "{err}");
    let err = refusal(&folder, &["missing-2026-01-31.csv"])?;
    assert!(err.contains("there is no such file"), "{err}");
    // What is said goes before the name.
    let said = ["2026-01-31_2026-02-28.csv", "--as-of", "2026-01-31_2026-02-28.csv=2026-02-28", "--format", "json"];
    assert_eq!(days(&folder.run(&[&["history"], &said[..]].concat())?)?, ["2026-02-28"]);
    let mut piped = command(&["history", "-", "--as-of", "-=2026-02-28", "--format", "json"]);
    assert_eq!(days(&run(piped.write_stdin(SOUND))?)?, ["2026-02-28"]);
    Ok(())
}

#[test]
fn only_what_came_on_the_last_day_fails() -> Outcome {
    let status = |files: &[(&str, &str)], limit: &str| -> Outcome<i32> {
        Ok(Folder::new(files)?.run(&["history", ".", "--select", "integrity/*", "--fail-on", limit])?.status)
    };
    let came = [("2026-01-31.csv", SOUND), ("2026-02-28.csv", LOST)];
    let stayed = [("2026-01-31.csv", LOST), ("2026-02-28.csv", LOST)];
    assert_eq!(status(&came, "error")?, 1);
    assert_eq!(status(&came, "never")?, 0);
    assert_eq!(status(&stayed, "info")?, 0);
    assert_eq!(status(&stayed[..1], "info")?, 0, "there is no day before");
    Ok(())
}

#[test]
fn no_chart_is_written_over() -> Outcome {
    let folder = Folder::new(&[("2026-01-31.csv", SOUND)])?;
    let err = refusal(&folder, &[".", "-o", "2026-01-31.csv"])?;
    assert!(err.contains("inputs are never changed"), "{err}");
    assert_eq!(folder.read("2026-01-31.csv")?, SOUND);
    Ok(())
}

#[test]
fn the_page_stands_alone_and_runs_nothing() -> Outcome {
    let arguments = ["history", "history", "--format", "html"];
    let page = orglint(&arguments)?.out;
    assert_eq!(page, orglint(&arguments)?.out);
    let style = page.split("<style>").nth(1).and_then(|rest| rest.split("</style>").next()).ok_or("no style")?;
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(style));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    assert!(page.contains(&format!("Content-Security-Policy\" content=\"{policy}\"")));
    for forbidden in ["<script", " src=", " href=", " style=", " onclick=", "url(", "@import", "http://", "https://"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    // Each plot has a caption, each of its figures is said in words, and all of them are in the table.
    assert_eq!((page.matches("<figcaption>").count(), page.matches("class=\"plot\" ").count()), (4, 4));
    assert!(page.contains("<title>30 Apr 2026: 22 people, 1 joined, 0 left</title>"));
    assert_eq!(page.matches("<th scope=\"row\">").count(), 6);
    assert!(page.contains("came again, gone on 30 Jun 2026"));
    assert!(page.ends_with("</html>\n"));
    Ok(())
}
