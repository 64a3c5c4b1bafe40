//! `--redact` in every command that has it: nobody is in what it writes, and the exit status stays.

use crate::running::{Folder, Outcome, Run, command, run};

/// In every name, address and figure about people, and in nothing else.
const NEEDLE: &str = "zxq";

const BEFORE: &str = "\
id,name,work_email,title,manager_id,department,base_pay,birthday,status
E1,Zxq Aa,zxq1@x.test,CEO,,Board,zxq100,zxq-1,active
E2,Zxq Bb,zxq2@x.test,VP of Sales,E1,Sales,300000,zxq-2,active
E3,Zxq Cc,zxq2@x.test,Clerk,Zxq Bb,Sales,400000,zxq-3,zxq
E4,Zxq Dd,zxq4@x.test,Director of Sales Operations,E2,Sales,900000,zxq-4,active
";

fn after() -> String {
    BEFORE.replace("Zxq Dd,zxq4@x.test", "Zxq Ee,zxq5@x.test").replace("E3,Zxq Cc", "E9,Zxq Ff")
}

fn folder() -> Outcome<Folder> {
    // In this one the ids are addresses, and managers are referred to by them.
    let by_address = "work_email,name,title,manager\nzxq1@x.test,Zxq Aa,CEO,\nzxq2@x.test,Zxq Bb,VP of Sales,zxq1@x.test\n\
                      zxq3@x.test,Zxq Cc,Clerk,zxq9@x.test\nzxq4@x.test,Zxq Dd,Clerk,zxq4@x.test\n";
    let by_name =
        "name,title,manager\nZxq Aa,CEO,\nZxq Bb,VP of Sales,Zxq Aa\nZxq Cc,Clerk,Zxq Zz\nZxq Dd,Clerk,Zxq Dd\n";
    Folder::new(&[
        ("before.csv", BEFORE),
        ("after.csv", &after()),
        ("by_address.csv", by_address),
        ("by_name.csv", by_name),
        ("lost.csv", &format!("{BEFORE}E5,Zxq Gg,zxq7@x.test,Clerk,Zxq B,Sales,zxq,zxq-2,active\n")),
        (
            "plan.toml",
            "[[step]]\nmove = \"E4\"\nto = \"E1\"\nnote = \"Zxq Dd wishes so\"\n\n[[step]]\nhire = \"E7\"\nname = \"Zxq Hh\"\n\
             title = \"Clerk\"\nto = \"E4\"\n\n[[step]]\nleave = \"E2\"\n",
        ),
        ("broken.csv", "id,name,manager_id\nE1,Zxq Aa\n"),
        ("headless.csv", "E1,Zxq Aa,Clerk\nE2,Zxq Bb,Clerk\n"),
    ])
}

/// Runs a command with and without the option, and looks at what it says.
fn compared(folder: &Folder, arguments: &[&str]) -> Outcome<[Run; 2]> {
    let run_with = |more: &[&str]| run(command(&[arguments, more].concat()).current_dir(folder.path()));
    let runs = [run_with(&[])?, run_with(&["--redact"])?];
    assert_eq!(runs[0].status, runs[1].status, "{arguments:?} {} {}", runs[0].err, runs[1].err);
    let said = format!("{}{}", runs[1].out, runs[1].err).to_lowercase();
    assert!(!said.contains(NEEDLE), "{arguments:?} says {said}");
    Ok(runs)
}

