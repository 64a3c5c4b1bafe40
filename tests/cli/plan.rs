//! `plan`.

use serde_json::Value;

use crate::running::{Folder, Outcome, orglint, orglint_with};
use crate::{is_plain, keys};

const BEFORE: &str = "salesprod-before.csv";
const PLAN: &str = "plans/salesprod.toml";

const ORG: &str = "\
id,name,title,manager
E1,Ann Lee,CEO,
E2,Bo Fox,VP of Sales,E1
E3,Cy Poe,Account Executive,E2
E4,Di Ray,Account Executive,E2
";

/// Leaves two without a manager, of whom the second step finds one a new one.
const LEAVING: &str = "\
[[step]]
leave = 'E2'
note = 'retires'
confidence = 0.5

[[step]]
move = 'E3'
to = 'E1'
";

fn folder(plan: &str) -> Outcome<Folder> {
    Folder::new(&[("org.csv", ORG), ("plan.toml", plan)])
}

#[test]
fn what_remains_decides_the_exit_status() -> Outcome {
    let folder = folder(LEAVING)?;
    let plan =
        |more: &[&str]| folder.run(&[&["plan", "org.csv", "plan.toml", "--select", "integrity/*"], more].concat());
    let run = plan(&[])?;
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("E3 reports to E2, who is not in the chart (until step 2)"), "{}", run.out);
    assert!(run.out.ends_with("\nintroduced: 1 error; resolved: nothing; unchanged: 0\n"), "{}", run.out);
    assert_eq!(plan(&["--fail-on", "never"])?.status, 0);
    folder.write("plan.toml", LEAVING.replace("move = 'E3'", "move = ['E3', 'E4']"))?;
    let run = plan(&[])?;
    assert_eq!(run.status, 0, "what a later step resolves is told, and fails nothing: {}", run.out);
    assert!(run.out.contains("(until step 2)"));
    folder.write("plan.toml", "[[step]]\nmove = 'E3'\nto = 'E9'\n")?;
    let run = plan(&[])?;
    assert_eq!((run.status, &*run.out), (2, ""));
    assert!(
        run.err.starts_with("error: plan.toml:3:6: there is no position with the id 'E9'\n  help: "),
        "{}",
        run.err
    );
    Ok(())
}

#[test]
fn what_does_not_matter_can_be_left_out() -> Outcome {
    let folder = folder(LEAVING)?;
    let select = ["plan", "org.csv", "plan.toml", "--select", "integrity/*"];
    let quiet = folder.run(&[&select[..], &["--quiet"]].concat())?.out;
    assert_eq!(quiet.lines().count(), 4, "a step, its note and two findings: {quiet}");
    let few = folder.run(&[&select[..], &["--max-findings", "1"]].concat())?.out;
    assert!(few.contains("1 more finding is not shown (--max-findings 1)"), "{few}");
    let markdown = folder.run(&[&select[..], &["--max-findings", "1", "--format", "markdown"]].concat())?.out;
    assert!(markdown.starts_with("## orglint plan: org.csv after 2 steps of plan.toml: 4 → 3 people"), "{markdown}");
    assert!(markdown.contains("\n\\+ 1 more finding\n"), "{markdown}");
    Ok(())
}

#[test]
fn the_chart_after_is_written_and_no_input_is() -> Outcome {
    let folder = folder(LEAVING)?;
    let plan = |output: &str| folder.run(&["plan", "org.csv", "plan.toml", "--fail-on", "never", "-o", output]);
    assert_eq!(plan("after.csv")?.status, 0);
    let expected = ORG
        .replace("E2,Bo Fox,VP of Sales,E1\n", "")
        .replace("E3,Cy Poe,Account Executive,E2", "E3,Cy Poe,Account Executive,E1");
    assert_eq!(folder.read("after.csv")?, expected);
    assert_eq!(plan("after.jsonl")?.status, 0);
    assert!(
        folder
            .read("after.jsonl")?
            .starts_with("{\"id\":\"E1\",\"name\":\"Ann Lee\",\"title\":\"CEO\",\"manager\":\"\"}\n")
    );
    for input in ["org.csv", "./plan.toml"] {
        let run = plan(input)?;
        assert!(run.status == 2 && run.err.contains("this is an input"), "{}", run.err);
    }
    assert_eq!((folder.read("org.csv")?, folder.read("plan.toml")?), (ORG.to_owned(), LEAVING.to_owned()));
    let run = plan("after.parquet")?;
    assert_eq!((run.status, run.out), (2, String::new()));
    folder.write("plan.toml", "[[step]]\nmove = 'E3'\nto = 'E9'\n")?;
    plan("never.csv")?;
    assert!(folder.read("never.csv").is_err(), "a plan that cannot apply leaves nothing behind");
    Ok(())
}

