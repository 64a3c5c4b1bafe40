//! Plans: what steps make of a chart, what they cannot, and what is told of them.

#[path = "plan/formats.rs"]
mod formats;
#[path = "plan/model.rs"]
mod model;
#[path = "plan/refusals.rs"]
mod refusals;

use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use orglint::chart::{Chart, Link, Presence};
use orglint::check::Rulebook;
use orglint::error::Error;
use orglint::finding::Record;
use orglint::input::{self, Options};
use orglint::policy::Policy;
use orglint::reorg::plan::{Assessment, Draft, Judge, Plan, run};
use orglint::source::{Raw, Source};
use orglint::table::Format;
use orglint::title::Reader;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

const DAY: Date = date(2026, 6, 15);

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

fn plan_source(text: &str) -> Result<Source, Error> {
    Source::new("plan.toml", text).map_err(|fault| Error::not_text("plan.toml", fault))
}

fn draft(name: &str, chart: impl Into<Vec<u8>>) -> Result<Draft, Error> {
    let options = Options::default();
    Draft::new(input::load(Raw::new(name, chart), &options)?, &options, DAY)
}

/// The chart after a plan, without checks.
fn applied(mut draft: Draft, plan: &str) -> Result<Draft, Error> {
    let source = plan_source(plan)?;
    for step in &Plan::read(&source)?.steps {
        draft = draft.after(step, &source, &Reader::builtin())?;
    }
    Ok(draft)
}

fn written(draft: &Draft, format: Format) -> String {
    let mut out = Vec::new();
    let is_written = draft.write(format, &mut out);
    // Writing to memory does not fail; where it did, nothing would agree.
    is_written.ok().and_then(|()| String::from_utf8(out).ok()).unwrap_or_default()
}

/// The text of a chart in CSV after a plan.
fn after(chart: &str, plan: &str) -> Result<String, Error> {
    Ok(written(&applied(draft("org.csv", chart)?, plan)?, Format::Csv))
}

/// The position of an id.
fn position(chart: &Chart, id: &str) -> Option<Record> {
    chart.roster().records().find(|record| chart.is_position(*record) && chart.id(*record) == id)
}

/// The id of somebody's manager, or how the line ends.
fn manager(chart: &Chart, id: &str) -> String {
    match position(chart, id).map(|position| chart.link(position)) {
        None => "nobody".to_owned(),
        Some(Link::Top) => "top".to_owned(),
        Some(Link::Itself) => "itself".to_owned(),
        Some(Link::Unknown) => "unknown".to_owned(),
        Some(Link::Manager(manager)) => chart.id(manager).into_owned(),
    }
}

