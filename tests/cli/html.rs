//! The page for browsers, as a file, and the command that opens it.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine;
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use crate::markup::{between, tags};
use crate::running::{Folder, Outcome, Run, command, orglint, orglint_with, run};

const CHECK: [&str; 6] = ["check", "-", "--format", "html", "--fail-on", "never"];

#[test]
fn the_policy_names_what_may_run_and_nothing_else() -> Outcome {
    let page = orglint(&["check", "--format", "html", "growthgen.csv"])?.out;
    let hash =
        |text: &str| format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text)));
    let [policy] = between(&page, "Content-Security-Policy\" content=\"", "\"")[..] else {
        return Err("no policy".into());
    };
    let scripts = between(&page, "<script>", "</script>");
    let styles = between(&page, "<style>", "</style>");
    assert_eq!((scripts.len(), styles.len()), (1, 1));
    let expected = format!(
        "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
        hash(scripts[0]),
        hash(styles[0])
    );
    assert_eq!(policy, expected);
    // Nothing is fetched, and nothing is said in attributes that the policy would have to allow.
    let markup = page.replace(scripts[0], "").replace(styles[0], "");
    for forbidden in [" src=", " href=", " style=", " onclick=", " onload=", "url(", "@import", "http://", "https://"] {
        assert!(!markup.contains(forbidden) && !styles[0].contains(forbidden), "{forbidden}");
    }
    for forbidden in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
        "XMLHttpRequest",
        "import(",
    ] {
        assert!(!scripts[0].contains(forbidden), "{forbidden}");
    }
    Ok(())
}

#[test]
fn the_page_is_the_same_on_every_run() -> Outcome {
    let arguments = ["check", "--format", "html", "techcorp.csv", "growthgen.csv", "--as-of", "2026-03-31"];
    let page = orglint(&arguments)?;
    assert_eq!(page.out, orglint(&arguments)?.out);
    assert_eq!(page.status, 0);
    assert_eq!(between(&page.out, "<script type=\"application/json\" id=\"chart-", "\"").join(" "), "0 1");
    assert_eq!(between(&page.out, "<option value=\"", "</option>"), ["0\">growthgen.csv", "1\">techcorp.csv"]);
    Ok(())
}

#[test]
fn the_data_holds_cards_findings_and_figures() -> Outcome {
    let page = orglint(&["check", "--format", "html", "configured/org.csv", "--fail-on", "never"])?.out;
    let json = |id: &str| -> Outcome<serde_json::Value> {
        let blocks = between(&page, &format!("<script type=\"application/json\" id=\"{id}\">"), "</script>");
        Ok(serde_json::from_str(blocks.first().ok_or("no block")?)?)
    };
    let chart = json("chart-0")?;
    let count = |value: &serde_json::Value| value.as_array().map_or(0, Vec::len);
    let people = count(&chart["cards"]["id"]);
    for column in ["kind", "name", "title", "function", "level", "department", "total", "direct", "vacant", "left_out"]
    {
        assert_eq!(count(&chart["cards"][column]), people, "{column}");
    }
    assert_eq!((count(&chart["manager"]), count(&chart["line"])), (people, people));
    assert!(chart["colours"].as_array().is_some_and(|all| all.iter().all(|one| count(&one["of"]) == people)));
    let found = orglint(&["check", "--format", "json", "configured/org.csv", "--fail-on", "never"])?.json()?;
    let listed = count(&chart["findings"]["message"]) + count(&json("remarks")?["findings"]["message"]);
    assert_eq!(listed, count(&found["findings"]));
    assert_eq!(chart["figures"]["people"], found["charts"][0]["people"]);
    Ok(())
}

#[test]
fn what_is_found_about_somebody_who_is_not_drawn_is_listed() -> Outcome {
    // Who has left has no box; the cell that cannot be read is there all the same.
    let chart = "id,name,title,manager_id,end_date,base_salary\n1,Ann,CEO,,,100\n2,Bo,Clerk,1,2020-01-01,much\n";
    let page = orglint_with(&CHECK, chart.to_owned())?.out;
    let blocks = between(&page, "<script type=\"application/json\" id=\"chart-0\">", "</script>");
    let data: serde_json::Value = serde_json::from_str(blocks.first().ok_or("no block")?)?;
    let found = orglint_with(&["check", "-", "--format", "json", "--fail-on", "never"], chart.to_owned())?.json()?;
    let about = |finding: &&serde_json::Value| finding["rule"] == "input/invalid-value";
    assert_eq!(found["findings"].as_array().map(|all| all.iter().filter(about).count()), Some(1), "{found}");
    assert_eq!(data["cards"]["id"], serde_json::json!(["1"]));
    let messages = found["findings"].as_array().map(|all| all.iter().map(|one| one["message"].clone()).collect());
    assert_eq!(Some(data["findings"]["message"].clone()), messages.map(serde_json::Value::Array));
    Ok(())
}

