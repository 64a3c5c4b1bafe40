//! What runs orglint in other people's pipelines: the script of the GitHub action, the hook, the job for GitLab.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a run of the action left behind.
struct Step {
    status: i32,
    log: String,
    outputs: String,
    summary: String,
    folder: tempfile::TempDir,
}

impl Step {
    /// Runs the step that checks, in a folder with two charts.
    fn run(inputs: &[(&str, &str)]) -> Outcome<Step> {
        let folder = tempfile::tempdir()?;
        fs::create_dir(folder.path().join("charts"))?;
        let rule = root().join("fixtures/rules/integrity/unknown-manager");
        fs::copy(rule.join("fail.csv"), folder.path().join("charts/a fail.csv"))?;
        fs::copy(rule.join("pass.csv"), folder.path().join("charts/pass.csv"))?;
        let file = |name: &str| folder.path().join(name);
        let run = Command::new("bash")
            .arg(root().join("integrations/github.sh"))
            .current_dir(folder.path())
            .env("ORGLINT", env!("CARGO_BIN_EXE_orglint"))
            .env("RUNNER_TEMP", folder.path())
            .env("GITHUB_OUTPUT", file("outputs"))
            .env("GITHUB_STEP_SUMMARY", file("summary"))
            .envs(inputs.iter().copied())
            .output()?;
        Ok(Step {
            status: run.status.code().ok_or("ended by a signal")?,
            log: String::from_utf8(run.stdout)? + &String::from_utf8(run.stderr)?,
            outputs: fs::read_to_string(file("outputs"))?,
            summary: fs::read_to_string(file("summary")).unwrap_or_default(),
            folder,
        })
    }

    /// The file that an output names.
    fn output(&self, name: &str) -> Outcome<Value> {
        let line = self.outputs.lines().find_map(|line| line.strip_prefix(&format!("{name}=")));
        Ok(serde_json::from_str(&fs::read_to_string(line.ok_or("no such output")?)?)?)
    }
}

#[test]
fn the_action_annotates_sums_up_and_fails() -> Outcome {
    let step = Step::run(&[("INPUT_FILES", "charts/*.csv")])?;
    assert_eq!(step.status, 1, "{}", step.log);
    assert!(step.log.contains("::error file=charts/a fail.csv,line=5,"), "{}", step.log);
    assert!(step.outputs.starts_with("status=1\n"), "{}", step.outputs);
    assert!(step.summary.contains("integrity/unknown-manager"), "{}", step.summary);
    assert_eq!(step.output("sarif")?["version"], "2.1.0");
    assert_eq!(step.output("json")?["charts"].as_array().map(Vec::len), Some(2));
    Ok(())
}

#[test]
fn the_action_takes_options_one_a_line() -> Outcome {
    let more = "--ignore\nintegrity/unknown-manager\n--map\nname=Full Name\n";
    let step = Step::run(&[("INPUT_FILES", "charts/a fail.csv\n"), ("INPUT_ARGUMENTS", more)])?;
    assert_eq!(step.status, 2, "there is no such column: {}", step.log);
    let step = Step::run(&[("INPUT_FILES", "charts/a fail.csv"), ("INPUT_FAIL_ON", "never")])?;
    assert_eq!(step.status, 0, "{}", step.log);
    Ok(())
}

#[test]
fn no_input_of_the_action_is_run() -> Outcome {
    for files in ["$(touch owned)", "`touch owned`", "x; touch owned", "*.csv\n; touch owned", "--format=json"] {
        let step = Step::run(&[("INPUT_FILES", files), ("INPUT_ARGUMENTS", "$(touch owned)\n;touch owned")])?;
        assert_eq!(step.status, 2, "{files}: {}", step.log);
        assert!(!step.folder.path().join("owned").exists(), "{files}");
    }
    Ok(())
}

/// A file of settings, read as what it is.
fn yaml(path: &str) -> Outcome<(PathBuf, String)> {
    let path = root().join(path);
    let text = fs::read_to_string(&path)?;
    Ok((path, text))
}

#[test]
fn the_options_that_integrations_give_are_known() -> Outcome {
    for file in ["integrations/gitlab/orglint.yml", ".pre-commit-hooks.yaml", "integrations/github.sh"] {
        let (path, text) = yaml(file)?;
        let options = text.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2);
        let help = Command::new(env!("CARGO_BIN_EXE_orglint")).args(["check", "--help"]).output()?;
        let help = String::from_utf8(help.stdout)?;
        let mut count = 0;
        for option in options.map(|option| option.trim_matches(|c: char| !c.is_alphanumeric() && c != '-')) {
            assert!(help.contains(option), "{}: {option}", path.display());
            count += 1;
        }
        assert!(count > 0, "{file}");
    }
    Ok(())
}
