//! Steps that cannot apply: each is an error at its very place, with a mend.

use std::fmt::Write;

use super::{ORG, Outcome, applied, draft};

/// What a plan is refused with, the place in it, and the mend.
fn refusal(chart: &str, plan: &str) -> Outcome<String> {
    let error = match draft("org.csv", chart).and_then(|draft| applied(draft, plan)) {
        Ok(_) => return Err(format!("applied: {plan}").into()),
        Err(error) => error,
    };
    assert!(error.mend().is_some_and(|mend| !mend.is_empty()), "{error}: {plan}");
    let at = error.excerpt().map(|excerpt| excerpt.text[excerpt.at.range()].to_owned());
    Ok(format!("{error}\n  at:   {}\n  help: {}\n", at.unwrap_or_default(), error.mend().unwrap_or_default()))
}

fn refusals(chart: &str, plans: &[&str]) -> Outcome<String> {
    let mut all = String::new();
    for plan in plans {
        writeln!(all, "{plan}\n  {}", refusal(chart, &format!("[[step]]\n{plan}\n"))?)?;
    }
    Ok(all)
}

#[test]
fn what_is_no_step_is_refused() -> Outcome {
    let all = refusals(
        ORG,
        &[
            "",
            "note = 'nothing else'",
            "move = 'E4'",
            "move = 'E4'\nleave = 'E5'\nto = 'E3'",
            "move = 'E4'\nto = 'E3'\ntitle = 'VP'",
            "mvoe = 'E4'\nto = 'E3'",
            "swap = ['E4', 'E5']\nto = 'E3'",
            "swap = ['E4']",
            "swap = ['E4', 'E4']",
            "move = []\nto = 'E3'",
            "move = ['E4', ' ']\nto = 'E3'",
            "retitle = 'E4'",
            "retitle = 'E4'\ntitle = ''",
            "merge = 'E2'",
            "merge = 'E2'\ninto = ''",
            "split = 'E2'\nto = 'E3'",
            "leave = 'E4'\non = 2026-12-01T10:00:00",
            "leave = 'E4'\nconfidence = 1.5",
            "leave = 'E4'\non = 2026-12-01\n[[step]]\nleave = 'E5'\n[[step]]\nleave = 'E6'\non = 2026-11-30",
            "hire = 'E7'\ntitle = 'x'\nto = 'E1'\ncells = { department = ['a'] }",
        ],
    )?;
    insta::assert_snapshot!(all);
    // The reader of TOML has its own words for these, and they need no more than a place.
    for plan in [
        "[[step]]\nmove = 7\nto = 'E1'\n",
        "[[step]]\nleave = 'E4'\nvacant = 'yes'\n",
        "[[steps]]\nleave = 'E4'\n",
        "x = \n",
    ] {
        let error = draft("org.csv", ORG).and_then(|draft| applied(draft, plan)).err().ok_or("applied")?;
        assert!(error.to_string().starts_with("plan.toml:"), "{error}");
    }
    Ok(())
}

#[test]
fn what_cannot_apply_is_refused() -> Outcome {
    let all = refusals(
        ORG,
        &[
            "move = 'E44'\nto = 'E3'",
            "move = 'e4'\nto = 'E3'",
            "move = 'Di Ray'\nto = 'E3'",
            "move = 'E4'\nto = 'X'",
            "move = 'E2'\nto = 'E4'",
            "move = 'E2'\nto = 'E2'",
            "move = ['E3', 'E2']\nto = 'E4'",
            "leave = 'E4'\n[[step]]\nmove = 'E4'\nto = 'E3'",
            "leave = 'E4'\n[[step]]\nhire = 'E4'\ntitle = 'x'\nto = 'E3'",
            "leave = 'E2'\nto = 'E4'",
            "leave = 'E2'\nto = 'E2'",
            "hire = 'E4'\ntitle = 'x'\nto = 'E3'",
            "hire = 'E7'\ntitle = 'x'\nto = 'E3'\n[[step]]\nhire = 'E7'\ntitle = 'x'\nto = 'E3'",
            "hire = 'E7'\nto = 'E3'",
            "hire = 'E7'\ntitle = 'x'",
            "hire = 'E7'\ntitle = 'x'\nto = 'E3'\ncells = { depatment = 'Sales' }",
            "hire = 'E7'\ntitle = 'x'\nto = 'E3'\ncells = { title = 'y' }",
            "hire = 'E7'\ntitle = 'x'\nto = 'E3'\ncells = { manager = 'E1' }",
            "promote = 'E2'\ntitle = 'Sales Manager'",
            "promote = 'E2'\ntitle = 'VP of Marketing'",
            "merge = ['E2', 'E3']\ninto = 'E3'",
            "merge = 'E2'\ninto = 'E4'",
            "split = 'E2'\nreports = ['E4', 'E6']\nto = 'E3'",
            "split = 'E2'\nreports = ['E4', 'E5']\nto = 'E5'",
        ],
    )?;
    insta::assert_snapshot!(all);
    Ok(())
}

#[test]
fn what_the_file_cannot_say_is_refused() -> Outcome {
    let bare = "id,title,manager\n1,CEO,\n2,VP,1\n3,Clerk,2\n";
    let gone = "id,name,title,status,manager\n1,Ann,CEO,active,\n2,Bo,VP,terminated,1\n3,Cy,VP,active,1\n";
    let later = "id,name,title,start date,manager\n1,Ann,CEO,2020-01-01,\n2,Bo,VP,2027-01-01,1\n";
    let named = "name,title,manager\nAnn,CEO,\nBo,VP,Ann\nCy,Clerk,Bo\n";
    let lost = "id,title,manager\n1,CEO,\n2,VP,1\n3,Clerk,9\n";
    let mut all = String::new();
    for (chart, plan) in [
        (bare, "leave = '2'\nvacant = true"),
        (bare, "hire = '4'\nname = 'Ann'\ntitle = 'x'\nto = '1'"),
        (bare, "leave = ['1', '2', '3']"),
        (gone, "move = '2'\nto = '3'"),
        (gone, "hire = '2'\ntitle = 'x'\nto = '3'"),
        (gone, "hire = '4'\ntitle = 'x'\nto = '3'\ncells = { status = 'terminated' }"),
        (later, "move = '2'\nto = '1'"),
        (later, "hire = '3'\ntitle = 'x'\nto = '1'\ncells = { start_date = 2027-01-01 }"),
        (named, "hire = 'Di'\nname = 'Di Ray'\ntitle = 'x'\nto = 'Ann'"),
        (named, "leave = 'Bo'\nvacant = true"),
        (lost, "swap = ['2', '3']"),
    ] {
        write!(all, "{plan}\n  {}", refusal(chart, &format!("[[step]]\n{plan}\n"))?)?;
    }
    let groups = "grade,fte,reporting senior post,generic job title\nA,2,1,Clerk\nB,3,1,Clerk\n";
    if let Err(error) = draft("groups.csv", groups) {
        write!(all, "{error}\n  help: {}", error.mend().unwrap_or_default())?;
    }
    insta::assert_snapshot!(all);
    Ok(())
}
