//! `orglint roles`: the cards, and a chart held against them.

use serde_json::Value;

use crate::running::{Outcome, command, orglint, orglint_with, run};
use crate::{is_plain, keys};

#[test]
fn the_cards_are_listed_in_short_and_shown_in_full() -> Outcome {
    let short = orglint(&["roles"])?.out;
    let json = orglint(&["roles", "--format", "json"])?.json()?;
    let roles = json["roles"].as_array().ok_or("no roles")?;
    assert_eq!(roles.len(), 6);
    for role in roles {
        let name = role["name"].as_str().ok_or("name")?;
        assert!(short.lines().any(|line| line.split_whitespace().next() == Some(name)), "{name}: {short}");
        let full = orglint(&["roles", "--role", name])?.out;
        assert!(full.starts_with(role["label"].as_str().ok_or("label")?), "{full}");
        // Every line under a heading cites its statements.
        for line in full.lines().filter(|line| line.starts_with("  ") && !line.starts_with("    ")) {
            let paragraph = full.split(line).nth(1).unwrap_or_default();
            let rest: Vec<&str> = paragraph.lines().skip(1).take_while(|line| line.starts_with("    ")).collect();
            let entry = [&[line][..], &rest[..]].concat().join(" ");
            assert!(entry.ends_with(')') && entry.contains("-") && entry.contains(" ("), "{name}: {entry}");
        }
    }
    assert!(
        orglint(&["roles", "--role", "coo", "--format", "markdown"])?.out.starts_with("## Chief Operating Officer")
    );
    Ok(())
}

#[test]
fn a_role_is_named_by_its_name_or_by_a_title() -> Outcome {
    let of = |role: &str| -> Outcome<Value> {
        Ok(orglint(&["roles", "--role", role, "--format", "json"])?.json()?["roles"][0]["name"].clone())
    };
    assert_eq!(of("vp-sales-operations")?, "vp-sales-operations");
    assert_eq!(of("VP, Sales Ops")?, "vp-sales-operations");
    assert_eq!(of("Chief Operations Officer")?, "coo");
    assert_eq!(of("CRM Administrator")?, "sales-operations-specialist");
    let unknown = orglint(&["roles", "--role", "vp-sales-opreations"])?;
    assert_eq!((unknown.status, &*unknown.out), (2, ""));
    assert!(unknown.err.contains("did you mean 'vp-sales-operations'?"), "{}", unknown.err);
    assert!(orglint(&["roles", "--role", "Astronaut"])?.err.contains("known are: coo, sales-leader"));
    Ok(())
}

#[test]
fn a_chart_is_held_against_the_cards() -> Outcome {
    let text = orglint(&["roles", "growthgen.csv"])?.out;
    insta::assert_snapshot!(text);
    let one = orglint(&["roles", "growthgen.csv", "--role", "coo"])?.out;
    assert!(one.contains("Maria") && !one.contains("Sales leader"), "{one}");
    let json = orglint(&["roles", "growthgen.csv", "--format", "json"])?.json()?;
    assert_eq!(keys(&json), ["chart", "roles"]);
    let chart = ["channels", "growth", "headcount", "overhaul", "path", "people", "sellers", "size"];
    assert_eq!(keys(&json["chart"]), chart);
    for role in json["roles"].as_array().ok_or("roles")? {
        assert_eq!(keys(role), ["holders", "label", "missing", "name", "need", "stand_ins"]);
        for holder in role["holders"].as_array().ok_or("holders")? {
            assert_eq!(keys(holder), ["id", "line", "manager", "name", "title", "vacant"]);
        }
    }
    assert_eq!(json["roles"][2]["missing"][0]["rule"], "scale/coo-runs-sales-ops");
    Ok(())
}

#[test]
fn thresholds_titles_and_declarations_of_the_configuration_count() -> Outcome {
    let folder = tempfile::tempdir()?;
    let chart = "id,title,manager\n1,CEO,\n2,CRO,1\n3,Account Executive,2\n4,Sales Ops Wizard,2\n";
    std::fs::write(folder.path().join("org.csv"), chart)?;
    let shown = |arguments: &[&str]| -> Outcome<String> { Ok(run(command(arguments).current_dir(folder.path()))?.out) };
    let vp = ["roles", "org.csv", "--role", "vp-sales-operations", "--format", "markdown"];
    assert!(shown(&vp)?.contains("not needed"), "{}", shown(&vp)?);
    let declared = "[organisation]\nlarge_from = 400\ngrowth = 'rapid'\n\n[titles.exact]\n\
                    'Sales Ops Wizard' = { level = 'director', functions = ['sales-operations'] }\n";
    std::fs::write(folder.path().join("orglint.toml"), declared)?;
    let told = shown(&vp)?;
    assert!(told.contains("rapid growth") && told.contains("needed: with rapid growth (D1-12)"), "{told}");
    assert!(told.contains("missing: rapid growth with 1 seller"), "{told}");
    assert!(shown(&["roles", "org.csv", "--role", "director-sales-operations"])?.contains("4, Sales Ops Wizard"));
    assert!(shown(&["roles", "--role", "coo"])?.contains("400 people and more"));
    Ok(())
}

#[test]
fn large_teams_are_cut_in_text_and_whole_in_json() -> Outcome {
    let team: String = (10..40).map(|number| format!("{number},Sales Operations Analyst,2\n")).collect();
    let chart = format!("id,title,manager\n1,CEO,\n2,Director of Sales Operations,1\n{team}");
    let text = orglint_with(&["roles", "-"], &*chart)?.out;
    assert!(text.contains("and 25 more"), "{text}");
    let json = orglint_with(&["roles", "-", "--format", "json"], &*chart)?.json()?;
    assert_eq!(json["roles"][5]["holders"].as_array().map(Vec::len), Some(30));
    Ok(())
}

#[test]
fn titles_steer_nothing_and_inject_nothing() -> Outcome {
    let title = "VP of Sales Operations \u{1b}[31m\u{202e} | <b> [x](http://y) *z* `c`";
    let chart = format!("id,name,title,manager\n1,\"a\n| b\",CEO,\n2,|x|,{title},1\n");
    for format in ["text", "markdown", "json"] {
        let run = orglint_with(&["roles", "-", "--format", format], &*chart)?;
        assert!(run.status == 0 && (format == "json" || is_plain(&run.out)), "{}", run.out);
    }
    let page = orglint_with(&["roles", "-", "--format", "markdown", "--role", "vp-sales-operations"], &*chart)?.out;
    let row = page.lines().last().unwrap_or_default();
    assert!(row.contains("\\| \\<b\\> \\[x\\](http:\u{2060}//y) \\*z\\* \\`c\\`"), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 4, "{row}");
    Ok(())
}
