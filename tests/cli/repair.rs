//! `repair`.

use crate::running::{Folder, Outcome, orglint};

const BROKEN: &str = "\
id,title,manager_id
E100,CEO,
E200,VP of Sales,E100
E300,Director of Sales,E2000
E400,CFO,E100
";

#[test]
fn a_plan_names_the_change_and_its_reason() -> Outcome {
    let folder = Folder::new(&[("org.csv", BROKEN)])?;
    let run = folder.run(&["repair", "org.csv"])?;
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let plan: toml::Table = toml::from_str(&run.out)?;
    let step = &plan["step"][0];
    assert_eq!((step["move"].as_str(), step["to"].as_str()), (Some("E300"), Some("E200")));
    assert!(step["note"].as_str().is_some_and(|note| note.starts_with("E2000 is not in the chart; E200 ")), "{plan:?}");
    assert!(step["confidence"].as_float().is_some_and(|confidence| (0.5..=1.0).contains(&confidence)), "{plan:?}");
    assert_eq!(folder.run(&["repair", "org.csv", "-o", "plan.toml"])?.status, 0);
    assert_eq!(folder.read("plan.toml")?, run.out);
    Ok(())
}

#[test]
fn json_says_the_same() -> Outcome {
    let folder = Folder::new(&[("org.csv", BROKEN)])?;
    let run = folder.run(&["repair", "org.csv", "--format", "json"])?;
    let json = run.json()?;
    assert_eq!(json["version"], 1);
    let change = &json["changes"][0];
    let texts = ["id", "name", "title", "from", "to"].map(|key| change[key].as_str().unwrap_or("-"));
    assert_eq!(texts, ["E300", "", "Director of Sales", "E2000", "E200"]);
    assert_eq!(change["rules"][0], "integrity/unknown-manager");
    assert_eq!(json["left_out"].as_array().map(Vec::len), Some(0));
    Ok(())
}

#[test]
fn what_is_left_out_is_told_and_fails() -> Outcome {
    let folder = Folder::new(&[("org.csv", BROKEN)])?;
    let run = folder.run(&["repair", "org.csv", "--min-confidence", "1"])?;
    assert_eq!(run.status, 1);
    assert!(run.err.starts_with("left out: E300 (Director of Sales): the confidence is only 0."), "{}", run.err);
    assert!(run.out.contains("\n# left out: E300, Director of Sales: the confidence is only 0."), "{}", run.out);
    assert!(!run.out.contains("[[step]]"), "{}", run.out);
    // A second chief executive has nobody above.
    folder.write("org.csv", "id,title,manager_id\nE1,CEO,\nE2,CFO,E1\nE3,CEO,E9\n")?;
    let run = folder.run(&["repair", "org.csv"])?;
    assert!(run.status == 1 && run.err.contains("no plausible manager: E9 is not in the chart"), "{}", run.err);
    Ok(())
}

#[test]
fn what_is_no_error_here_is_not_mended() -> Outcome {
    let folder = Folder::new(&[("org.csv", BROKEN)])?;
    for option in ["--ignore=integrity/unknown-manager", "--severity=integrity/unknown-manager=warning"] {
        let run = folder.run(&["repair", "org.csv", option])?;
        assert!(run.status == 0 && !run.out.contains("[[step]]"), "{option}: {}", run.out);
    }
    Ok(())
}

#[test]
fn inputs_stay_and_what_cannot_be_read_is_an_error() -> Outcome {
    let folder = Folder::new(&[("org.csv", BROKEN)])?;
    assert_eq!(folder.run(&["repair", "org.csv", "-o", "org.csv"])?.status, 2);
    assert_eq!(folder.read("org.csv")?, BROKEN);
    assert_eq!(folder.run(&["repair", "nothing.csv"])?.status, 2);
    assert_eq!(folder.run(&["repair", "org.csv", "--min-confidence", "2"])?.status, 2);
    // A chart that is cut off is told, and nothing is made up for it.
    let lost: String = (0..40).map(|number| format!("E{number},Engineer,X{number}\n")).collect();
    folder.write("cut.csv", format!("id,title,manager_id\n{lost}"))?;
    let run = folder.run(&["repair", "cut.csv"])?;
    assert!(run.status == 1 && run.err.contains("export all of it") && !run.out.contains("[[step]]"), "{}", run.err);
    assert_eq!(orglint(&["repair", "techcorp.csv"])?.status, 0);
    Ok(())
}
