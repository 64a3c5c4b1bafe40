//! `[[pattern]]` and `[[rule]]`: what a company adds to the rules.

use crate::running::{Folder, Outcome};

const DEAL_DESK: &str = "[[pattern]]\nname = \"custom/deal-desk\"\nwho = { function = \"deal-desk\", level = \"manager\" }\n\
    reports_to = [{ function = \"sales-operations\", level = [\"director\", \"vp\"] }]\n\
    documented = [{ role = \"cro\", when = \"headcount < small_below\" }]\nseverity = \"warning\"\nsources = [\"policy 4.2\"]\n";

const CONTRACTORS: &str = "[[rule]]\nname = \"custom/no-contractor-managers\"\n\
    when = 'person.worker_type == \"contractor\" && person.direct_reports > 0'\n\
    message = \"{name} is a contractor and manages {direct_reports} people\"\nseverity = \"error\"\n";

const DESKS: &str = "id,name,title,manager\nA,Ann,CEO,\nB,Bo,Chief Revenue Officer,A\nC,Cy,Director of Sales Operations,B\n\
    D,Di,Deal Desk Manager,C\nE,Ed,Deal Desk Manager,B\nF,Flo,Deal Desk Manager,A\n";

const WORKERS: &str = "id,name,title,manager,Worker Type,Base Salary,Quota,Hire Date\nA,Ann,CEO,,employee,\"$200,000\",no,2020-01-01\n\
    B,Bo,Controller,A,contractor,\"1,234\",,03/04/2021\nC,,Accountant,B,contractor,90k,yes,31.12.2025\nD,Di,Accountant,B,intern,n/a,ja,2026-01-02\n";

fn rule(when: &str) -> String {
    format!("[[rule]]\nname = 'custom/r'\nwhen = '''{when}'''\nmessage = '{{id}}'\n")
}

/// For each of some conditions the ids of the positions for which it holds.
fn holds(folder: &Folder, conditions: &[&str]) -> Outcome<Vec<String>> {
    let numbered = conditions.iter().enumerate();
    let rules: Vec<String> =
        numbered.map(|(number, when)| rule(when).replace("custom/r", &format!("custom/r{number}-"))).collect();
    folder.write("orglint.toml", rules.concat())?;
    let found = folder.check("custom/*", &[])?;
    let ids = |number: usize| {
        let own = format!("[custom/r{number}-]");
        found.lines().filter(|line| line.contains(&own)).filter_map(|line| line.rsplit(' ').next()).collect()
    };
    Ok((0..conditions.len()).map(ids).collect())
}

#[test]
fn a_pattern_of_the_company_works_as_the_built_in_ones_do() -> Outcome {
    let folder = Folder::new(&[("org.csv", DESKS), ("orglint.toml", DEAL_DESK)])?;
    let undocumented =
        "org.csv:7:25: warning[custom/deal-desk] F (Deal Desk Manager) reports to A (CEO), no documented manager";
    let small = folder.check("custom/*", &[])?;
    assert!(small.starts_with(undocumented) && small.lines().count() == 1, "E is documented for a small one: {small}");
    folder.write("orglint.toml", format!("{DEAL_DESK}[organisation]\nheadcount = 50\n"))?;
    let large = folder.check("custom/*", &[])?;
    assert!(large.contains("E (Deal Desk Manager) reports to B") && large.lines().count() == 2, "{large}");
    let json = folder.run(&["check", "org.csv", "--format", "json", "--select", "custom/deal-desk"])?.json()?;
    assert_eq!(json["findings"][0]["sources"], serde_json::json!(["policy 4.2"]));
    assert!(
        json["findings"][0]["help"].as_str().is_some_and(|help| help.contains("which does not hold here")),
        "{json}"
    );
    let rules = folder.run(&["rules"])?.out;
    let line = rules.lines().find(|line| line.starts_with("custom/deal-desk")).unwrap_or_default();
    let summary = "manager of deal-desk: a manager other than vp or director of sales-operations or revenue-operations, or where \
                   documented Chief Revenue Officer (CRO)";
    assert!(line.ends_with(summary), "{line}");
    let page = folder.run(&["explain", "custom/deal-desk"])?.out;
    assert!(page.contains("policy 4.2") && page.contains("Finds: manager of deal-desk"), "{page}");
    Ok(())
}