/// Applies a plan with checks and looks at the outcome.
fn assessed<T>(chart: &str, plan: &str, until_then: bool, look: impl FnOnce(&Assessment<'_>) -> T) -> Outcome<T> {
    let (rulebook, policy, reader) = (Rulebook::builtin()?, Policy::default(), Reader::builtin());
    let source = plan_source(plan)?;
    let plan = Plan::read(&source)?;
    let judge = Judge { rulebook: &rulebook, policy: &policy, reader: &reader };
    let assessment = run(draft("org.csv", chart)?, &plan, &source, judge, until_then)?;
    Ok(look(&assessment))
}

fn rules<'a, T>(found: impl Iterator<Item = &'a T>, rule: impl Fn(&'a T) -> &'a str) -> Vec<String>
where
    T: 'a,
{
    found.map(|one| rule(one).to_owned()).collect()
}

const ORG: &str = "\
id,name,title,department,manager
E1,Ann Lee,CEO,,
E2,Bo Fox,VP of Sales,Sales,E1
E3,Cy Poe,VP of Engineering,Engineering,E1
E4,Di Ray,Account Executive,Sales,E2
E5,Ed Sun,Account Executive,Sales,E2
E6,Fay Orr,Software Engineer,Engineering,E3
";

#[test]
fn every_action_changes_what_it_says_and_nothing_else() -> Outcome {
    for (plan, from, to) in [
        ("move = 'E4'\nto = 'E3'", "E4,Di Ray,Account Executive,Sales,E2", "E4,Di Ray,Account Executive,Sales,E3"),
        ("move = ['E3']\nto = ''", "VP of Engineering,Engineering,E1", "VP of Engineering,Engineering,"),
        (
            "retitle = 'E6'\ntitle = 'Engineer, \"Core\"'",
            "Fay Orr,Software Engineer",
            "Fay Orr,\"Engineer, \"\"Core\"\"\"",
        ),
        (
            "promote = 'E4'\ntitle = 'VP of Deals'\nto = 'E1'",
            "Account Executive,Sales,E2\nE5",
            "VP of Deals,Sales,E1\nE5",
        ),
        ("hire = 'E7'\ntitle = 'Clerk'\nto = 'E1'", "Engineering,E3\n", "Engineering,E3\nE7,,Clerk,,E1\n"),
        ("leave = 'E6'", "E6,Fay Orr,Software Engineer,Engineering,E3\n", ""),
        ("leave = 'E2'\nto = 'E3'", "E2,Bo Fox,VP of Sales,Sales,E1\n", ""),
        ("leave = 'E2'\nvacant = true", "E2,Bo Fox", "E2,Vacant"),
        ("merge = 'E2'\ninto = 'E3'", "VP of Sales,Sales,E1", "VP of Sales,Sales,E3"),
        (
            "split = 'E2'\nreports = ['E5']\nto = 'E3'",
            "E5,Ed Sun,Account Executive,Sales,E2",
            "E5,Ed Sun,Account Executive,Sales,E3",
        ),
        ("swap = ['E4', 'E6']", "E4,Di Ray,Account Executive,Sales,E2", "E4,Di Ray,Software Engineer,Engineering,E3"),
    ] {
        let expected = ORG.replace(from, to);
        let mut found = after(ORG, &format!("[[step]]\n{plan}\n"))?;
        // The lines of others who move along.
        found = found.replace("E4,Di Ray,Account Executive,Sales,E3", &manager_of(plan, 4));
        found = found.replace("E5,Ed Sun,Account Executive,Sales,E3", &manager_of(plan, 5));
        found = found.replace("E6,Fay Orr,Account Executive,Sales,E2", "E6,Fay Orr,Software Engineer,Engineering,E3");
        assert_ne!(expected, ORG);
        assert_eq!(found, expected, "{plan}");
    }
    Ok(())
}

/// The line of an account executive where it is the step itself that moves it, or else as it was.
fn manager_of(plan: &str, number: u8) -> String {
    let is_own = plan.starts_with("move") && number == 4 || plan.starts_with("split") && number == 5;
    let name = if number == 4 { "Di Ray" } else { "Ed Sun" };
    format!("E{number},{name},Account Executive,Sales,{}", if is_own { "E3" } else { "E2" })
}

#[test]
fn who_is_named_in_a_swap_takes_the_other_place() -> Outcome {
    let draft = applied(draft("org.csv", ORG)?, "[[step]]\nswap = ['E2', 'E4']\n")?;
    let chart = draft.chart();
    let managers = ["E1", "E2", "E3", "E4", "E5", "E6"].map(|id| manager(chart, id));
    assert_eq!(managers, ["top", "E4", "E1", "E1", "E4", "E3"], "the line between the two turns round");
    let e2 = position(chart, "E2").ok_or("no E2")?;
    assert_eq!((chart.title(e2).as_ref(), chart.name(e2).as_ref()), ("Account Executive", "Bo Fox"));
    Ok(())
}

#[test]
fn untouched_text_stays_byte_for_byte() -> Outcome {
    let chart = "\u{feff}\"id\";\"name\";\"title\";\"manager\"\r\n\"E1\";\"Ann\";\"CEO\";\"\"\r\n\r\n\"E2\";\"B;o\";\"=1+1\";\"E1\"\r\n\
                 \"E3\";\"C\r\ny\";VP; E1\r\n;;;\r\nTotal;;;\r\n";
    let found = after(
        chart,
        "[[step]]\nmove = 'E2'\nto = 'E3'\n[[step]]\nhire = 'E4'\nname = 'D;i'\ntitle = '=2'\nto = 'E1'\n",
    )?;
    let expected =
        chart.replace("\"=1+1\";\"E1\"", "\"=1+1\";E3").replace(";;;\r\nTotal", "E4;\"D;i\";'=2;E1\r\n;;;\r\nTotal");
    assert_eq!(found, expected);
    // Without the end of a line, and with those of old Macs.
    assert_eq!(
        after("id,title,manager\n1,CEO,", "[[step]]\nhire = '2'\ntitle = 'x'\nto = '1'\n")?,
        "id,title,manager\n1,CEO,\n2,x,1\n"
    );
    let mac = "id,title,manager\r1,CEO,\r2,x,1\r";
    let found = after(mac, "[[step]]\nretitle = '2'\ntitle = \"a\\nb\"\n")?;
    assert_eq!(found, "id,title,manager\r1,CEO,\r2,\"a\rb\",1\r");
    Ok(())
}

#[test]
fn managers_are_named_as_the_chart_names_them() -> Outcome {
    let by_mail = "\
id,name,email,title,manager
1,Ann,a@x.org,CEO,
2,Bo,b@x.org,VP,a@x.org
3,Cy,c@x.org,Clerk,b@x.org
4,Di,,Clerk,b@x.org
";
    assert_eq!(
        after(by_mail, "[[step]]\nmove = '3'\nto = '1'\n")?,
        by_mail.replace("c@x.org,Clerk,b@x.org", "c@x.org,Clerk,a@x.org")
    );
    // Who has no address can be named by id alone, and then everybody is.
    let expected = by_mail
        .replace(",a@x.org\n", ",1\n")
        .replace("Clerk,b@x.org", "Clerk,2")
        .replace("c@x.org,Clerk,2", "c@x.org,Clerk,4");
    assert_eq!(after(by_mail, "[[step]]\nmove = '3'\nto = '4'\n")?, expected);
    let by_name = "id,name,title,manager\n1,Ann,CEO,\n2,Bo,VP,Ann\n3,Cy,Clerk,Bo\n4,Di,Clerk,Bo\n";
    assert_eq!(after(by_name, "[[step]]\nmove = '3'\nto = '4'\n")?, by_name.replace("Cy,Clerk,Bo", "Cy,Clerk,Di"));
    // A second Bo makes the name nobody's.
    let found = after(by_name, "[[step]]\nhire = '5'\nname = 'Bo'\ntitle = 'Clerk'\nto = '1'\n")?;
    assert_eq!(found, "id,name,title,manager\n1,Ann,CEO,\n2,Bo,VP,1\n3,Cy,Clerk,2\n4,Di,Clerk,2\n5,Bo,Clerk,1\n");
    // Where the incumbent goes, the reports still report to the post.
    let found = applied(draft("org.csv", by_name)?, "[[step]]\nleave = '2'\nvacant = true\n")?;
    assert_eq!([manager(found.chart(), "3"), manager(found.chart(), "2")], ["2", "1"]);
    let beside = "id,name,title,manager\n1,Ann,CEO,\n2,Bo,VP,Ann (1)\n3,Cy,Clerk,Bo (2)\n4,Di,Clerk,Bo (2)\n";
    let found = after(beside, "[[step]]\nmove = '3'\nto = '1'\n")?;
    assert_eq!(found, "id,name,title,manager\n1,Ann,CEO,\n2,Bo,VP,1\n3,Cy,Clerk,1\n4,Di,Clerk,2\n");
    Ok(())
}

#[test]
fn dotted_lines_are_named_along() -> Outcome {
    let chart = "\
id,name,email,title,manager,dotted manager
1,Ann,a@x.org,CEO,,
2,Bo,b@x.org,VP,a@x.org,
3,Cy,c@x.org,Clerk,b@x.org,a@x.org
4,Di,,Clerk,b@x.org,b@x.org;c@x.org
";
    let found = applied(draft("org.csv", chart)?, "[[step]]\nmove = '3'\nto = '4'\n")?;
    let lines: Vec<(u32, Option<u32>)> = found
        .chart()
        .dotted_lines()
        .iter()
        .map(|line| (line.report.0, line.manager.map(|manager| manager.0)))
        .collect();
    assert_eq!(lines, [(2, Some(0)), (3, Some(1)), (3, Some(2))]);
    Ok(())
}

#[test]
fn a_post_is_vacated_and_filled() -> Outcome {
    let chart = "\
id,name,e-mail,status,hire date,title,manager
1,Ann,a@x.org,Active,2020-01-01,CEO,
2,Bo,b@x.org,Active,2021-01-01,VP,1
3,Cy,c@x.org,Active,2022-01-01,Clerk,2
";
    let vacated = applied(draft("org.csv", chart)?, "[[step]]\nleave = '2'\nvacant = true\n")?;
    assert_eq!(written(&vacated, Format::Csv), chart.replace("2,Bo,b@x.org,Active,2021-01-01", "2,,,vacant,"));
    let seat = position(vacated.chart(), "2").ok_or("no post")?;
    assert_eq!(vacated.chart().presence(seat), Presence::Vacant);
    let filled = applied(
        vacated,
        "[[step]]\nhire = '2'\nname = 'Di'\ncells = { email = 'd@x.org', 'HIRE DATE' = 2026-02-03 }\n",
    )?;
    assert_eq!(
        written(&filled, Format::Csv),
        chart.replace("2,Bo,b@x.org,Active,2021-01-01", "2,Di,d@x.org,Active,2026-02-03")
    );
    // By names alone, and with names in two columns.
    let named = "id,name,title,manager\n1,Ann,CEO,\n2,Vacant,VP,1\n";
    assert_eq!(after(named, "[[step]]\nhire = '2'\nname = 'Bo'\n")?, named.replace("Vacant", "Bo"));
    let parted = "id,first name,last name,title,manager\n1,Ann,Lee,CEO,\n";
    for (name, cells) in [("Bo Van Fox", "Bo Van,Fox"), ("Fox, Bo", "Bo,Fox"), ("Bo", "Bo,")] {
        let found = after(parted, &format!("[[step]]\nhire = '2'\nname = '{name}'\ntitle = 'VP'\nto = '1'\n"))?;
        assert_eq!(found, format!("{parted}2,{cells},VP,1\n"));
    }
    Ok(())
}

#[test]
fn all_records_of_a_position_move_and_go() -> Outcome {
    let shared = "\
position id,employee id,name,title,manager
P1,1,Ann,CEO,
P2,2,Bo,VP,P1
P3,3,Cy,Clerk,P1
P3,4,Di,Clerk,P1
";
    assert_eq!(after(shared, "[[step]]\nmove = 'P3'\nto = 'P2'\n")?, shared.replace("Clerk,P1", "Clerk,P2"));
    assert_eq!(after(shared, "[[step]]\nleave = 'P3'\n")?, shared.split("P3").next().unwrap_or_default());
    let found = applied(draft("org.csv", shared)?, "[[step]]\nleave = 'P3'\nvacant = true\n")?;
    assert_eq!(found.chart().roster().len(), 3);
    // Of several in time the one in force moves, and all go.
    let in_time = "\
id,title,manager,effective date
1,CEO,,2020-01-01
2,VP,1,2020-01-01
3,Clerk,1,2020-01-01
3,Clerk,1,2024-01-01
3,Clerk,1,2030-01-01
";
    assert_eq!(after(in_time, "[[step]]\nmove = '3'\nto = '2'\n")?, in_time.replace("1,2024", "2,2024"));
    assert_eq!(after(in_time, "[[step]]\nleave = '3'\n")?, in_time.split("3,").next().unwrap_or_default());
    Ok(())
}

#[test]
fn a_plan_of_days_makes_the_chart_of_each() -> Outcome {
    let plan = "\
[[step]]
move = 'E4'
to = 'E3'
on = 2026-12-01
[[step]]
hire = 'E7'
title = 'Account Executive'
to = 'E2'
[[step]]
leave = 'E5'
on = 2027-02-01
";
    let org = ORG.replace("manager\n", "manager,start date\n").replace("E1\n", "E1,\n").replace("E2\n", "E2,\n");
    let org = org.replace("E3\n", "E3,\n").replace("CEO,,\n", "CEO,,,\n");
    let days = |assessment: &Assessment<'_>| {
        let days: Vec<String> =
            assessment.days.iter().map(|day| format!("{} {}", day.date, day.figures.stats.people)).collect();
        (days.join(", "), assessment.left_out, assessment.before.stats.people)
    };
    assert_eq!(assessed(&org, plan, false, days)?, ("2026-12-01 7, 2027-02-01 6".to_owned(), 0, 6));
    assert_eq!(assessed(&org, plan, true, days)?, ("2026-06-15 6".to_owned(), 3, 6));
    let text = assessed(&org, plan, false, |assessment| written(&assessment.draft, Format::Csv))?;
    assert!(text.ends_with("\nE7,,Account Executive,,E2,\n"), "a step without a day says none: {text}");
    let hired = plan.replace("to = 'E2'\n", "to = 'E2'\non = 2027-01-01\n");
    let text = assessed(&org, &hired, false, |assessment| written(&assessment.draft, Format::Csv))?;
    assert!(text.ends_with("\nE7,,Account Executive,,E2,2027-01-01\n"), "{text}");
    Ok(())
}

