//! `export` and `convert`.

use std::fmt::Write;

use crate::running::{Folder, Outcome, orglint, orglint_with};

const CHART: &str = "\
Worker ID,Employee Name,Title,Supervisor ID,Notes
E100,Ann Lee,CEO,,=1+1
E200,Bo Fox,VP Sales,E100,\x1b[31mred
E300,Cy Poe,Executive Assistant to Bo Fox,E999,'=x
";

#[test]
fn the_format_follows_from_the_file() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART)])?;
    for command in ["export", "convert"] {
        for (file, start) in [("x.csv", "id,"), ("x.jsonl", "{\"id\":\"E100\""), ("x.txt", "id,")] {
            assert_eq!(folder.run(&[command, "org.csv", "-o", file])?.status, 0);
            assert!(folder.read(file)?.starts_with(start), "{command} {file}");
        }
        assert_eq!(folder.run(&[command, "org.csv", "-o", "x.csv", "--format", "jsonl"])?.status, 0);
        assert!(folder.read("x.csv")?.starts_with('{'));
        // To a pipe the same bytes as to a file, also those that a terminal would obey.
        folder.run(&[command, "org.csv", "-o", "x.csv"])?;
        assert_eq!(folder.run(&[command, "org.csv"])?.out, folder.read("x.csv")?);
        let run = folder.run(&[command, "org.csv", "-o", "./org.csv"])?;
        assert!(run.status == 2 && run.err.contains("this is an input"), "{}", run.err);
    }
    assert_eq!(folder.read("org.csv")?, CHART);
    let expected = "\
id,manager_id,name,title,Notes
E100,,Ann Lee,CEO,'=1+1
E200,E100,Bo Fox,VP Sales,\x1b[31mred
E300,E999,Cy Poe,Executive Assistant to Bo Fox,'=x
";
    assert_eq!(folder.read("x.csv")?, expected);
    Ok(())
}

/// The first bytes of a Parquet file.
const PARQUET: &[u8] = b"PAR1\x15\0\x15\x10";

#[cfg(not(feature = "parquet"))]
#[test]
fn without_parquet_in_the_build_it_is_said() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART)])?;
    for arguments in [["--format", "parquet"], ["-o", "x.parquet"]] {
        let run = folder.run(&[&["export", "org.csv"], &arguments[..]].concat())?;
        assert!(
            run.status == 2 && run.err.contains("does not write Parquet") && run.err.contains("--features parquet")
        );
    }
    let run = orglint_with(&["check", "-"], PARQUET)?;
    assert!(run.status == 2 && run.err.contains("this build of orglint does not read"), "{}", run.err);
    assert!(run.err.contains("install it with --features parquet, or export the chart as CSV"), "{}", run.err);
    Ok(())
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_is_written_and_read() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART)])?;
    assert_eq!(folder.run(&["export", "org.csv", "-o", "x.parquet"])?.status, 0);
    let run = folder.run(&["check", "x.parquet", "--format", "short"])?;
    assert!(
        run.status == 1 && run.out.starts_with("x.parquet:3:manager_id: error[integrity/unknown-manager]"),
        "{}",
        run.out
    );
    let run = folder.run(&["check", "x.parquet"])?;
    assert!(run.out.contains("x.parquet:3:manager_id]"), "{}", run.out);
    let run = folder.run(&["convert", "org.csv", "-o", "y.parquet"])?;
    assert!(run.status == 2 && run.err.contains("CSV or JSON lines"), "{}", run.err);
    let run = orglint_with(&["check", "-"], PARQUET)?;
    assert!(run.status == 2 && run.err.contains("the Parquet file is damaged"), "{}", run.err);
    Ok(())
}

#[test]
fn findings_are_those_of_check() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART)])?;
    let faults = |more: &[&str]| -> Outcome<String> {
        let run = folder.run(&[&["export", "org.csv"], more].concat())?;
        Ok(run.out.lines().filter_map(|line| line.rsplit_once(',')).map(|(_, faults)| format!("{faults}|")).collect())
    };
    assert_eq!(faults(&[])?, "findings|||integrity/unknown-manager|");
    assert_eq!(faults(&["--ignore", "integrity"])?, "findings||||");
    folder.write("orglint.toml", "[rules]\n\"integrity/unknown-manager\" = \"off\"\n")?;
    assert_eq!(faults(&[])?, "findings||||");
    std::fs::remove_file(folder.path().join("orglint.toml"))?;
    folder.run(&["baseline", "org.csv", "-o", "known.json"])?;
    assert_eq!(faults(&["--baseline", "known.json"])?, "findings||||");
    Ok(())
}

#[test]
fn an_anonymous_chart_is_the_same_on_every_run_and_names_nobody() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART)])?;
    let run = |more: &[&str]| -> Outcome<String> {
        Ok(folder.run(&[&["export", "org.csv", "--anonymise"], more].concat())?.out)
    };
    assert_eq!(run(&[])?, run(&[])?);
    assert_eq!(run(&["--key", "k"])?, run(&["--key", "k"])?);
    assert_ne!(run(&["--key", "k"])?, run(&["--key", "l"])?);
    assert_ne!(run(&["--key", "k"])?, run(&[])?);
    let text = run(&[])?;
    for part in ["Ann", "Lee", "Fox", "E100", "E200", "E300", "E999", "red", "=x"] {
        assert!(!text.contains(part), "{part}: {text}");
    }
    Ok(())
}

#[test]
fn whom_the_configuration_leaves_out_is_converted_and_not_exported() -> Outcome {
    let folder = Folder::new(&[("org.csv", CHART), ("orglint.toml", "[input]\nwhere = 'name != \"Bo Fox\"'\n")])?;
    assert_eq!(folder.run(&["convert", "org.csv"])?.out.lines().count(), 4);
    assert_eq!(folder.run(&["export", "org.csv"])?.out.lines().count(), 3);
    assert_eq!(folder.run(&["export", "org.csv", "--anonymise"])?.out.lines().count(), 3);
    Ok(())
}

#[test]
fn a_converted_file_is_converted_to_itself() -> Outcome {
    let once = orglint(&["convert", "formats/nested.json"])?.out;
    assert_eq!(orglint_with(&["convert", "-"], once.clone())?.out, once);
    assert!(once.starts_with("id,manager_id,name,title"), "{once}");
    Ok(())
}

#[test]
fn a_chart_that_is_one_long_line_is_exported_soon() -> Outcome {
    let mut chart = String::from("id,manager,name,title\nE0,,Ann Lee,CEO\n");
    for id in 1..50_000 {
        writeln!(chart, "E{id},E{},Person {id},Assistant to Person {}", id - 1, id - 1)?;
    }
    let table = orglint_with(&["export", "-", "--ignore", "all"], chart.clone())?.out;
    assert!(table.len() < 50_000 * 1000, "{}", table.len());
    assert_eq!(orglint_with(&["export", "-", "--ignore", "all", "--anonymise"], chart)?.status, 0);
    Ok(())
}