#[test]
fn a_pattern_replaces_the_built_in_one_of_its_name() -> Outcome {
    let chart = "id,title,manager\nA,CEO,\nB,Director of Finance,A\nC,Director of Legal,B\n";
    let own = "[[pattern]]\nname = 'pattern/director'\nwho = { level = 'director', function = 'finance' }\n\
               reports_to = [{ level = 'vp' }]\nsummary = 'a director of ours'\nseverity = 'error'\n";
    let folder = Folder::new(&[("org.csv", chart), ("orglint.toml", own)])?;
    let found = folder.check("pattern/*", &[])?;
    assert!(found.contains("error[pattern/director] B") && found.lines().count() == 1, "{found}");
    let rules = folder.run(&["rules"])?.out;
    assert_eq!(rules.matches("pattern/director ").count(), 1, "{rules}");
    assert!(rules.contains("a director of ours"));
    Ok(())
}

#[test]
fn a_rule_of_the_company_works() -> Outcome {
    let folder = Folder::new(&[("org.csv", WORKERS), ("orglint.toml", CONTRACTORS)])?;
    let run = folder.run(&["check", "org.csv", "--format", "short", "--select", "custom/*"])?;
    let expected = "org.csv:3:19: error[custom/no-contractor-managers] Bo is a contractor and manages 2 people\n";
    assert_eq!((run.status, &*run.out), (1, expected));
    let page = folder.run(&["explain", "custom/no-contractor-managers"])?.out;
    assert!(page.contains("## Condition") && page.contains("person.worker_type == \"contractor\""), "{page}");
    folder.write("orglint.toml", "[[rule]]\nname='custom/r'\nwhen='has(manager.id)'\nmessage='{{{name}}} under {manager.name}, {base_pay}'\nhelp='ask {manager.title}'\nat='title'\n")?;
    let found = folder.check("custom/*", &[])?;
    assert!(found.contains("3:6: warning[custom/r] {Bo} under Ann, 1.234 or 1234\n"), "{found}");
    assert!(found.contains("4:4: warning[custom/r] {C} under Bo, 90000\n"), "the id for a name that is blank: {found}");
    Ok(())
}

#[test]
fn conditions_see_what_the_cells_mean() -> Outcome {
    let folder = Folder::new(&[("org.csv", WORKERS)])?;
    let cases = [
        ("person.base_pay > 1", "ABC"),
        ("person.base_pay > 10", "AC"),
        ("person.base_pay < manager.base_pay", "B"),
        ("person.base_pay != 1", "ABC"),
        ("!(person.base_pay > 100000)", "BC"),
        ("!has(person.base_pay)", "D"),
        ("person.base_pay == null", "D"),
        ("person.base_pay * 1.5 > 130000", "C"),
        ("person.base_pay / manager.direct_reports > 1", "BC"),
        ("person.total_reports / person.direct_reports > 1", "A"),
        ("person.direct_reports % 2 == 1", "A"),
        ("person.direct_reports * 0.5 >= 1", "B"),
        ("size(person.functions) * 2 > 1 && person.functions[0] == 'executive'", "A"),
        ("manager.level != 'vp'", "BCD"),
        ("manager.level == 'c-suite' || person.is_root", "AB"),
        ("!has(manager.name)", "A"),
        ("has(person.name)", "ABD"),
        ("person.quota_carrying", "CD"),
        ("!person.quota_carrying", "A"),
        ("!has(person.quota_carrying)", "B"),
        ("person.start_date < '2022-01-01'", "AB"),
        ("person.start_date == '2025-12-31'", "C"),
        ("person.start_date == '03/04/2021'", "B"),
        ("person.functions.exists(f, f == 'executive') && person.title.startsWith('C')", "A"),
        ("person.worker_type in ['intern', 'employee']", "AD"),
    ];
    let found = holds(&folder, &cases.map(|(when, _)| when))?;
    for ((when, ids), found) in cases.iter().zip(found) {
        assert_eq!(found, *ids, "{when}");
    }
    Ok(())
}

#[test]
fn a_rule_that_cannot_be_is_told_before_any_record_is_read() -> Outcome {
    let folder = Folder::new(&[("orglint.toml", &rule("person.levl == 'vp'"))])?;
    let run = folder.run(&["check", "nowhere.csv"])?;
    let expected =
        "error: orglint.toml:3:11: there is no 'person.levl' to be used here\n  help: did you mean 'person.level'?\n";
    assert_eq!((run.status, &*run.err), (2, expected));
    Ok(())
}