#[test]
fn what_comes_and_goes_is_told_at_its_step() -> Outcome {
    let plan = "\
[[step]]
leave = 'E2'
[[step]]
move = ['E4', 'E5']
to = 'E3'
[[step]]
move = 'E6'
to = ''
";
    assessed(ORG, plan, false, |assessment| {
        let lost = |rule: &str| rule == "integrity/unknown-manager";
        let first = &assessment.steps[0];
        let found: Vec<(Vec<&str>, Option<usize>)> = first
            .introduced
            .iter()
            .filter(|one| lost(one.told.reported.rule.name()))
            .map(|one| (one.told.subjects.iter().map(|subject| subject.id.as_str()).collect(), one.resolved_by))
            .collect();
        assert_eq!(found, [(vec!["E4"], Some(2)), (vec!["E5"], Some(2))]);
        let resolved = assessment.steps[1].resolved.iter().filter(|one| lost(one.told.reported.rule.name()));
        assert_eq!(resolved.map(|one| one.introduced_by).collect::<Vec<_>>(), [Some(1), Some(1)]);
        let remaining = rules(assessment.introduced().map(|(_, one)| one), |one| one.told.reported.rule.name());
        assert!(remaining.contains(&"integrity/extra-root".to_owned()), "{remaining:?}");
        assert!(!remaining.iter().any(|rule| lost(rule)), "{remaining:?}");
        let all: usize = assessment.after.findings.iter().sum();
        assert_eq!(all, assessment.unchanged + remaining.len());
    })
}

