//! Any text is refused as a plan at a place, or makes of a chart what a plain set of ids says. Each chart on the way reads
//! the same from its file.

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use orglint::chart::Chart;
use orglint::input::{self, Options};
use orglint::policy::Policy;
use orglint::reorg::plan::{Action, Draft, Judge, Plan, run};
use orglint::report::plan;
use orglint::source::{Raw, Source};
use orglint::table::Format;
use orglint::title::Reader;
use serde_json::Value;

use super::checked::{DAY, RULEBOOK, assert_plain, assert_told, chart, told, written};
use super::{draws, page};

const CHART: &str = "\
id,name,title,department,manager,start_date
E1,Ann Lee,CEO,,,2019-01-01
E2,Bo Fox,VP of Sales,Sales,E1,
E3,Cy Poe,VP of Engineering,Engineering,E1,
E4,Di Ray,Account Executive,Sales,E2,2024-02-29
E5,Vacant,Account Executive,Sales,E2,
E6,\"Fay \"\"Orr\"\", =x\",Software Engineer,Engineering,E3,
";

/// Reads a plan, and applies it to a chart.
pub(crate) fn read(bytes: &[u8]) {
    planned(CHART, bytes);
}

/// Draws a chart and steps, and applies these.
pub(crate) fn stepped(bytes: &[u8]) {
    let mut choices = Unstructured::new(bytes);
    let (Ok(text), Ok(steps)) = (draws::table(&mut choices), steps(&mut choices)) else { return };
    planned(&text, steps.as_bytes());
}

/// Steps in TOML, most of which can be read.
fn steps(choices: &mut Unstructured<'_>) -> Result<String> {
    let quoted = |text: String| Value::String(text.replace('\u{7f}', "")).to_string();
    let mut steps = String::new();
    for _ in 0..choices.int_in_range(1..=4)? {
        let mut id = || -> Result<String> { Ok(quoted(draws::id(choices)?)) };
        let (who, other, to) = (id()?, id()?, id()?);
        let title = quoted(draws::title(choices)?);
        steps += "[[step]]\n";
        steps += &match choices.int_in_range(0..=9)? {
            0 => format!("move = {who}\nto = \"\"\n"),
            1 => format!("hire = {who}\nname = {title}\ntitle = {title}\nto = {to}\n"),
            2 => format!("hire = {who}\nname = {title}\ncells = {{ department = {title}, salary = 1 }}\n"),
            3 => format!("leave = {who}\nto = {to}\n"),
            4 => format!("leave = {who}\nvacant = true\n"),
            5 => format!("promote = {who}\ntitle = {title}\nto = {to}\n"),
            6 => format!("swap = [{who}, {other}]\n"),
            7 => format!("merge = {who}\ninto = {to}\n"),
            8 => format!("split = {who}\nreports = [{other}]\nto = {to}\n"),
            _ => format!("move = [{who}, {other}]\nto = {to}\n"),
        };
    }
    Ok(steps)
}

fn planned(text: &str, plan: &[u8]) {
    let Ok(source) = Source::new("plan.toml", plan) else { return };
    let plan = match Plan::read(&source) {
        Ok(plan) => plan,
        Err(error) => return assert_told(&error),
    };
    let options = Options { all_columns: true, ..Options::default() };
    let draft = || Draft::new(input::load(Raw::new("org.csv", text), &options)?, &options, DAY);
    let Ok(mut chart) = draft() else { return };
    for step in &plan.steps {
        let expected = ids_after(ids(chart.chart()), &step.action);
        chart = match chart.after(step, &source, &Reader::builtin()) {
            Ok(after) => after,
            Err(error) => return assert_told(&error),
        };
        assert_eq!(ids(chart.chart()), expected, "{:?}", step.action);
        reads_the_same(&chart);
    }
    let (policy, reader) = (Policy::default(), Reader::builtin());
    let judge = Judge { rulebook: &RULEBOOK, policy: &policy, reader: &reader };
    match draft().and_then(|draft| run(draft, &plan, &source, judge, false)) {
        Err(error) => assert_told(&error),
        Ok(assessment) => {
            let subject = plan::Subject { plan: &source, assessment: &assessment };
            let json: Value = serde_json::from_str(&written(|out| plan::json::write(subject, out))).unwrap();
            assert_eq!(json["steps"].as_array().map(Vec::len), Some(assessment.steps.len()));
            let style = plan::pretty::Style { color: false, max_findings: None, quiet: false };
            assert_plain(&written(|out| plan::pretty::write(subject, style, out)));
            let style = plan::markdown::Style { max_findings: None, quiet: false };
            let markdown = written(|out| plan::markdown::write(subject, style, out));
            let is_list = |event: &String| event.contains("List") || event.contains("Item");
            let page = page::read(&markdown);
            assert!(page.other.iter().all(is_list), "{:?}", page.other);
        }
    }
}

/// The ids of all positions, whether somebody is there or not.
fn ids(chart: &Chart) -> BTreeSet<String> {
    let positions = chart.roster().records().filter(|record| chart.is_position(*record));
    positions.map(|position| chart.id(position).trim().to_owned()).collect()
}

/// What a step makes of the ids.
fn ids_after(mut ids: BTreeSet<String>, action: &Action) -> BTreeSet<String> {
    match action {
        Action::Hire { id, .. } => _ = ids.insert(id.text.clone()),
        Action::Leave { who, is_vacant: false, .. } => who.iter().for_each(|gone| _ = ids.remove(&gone.text)),
        _ => {}
    }
    ids
}

fn reads_the_same(draft: &Draft) {
    let [csv, jsonl] = [Format::Csv, Format::Jsonl].map(|format| written(|out| draft.write(format, out)));
    assert_eq!(told(&chart("org.csv", csv).unwrap()), told(draft.chart()));
    assert_eq!(told(&chart("org.jsonl", jsonl).unwrap()), told(draft.chart()));
}