#[test]
fn the_deepest_expressions_do_not_end_the_program() -> Outcome {
    let brackets = [
        ("(", "true", ")"),
        ("[", "1", "]"),
        ("size([", "1", "])"),
        ("[1].all(x, ", "true", ")"),
        ("!(", "true", ")"),
        ("(true && ", "true", ")"),
        ("(1 + ", "1", ")"),
    ];
    let chains = [
        ("!", "true", ""),
        ("- ", "1", ""),
        ("", "'a'", ".size()"),
        ("", "1", "+1"),
        ("", "1", "<1"),
        ("", "1", " in [1]"),
        ("1?1:", "1", ""),
        ("1?", "1", ":1"),
        ("", "[1]", "[0]"),
    ];
    let folder = Folder::new(&[("org.csv", DESKS)])?;
    let texts = |forms: &[(&str, &str, &str)], times: usize| -> Vec<String> {
        forms.iter().map(|(before, middle, after)| before.repeat(times) + middle + &after.repeat(times)).collect()
    };
    // Each is parsed before the next fault is told, so that one run takes all: the last is refused.
    let mut refused = 0;
    for text in [texts(&brackets, 11), texts(&brackets[..2], 24), texts(&chains, 49), texts(&chains, 5000)].concat() {
        let text = format!("{text} == 3").chars().take(9_990).collect::<String>();
        folder.write("orglint.toml", rule(&text))?;
        let run = folder.run(&["rules"]).map_err(|error| format!("{error}: {text:.50}"))?;
        refused += usize::from(run.err.contains("too deep"));
    }
    assert_eq!(refused, chains.len());
    Ok(())
}

#[test]
fn long_expressions_that_are_not_deep_are_told() -> Outcome {
    let folder = Folder::new(&[("org.csv", DESKS)])?;
    for (part, ids) in [("person.id == 'x' || ", "A"), ("person.id != 'x' && ", "A"), ("[1, 2, 3].size() > 1 && ", "A")]
    {
        let text = part.repeat(9_900 / part.len()) + "person.is_root";
        assert_eq!(holds(&folder, &[&text])?, [ids], "{part}");
    }
    let list = format!("person.id in [{}'A']", "'x', ".repeat(1_900));
    assert_eq!(holds(&folder, &[&list])?, ["A"]);
    assert!(folder.refusal(&rule(&"true && ".repeat(2_000)))?.contains("longer than 10000 bytes"));
    Ok(())
}

#[test]
fn a_rule_without_its_column_is_quiet_and_says_so() -> Outcome {
    let folder = Folder::new(&[("org.csv", DESKS), ("orglint.toml", CONTRACTORS)])?;
    let run = folder.run(&["check", "org.csv", "--format", "json", "--statistics"])?;
    assert!(run.json().is_ok(), "what is on standard output is JSON alone: {}", run.out);
    assert!(
        run.err.contains("not run: custom/no-contractor-managers, for no column is known to hold worker_type"),
        "{}",
        run.err
    );
    Ok(())
}

#[test]
fn own_rules_are_judged_as_the_others_are() -> Outcome {
    let text = format!(
        "{CONTRACTORS}{}",
        DEAL_DESK.replace("manager\" }", "individual\" }").replace("deal-desk\",", "finance\",")
    );
    let folder = Folder::new(&[("org.csv", WORKERS), ("orglint.toml", &text)])?;
    let all = folder.check("custom/*", &[])?;
    assert_eq!(all.matches("custom/deal-desk").count(), 2, "{all}");
    assert_eq!(folder.check("custom/deal-desk", &[])?.lines().count(), 2);
    assert_eq!(folder.check("custom/*", &["--ignore", "custom/deal-desk"])?.lines().count(), 1);
    assert_eq!(folder.check("all", &["--ignore", "custom"])?.matches("custom/").count(), 0);
    let grave =
        folder.check("custom/*", &["--severity", "custom/deal-desk=error,custom/no-contractor-managers=off"])?;
    assert_eq!(grave.matches("error[custom/deal-desk]").count(), 2, "{grave}");
    assert_eq!(grave.lines().count(), 2);
    let run = folder.run(&["check", "org.csv", "--select", "custom/deal-dsk"])?;
    assert!(run.err.contains("did you mean 'custom/deal-desk'?"), "{}", run.err);
    let judged = format!(
        "{text}[rules]\n'custom/*' = 'info'\n'custom/deal-desk' = 'off'\n[[exception]]\nrule = 'custom/no-contractor-managers'\nid = 'B'\nreason = 'until the hire'\n"
    );
    folder.write("orglint.toml", &judged)?;
    assert_eq!(folder.check("custom/*,config/*", &[])?, "");
    folder.write("orglint.toml", judged.replace("id = 'B'", "id = 'X'"))?;
    let found = folder.check("custom/*,config/*", &[])?;
    assert!(
        found.contains("info[custom/no-contractor-managers]") && found.contains("config/unused-exception"),
        "{found}"
    );
    Ok(())
}