#[test]
fn what_goes_and_comes_back_is_unchanged() -> Outcome {
    let chart = ORG.replace("Engineering,E3", "Engineering,E33");
    let plan = "[[step]]\nmove = 'E6'\nto = 'E3'\n[[step]]\nleave = 'E3'\n";
    assessed(&chart, plan, false, |assessment| {
        let lost = |rule: &str| rule == "integrity/unknown-manager";
        let back = &assessment.steps[1].introduced;
        assert!(back.iter().any(|one| lost(one.told.reported.rule.name()) && one.is_back));
        assert!(!assessment.introduced().any(|(_, one)| lost(one.told.reported.rule.name())));
        assert!(!assessment.resolved().any(|(_, one)| lost(one.told.reported.rule.name())));
    })
}

#[test]
fn the_documented_reorganisation_ends_at_the_documented_chart() -> Outcome {
    let read = |name: &str| std::fs::read_to_string(fixtures().join(name));
    let (chart, plan) = (read("salesprod-before.csv")?, read("plans/salesprod.toml")?);
    assessed(&chart, &plan, false, |assessment| {
        assert_eq!(written(&assessment.draft, Format::Csv), read("salesprod-after.csv").unwrap());
        let between: Vec<(&str, Option<usize>)> =
            assessment.steps[0].introduced.iter().map(|one| (one.told.reported.rule.name(), one.resolved_by)).collect();
        assert!(between.contains(&("scale/coo-runs-sales-ops", Some(3))), "{between:?}");
        let remaining = rules(assessment.introduced().map(|(_, one)| one), |one| one.told.reported.rule.name());
        assert_eq!(remaining, ["scale/early-vp"]);
    })
}