#[test]
fn nobody_is_in_what_any_command_writes() -> Outcome {
    let folder = folder()?;
    let mut told = 0;
    for file in ["before.csv", "by_address.csv", "by_name.csv"] {
        for arguments in [
            &["check", file, "--select", "all"][..],
            &["check", file, "--select", "all", "--format", "short", "--statistics"],
            &["check", file, "--select", "all", "--format", "json"],
            &["check", file, "--format", "markdown"],
            &["check", file, "--format", "html"],
            &["render", file, "--format", "dot"],
            &["render", file, "--format", "svg", "--color-by", "department"],
            &["render", file, "--format", "mermaid"],
            &["render", file, "--format", "html"],
            &["stats", file],
            &["stats", file, "--format", "json"],
            &["stats", file, "--titles"],
            &["roles", file],
            &["roles", file, "--format", "json"],
            &["roles", file, "--format", "markdown"],
            &["export", file],
            &["title", "--from", file],
        ] {
            let [plain, _] = compared(&folder, arguments)?;
            assert!(plain.status < 2, "{arguments:?} {}", plain.err);
            told += usize::from(plain.out.to_lowercase().contains(NEEDLE));
        }
    }
    for format in ["pretty", "json", "markdown", "html", "svg"] {
        for by in ["id", "email", "name"] {
            let [plain, _] =
                compared(&folder, &["diff", "before.csv", "after.csv", "--format", format, "--match-by", by])?;
            told += usize::from(plain.out.to_lowercase().contains(NEEDLE));
        }
    }
    for format in ["text", "json", "csv", "html"] {
        let days = [
            "before.csv",
            "after.csv",
            "by_address.csv",
            "--as-of",
            "before.csv=2026-01-31",
            "--as-of",
            "after.csv=2026-02-28",
            "--as-of",
            "by_address.csv=2026-03-31",
        ];
        let [plain, _] = compared(&folder, &[&["history"], &days[..], &["--format", format]].concat())?;
        assert!(plain.status < 2, "{}", plain.err);
        told += usize::from(plain.out.to_lowercase().contains(NEEDLE));
    }
    for format in ["pretty", "json", "markdown"] {
        let [plain, _] = compared(&folder, &["plan", "before.csv", "plan.toml", "--format", format])?;
        assert!(plain.status < 2, "{}", plain.err);
        told += usize::from(plain.out.to_lowercase().contains(NEEDLE));
    }
    for format in ["toml", "json"] {
        let [plain, _] = compared(&folder, &["repair", "lost.csv", "--format", format])?;
        assert!(plain.status < 2, "{}", plain.err);
        told += usize::from(plain.out.to_lowercase().contains(NEEDLE));
    }
    for id in ["E3", "E2"] {
        told += usize::from(compared(&folder, &["show", "before.csv", id])?[0].out.to_lowercase().contains(NEEDLE));
    }
    assert!(told > 40, "without the option people are in {told} outputs");
    Ok(())
}

#[test]
fn findings_are_the_same_in_their_places() -> Outcome {
    let folder = folder()?;
    for file in ["before.csv", "by_address.csv", "by_name.csv"] {
        let runs = compared(&folder, &["check", file, "--select", "all", "--format", "json"])?;
        let found = runs.iter().map(|run| {
            let findings = run.json()?["findings"].as_array().cloned().unwrap_or_default();
            let told = |one: &serde_json::Value| ["rule", "severity", "location"].map(|key| one[key].clone());
            Ok(findings.iter().map(told).collect::<Vec<_>>())
        });
        let found = found.collect::<Outcome<Vec<_>>>()?;
        assert!(found[0].len() > 1);
        assert_eq!(found[0], found[1], "{file}");
    }
    Ok(())
}

#[test]
fn an_excerpt_shows_ids_and_titles_alone() -> Outcome {
    let [_, redacted] = compared(&folder()?, &["check", "before.csv", "--select", "input/invalid-value"])?;
    assert_eq!(redacted.status, 1);
    let line = "E1,[redacted],[redacted],CEO,,Board,[redacted],[redacted],[redacted]";
    assert!(redacted.out.contains(line), "{}", redacted.out);
    let marked = redacted.out.lines().skip_while(|row| !row.contains(line)).nth(1).unwrap_or_default();
    let column = |text: &str, what: &str| text.find(what).map(|at| text[..at].chars().count());
    let row = redacted.out.lines().find(|row| row.contains(line)).unwrap_or_default();
    let pay = column(row, "Board,").map(|at| at + "Board,".len());
    assert_eq!(column(marked, "─"), pay, "the mark of the cell is underlined:\n{}", redacted.out);
    Ok(())
}

#[test]
fn what_cannot_be_read_is_not_quoted() -> Outcome {
    let folder = folder()?;
    for file in ["broken.csv", "headless.csv"] {
        let [plain, redacted] = compared(&folder, &["check", file])?;
        assert_eq!(redacted.status, 2);
        assert_eq!(plain.err.to_lowercase().contains(NEEDLE), file == "headless.csv", "{}", plain.err);
        assert!(redacted.err.contains(file), "{}", redacted.err);
        assert_eq!(redacted.err == plain.err, file == "broken.csv", "what quotes nothing stays: {}", redacted.err);
    }
    Ok(())
}

#[test]
fn baselines_and_exceptions_know_people_as_before() -> Outcome {
    let folder = folder()?;
    folder.write(
        "orglint.toml",
        "[[exception]]\nrule = \"integrity/self-report\"\nid = \"zxq4@x.test\"\nreason = \"x\"\n",
    )?;
    let run = folder.run(&["baseline", "by_address.csv", "-o", "known.json"])?;
    assert_eq!(run.status, 0, "{}", run.err);
    for more in [&[][..], &["--redact"]] {
        let arguments = [&["check", "by_address.csv", "--baseline", "known.json", "--format", "short"], more].concat();
        let run = folder.run(&arguments)?;
        assert_eq!((run.status, &*run.out), (0, ""), "{arguments:?}");
    }
    Ok(())
}