#[test]
fn the_configuration_of_the_chart_holds_for_every_chart_on_the_way() -> Outcome {
    let org = ORG.replace("manager\n", "manager,status\n").replace("E1\n", "E1,on\n").replace("E2\n", "E2,on\n");
    let org = org.replace("CEO,\n", "CEO,,on\n").replace("id,", "Number,") + "E5,Ed Sun,Clerk,E1,off\n";
    let folder = Folder::new(&[
        ("org.csv", &org),
        ("orglint.toml", "[input]\ncolumns = { id = 'Number' }\nwhere = 'status == \"on\"'\n"),
        ("plan.toml", "[[step]]\nhire = 'E6'\ntitle = 'Clerk'\nto = 'E1'\n"),
    ])?;
    let plan = || folder.run(&["plan", "org.csv", "plan.toml", "-o", "after.csv"]);
    let run = plan()?;
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(folder.read("after.csv")?, format!("{org}E6,,Clerk,E1,on\n"), "as most who are here");
    folder.write("plan.toml", "[[step]]\nhire = 'E6'\ntitle = 'Clerk'\nto = 'E1'\ncells = { status = 'off' }\n")?;
    let run = plan()?;
    assert!(run.status == 2 && run.err.contains("E6 would be left out of the chart"), "{}", run.err);
    folder.write("plan.toml", "[[step]]\nmove = 'E5'\nto = 'E1'\n")?;
    let run = plan()?;
    assert!(run.status == 2 && run.err.contains("E5 is left out of the chart"), "{}", run.err);
    Ok(())
}

#[test]
fn the_chart_of_a_day_has_the_steps_up_to_it() -> Outcome {
    let run = orglint(&["plan", BEFORE, PLAN, "--as-of", "2026-12-15"])?;
    // On that day nobody has followed yet.
    assert_eq!(run.status, 1, "{}", run.err);
    assert!(run.out.contains("error[transition/unfilled-role]"), "{}", run.out);
    assert!(run.out.contains("2 later steps are left out: this is the chart of 2026-12-15"), "{}", run.out);
    assert!(run.out.contains("after 2 steps of"), "{}", run.out);
    Ok(())
}

#[test]
fn json_has_each_step_and_each_day() -> Outcome {
    let json = orglint(&["plan", BEFORE, PLAN, "--format", "json"])?.json()?;
    assert_eq!(keys(&json), ["after", "before", "days", "findings", "left_out", "plan", "steps", "version"]);
    let steps = json["steps"].as_array().ok_or("no steps")?;
    let actions: Vec<&str> = steps.iter().filter_map(|step| step["action"].as_str()).collect();
    assert_eq!(actions, ["promote", "move", "hire", "split"]);
    assert_eq!((&json["before"]["people"], &json["after"]["people"]), (&Value::from(18), &Value::from(19)));
    let days: Vec<&str> =
        json["days"].as_array().ok_or("no days")?.iter().filter_map(|day| day["date"].as_str()).collect();
    assert_eq!(days, ["2026-12-01", "2027-01-01"]);
    let introduced = &steps[0]["introduced"][0];
    for key in ["rule", "severity", "message", "help", "sources", "subjects", "location", "step", "resolved_by"] {
        assert!(introduced.get(key).is_some(), "{key}: {introduced}");
    }
    assert_eq!(introduced["location"], steps[0]["location"]);
    assert_eq!(steps[0]["location"]["line"], 4);
    Ok(())
}

#[test]
fn nothing_in_a_plan_steers_a_terminal() -> Outcome {
    let org = ORG.replace("Bo Fox,VP of Sales", "\"B\x1b[31mo\",\"VP \u{202e}of Sales\"");
    let folder = Folder::new(&[
        ("org.csv", &org),
        (
            "plan.toml",
            "[[step]]\nhire = \"E\\u001b[2J5\"\nname = \"\\u0007x\"\ntitle = \"\\u202e=1+1\"\nto = 'E2'\nnote = \"a\\u001b]0;x\\u0007\\nb\"\n",
        ),
    ])?;
    for format in ["pretty", "markdown"] {
        let run = folder.run(&["plan", "org.csv", "plan.toml", "--format", format, "-o", "after.csv"])?;
        assert!(run.status < 2 && is_plain(&run.out), "{:?} {}", run.out, run.err);
    }
    folder.write("plan.toml", "[[step]]\nmove = \"E\\u001b[2J5\"\nto = 'E2'\n")?;
    let run = folder.run(&["plan", "org.csv", "plan.toml"])?;
    assert!(run.status == 2 && is_plain(&run.err), "{:?}", run.err);
    Ok(())
}

#[test]
fn either_file_can_be_standard_input() -> Outcome {
    let text = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(PLAN))?;
    assert_eq!(orglint_with(&["plan", BEFORE, "-"], text)?.status, 0);
    assert_eq!(orglint_with(&["plan", "-", "-"], "")?.status, 2);
    Ok(())
}
