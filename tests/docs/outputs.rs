//! What the command writes as JSON, for every chart of the fixtures.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use serde_json::Value;

use crate::Outcome;
use crate::files::fixtures_by_themselves;
use crate::sheet::workbook;

/// What was written, and by what.
pub(crate) struct Output {
    /// The schema that it is to keep.
    pub(crate) schema: &'static str,
    pub(crate) command: String,
    pub(crate) value: Value,
}

/// What is written of one chart: the schema, and the command, in which `FILE` stands for the chart.
const OF_A_CHART: [(&str, &str); 6] = [
    ("stats-v1", "stats FILE --format json"),
    ("titles-v1", "stats FILE --titles --format json"),
    ("roles-of-chart-v1", "roles FILE --format json"),
    ("export-v1", "export FILE --format jsonl"),
    ("convert-v1", "convert FILE --format jsonl"),
    ("repair-v1", "repair FILE --format json"),
];

/// What is written of something else, in the folder of the fixtures: `CHARTS` stands for all of them, `OTHERS` for the
/// folder of other charts.
const OF_OTHERS: [(&str, &str); 25] = [
    ("check-v1", "check CHARTS --format json --select all"),
    ("baseline-v1", "baseline CHARTS --select all"),
    ("convert-v1", "convert OTHERS/fields.csv --format jsonl"),
    ("export-v1", "export hostile.csv --format jsonl --anonymise"),
    ("title-v1", "title --from real/chinook/employees.json --format jsonl"),
    ("repair-v1", "repair repair.csv --format json --min-confidence 0.85"),
    ("rules-v1", "rules --format json"),
    ("rules-v1", "rules --format json --config configured/orglint.toml"),
    ("roles-v1", "roles --format json"),
    ("title-v1", "title --format jsonl CEO Foo 'Acting Regional VP of Sales'"),
    ("diff-v1", "diff salesprod-before.csv salesprod-after.csv --format json --max-left 5% --max-moved 3"),
    ("diff-v1", "diff salesprod-before.csv salesprod-unfilled.csv --format json --match-by name"),
    ("diff-v1", "diff salesprod-before.csv hostile.csv --format json --select all"),
    ("diff-v1", "diff OTHERS/renumbered-before.csv OTHERS/renumbered-after.csv --format json --match-by name"),
    ("diff-v1", "diff repair.csv rules/integrity/cycle/fail.csv --format json"),
    ("plan-v1", "plan salesprod-before.csv plans/salesprod.toml --format json --select all"),
    ("plan-v1", "plan salesprod-before.csv plans/salesprod.toml --format json --as-of 2026-12-15"),
    ("plan-v1", "plan rules/integrity/unknown-manager/fail.csv plans/mend.toml --format json"),
    ("history-v1", "history history --format json --select all"),
    ("check-v1", "check OTHERS/tenants.csv --group-by tenant --format json --select all"),
    ("check-v1", "check OTHERS/unread.csv --group-by tenant --format json"),
    ("check-v1", "check OTHERS/org.xlsx --format json"),
    ("check-v1", "check techcorp.csv hostile.csv formats/nested.json --format json"),
    ("baseline-v1", "baseline OTHERS/tenants.csv --group-by tenant"),
    ("baseline-v1", "baseline OTHERS/alike.csv --select all"),
];

/// Charts that the fixtures do not have.
const OTHERS: [(&str, &str); 6] = [
    (
        "fields.csv",
        "id,manager_id,name,first_name,last_name,title,department,email,status,start_date,end_date,quota_carrying,\
        dotted_manager_ids,base_pay,total_pay,currency,years_experience,worker_type,headcount_weight,location,grade\n\
        1,,Person 1,,,CEO,,,,,,,,,,,,,,,\n",
    ),
    (
        "tenants.csv",
        "tenant,id,name,title,manager_id\nacme,1,Person 1,CEO,\nacme,2,Person 2,COO,9\nbolt,1,Person 3,CEO,1\n,1,,Clerk,\n",
    ),
    ("unread.csv", "tenant,id,name,title,manager_id\nacme,1,Person 1,CEO,\nbolt,2,Person 2\n"),
    ("alike.csv", "id,name,title,manager_id\n1,Person 1,CEO,\n,Person 2,Clerk,1\n,Person 3,Clerk,1\n"),
    (
        "renumbered-before.csv",
        "id,name,title,manager_id\n1,Person 1,CEO,\n2,Person 2,Sales Manager,1\n3,Vacant,Clerk,2\n",
    ),
    (
        "renumbered-after.csv",
        "id,name,title,manager_id\n10,Person 1,CEO,\n20,Person 2,HR Director,10\n3,Person 3,Clerk,20\n",
    ),
];

/// Every output.
pub(crate) fn outputs() -> Outcome<Vec<Output>> {
    let folder = tempfile::tempdir()?;
    for (name, text) in OTHERS {
        fs::write(folder.path().join(name), text)?;
    }
    fs::write(folder.path().join("org.xlsx"), workbook()?)?;
    let charts = fixtures_by_themselves()?;
    assert!(charts.len() > 150, "{}", charts.len());
    let folder = folder.path().to_str().ok_or("no text")?;
    let others = OF_OTHERS
        .map(|(schema, command)| (schema, command.replace("OTHERS", folder).replace("CHARTS", &charts.join(" "))));
    // The charts of rules are much alike: of these each is put to one of the commands.
    let of_each = |(number, chart): (usize, &String)| {
        let commands = OF_A_CHART.into_iter().enumerate();
        let commands = commands.filter(|(at, _)| !chart.starts_with("rules/") || number % OF_A_CHART.len() == *at);
        commands.map(|(_, (schema, command))| (schema, command.replace("FILE", chart))).collect::<Vec<_>>()
    };
    let runs: Vec<(&str, String)> = charts.iter().enumerate().flat_map(of_each).chain(others).collect();
    let some = |runs: &[(&'static str, String)]| {
        runs.iter().map(|(schema, command)| run(schema, command).map_err(|error| error.to_string())).collect()
    };
    // It is the starting of processes that takes the time.
    let outputs: Vec<Result<Vec<Vec<Output>>, String>> = thread::scope(|scope| {
        let workers: Vec<_> = runs.chunks(runs.len().div_ceil(4)).map(|runs| scope.spawn(move || some(runs))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| Err("it stopped".to_owned()))).collect()
    });
    Ok(outputs.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter().flatten().flatten().collect())
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Runs a command; what it wrote, each line by itself where these are documents.
fn run(schema: &'static str, command: &str) -> Outcome<Vec<Output>> {
    let mut orglint = Command::new(env!("CARGO_BIN_EXE_orglint"));
    // Every second part stands in quotes.
    for (at, part) in command.split('\'').enumerate() {
        match at % 2 {
            0 => orglint.args(part.split_whitespace()),
            _ => orglint.arg(part),
        };
    }
    let output = orglint.current_dir(fixtures()).output()?;
    let text = String::from_utf8(output.stdout)?;
    assert!(!text.is_empty(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    let documents: Vec<&str> = if command.contains("--format jsonl") { text.lines().collect() } else { vec![&text] };
    let output = |document: &&str| {
        let value = serde_json::from_str(document).map_err(|error| format!("{command}: {error}"))?;
        Ok(Output { schema, command: command.to_owned(), value })
    };
    documents.iter().map(output).collect()
}