#[test]
fn a_step_is_told_in_words() -> Outcome {
    for (plan, expected) in [
        ("move = 'E4'\nto = 'E3'", "E4 (Account Executive) moves from E2 (VP of Sales) to E3 (VP of Engineering)"),
        ("move = ['E4', 'E5']\nto = ''", "E4 and E5 move to the top"),
        ("hire = 'E7'\nname = 'Gil'\ntitle = 'Clerk'\nto = 'E1'", "Gil joins as E7 (Clerk), under E1 (CEO)"),
        ("hire = 'E7'\ntitle = 'Clerk'\nto = ''", "E7 (Clerk) joins, at the top"),
        ("leave = 'E2'", "E2 (VP of Sales) leaves; 2 people are left without a manager"),
        ("leave = 'E2'\nto = 'E1'", "E2 (VP of Sales) leaves; 2 people report to E1 (CEO)"),
        ("leave = ['E4', 'E5']", "E4 and E5 leave"),
        ("leave = 'E2'\nvacant = true", "E2 (VP of Sales) becomes vacant"),
        ("promote = 'E2'\ntitle = 'CRO'", "E2 (VP of Sales) is promoted to CRO"),
        ("retitle = 'E2'\ntitle = 'VP Sales'", "E2 (VP of Sales) is now called VP Sales"),
        ("swap = ['E2', 'E3']", "E2 (VP of Sales) and E3 (VP of Engineering) exchange places"),
        ("merge = 'E3'\ninto = 'E2'", "the team of E3 (VP of Engineering) becomes part of that of E2 (VP of Sales)"),
        (
            "split = 'E2'\nreports = ['E4', 'E5']\nto = 'E3'",
            "E4 and E5 move from E2 (VP of Sales) to E3 (VP of Engineering)",
        ),
    ] {
        let sentence = |assessment: &Assessment<'_>| assessment.steps[0].sentence.clone();
        assert_eq!(assessed(ORG, &format!("[[step]]\n{plan}\n"), false, sentence)?, expected);
    }
    Ok(())
}