#[test]
fn without_scripts_the_findings_are_there() -> Outcome {
    let page = orglint(&["check", "--format", "html", "growthgen.csv"])?.out;
    let plain = between(&page, "<noscript>", "</noscript>").concat();
    assert!(plain.contains("2 findings") && plain.contains("<code>growthgen.csv:5:"), "{plain}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_name_changes_the_structure_of_the_page(
        name in prop_oneof![
            any::<String>(),
            "[<>&\"'/!\\-a-z=\\]]{0,40}",
            Just("</script><script>alert(1)</script>".to_owned()),
            Just("</noscript></title></style>-->".to_owned()),
        ],
    ) {
        let page = |name: &str| -> Run {
            let quoted = |before: &str| format!("\"{before}{}\"", name.replace('"', "\"\"").replace('\0', ""));
            let (top, title, id, missing) = (quoted("x"), quoted(""), quoted("3"), quoted("9"));
            let chart = format!("id,name,title,manager_id\n1,{top},CEO,\n2,Ada,{title},1\n{id},Bo,Clerk,{missing}\n");
            orglint_with(&CHECK, chart).unwrap()
        };
        let (page, plain) = (page(&name), page("Eve"));
        prop_assert_eq!(page.status, 0, "{}", page.err);
        let kinds = |page: &str| -> BTreeSet<String> { tags(page).into_iter().collect() };
        prop_assert_eq!(kinds(&page.out), kinds(&plain.out));
        let shell = |page: &str| tags(page).into_iter().filter(|tag| !["li", "/li", "b", "/b", "code", "/code", "br"].contains(&&**tag)).collect::<Vec<_>>();
        prop_assert_eq!(shell(&page.out), shell(&plain.out));
        for block in between(&page.out, "<script type=\"application/json\" id=\"chart-0\">", "</script>") {
            prop_assert!(serde_json::from_str::<serde_json::Value>(block).is_ok());
        }
    }
}

/// A browser that writes down what it was asked to open.
#[cfg(unix)]
fn browser(folder: &Folder) -> Outcome<String> {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.path().join("browser");
    folder.write("browser", format!("#!/bin/sh\necho \"$1\" > '{}/asked'\n", folder.path().display()))?;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))?;
    Ok(path.display().to_string())
}

#[cfg(unix)]
#[test]
fn open_shows_the_page_in_the_browser_of_the_user() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(&[])?;
    let browser = browser(&folder)?;
    let opened = run(command(&["open", "growthgen.csv"])
        .env("BROWSER", format!("/nowhere/browser:{browser}"))
        .env("TMPDIR", folder.path()))?;
    assert_eq!((opened.status, &*opened.out), (0, ""), "{}", opened.err);
    assert!(opened.err.contains("13 people, and 2 findings"), "{}", opened.err);
    let begin = Instant::now();
    while !folder.path().join("asked").exists() && begin.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    // The file is there before what is in it.
    std::thread::sleep(Duration::from_millis(200));
    let asked = folder.read("asked")?;
    let page = Path::new(asked.trim_end());
    assert!(opened.err.contains(asked.trim_end()));
    assert!(std::fs::read_to_string(page)?.starts_with("<!DOCTYPE html>"));
    assert_eq!(page.metadata()?.permissions().mode() & 0o777, 0o600);
    Ok(())
}

#[test]
fn open_says_where_the_page_is_when_no_browser_starts() -> Outcome {
    let folder = Folder::new(&[])?;
    let page = folder.path().join("page.html");
    let named = page.display().to_string();
    let opened =
        run(command(&["open", "rules/integrity/unknown-manager/fail.csv", "-o", &named])
            .env("BROWSER", "/nowhere/browser"))?;
    assert_eq!((opened.status, &*opened.out), (2, ""));
    assert!(
        opened.err.contains("no browser could be started") && opened.err.matches(&named).count() == 2,
        "{}",
        opened.err
    );
    assert!(folder.read("page.html")?.ends_with("</html>\n"));
    let unreadable = run(command(&["open", "missing.csv"]).env("BROWSER", "/nowhere/browser"))?;
    assert_eq!(unreadable.status, 2);
    assert!(unreadable.err.starts_with("error: missing.csv"), "{}", unreadable.err);
    Ok(())
}
