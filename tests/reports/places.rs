//! Places of every kind: standard input, paths, sheets, text of several lines.

use std::fs;

use crate::annotations::annotations;
use crate::demands::all_are_sound;
use crate::run::{check, check_text, fixtures};
use crate::sheet::workbook;
use crate::suites::suites;
use crate::{Outcome, Schemas};

const LOST: &str = "id,name,title,manager\n1,Ann,CEO,\n2,Bob,Clerk,9\n";

#[test]
fn standard_input_has_a_name_and_no_file() -> Outcome {
    let written = check(&fixtures(), &["-", "--input-format", "csv"], Some(LOST))?;
    all_are_sound(&Schemas::load()?, &written)?;
    let place = &written.results()[0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(*place, serde_json::json!({"uri": "stdin"}));
    assert_eq!(written.gitlab[0]["location"]["path"], "stdin");
    let [one] = &annotations(&written.github)[..] else { return Err("one finding".into()) };
    assert_eq!((&one.file, one.line), (&None, None), "GitHub would look for the file");
    assert!(one.text.contains("(standard input, 3:13)"), "{}", one.text);
    assert_eq!(suites(&written.junit)?[0].name, "stdin");
    Ok(())
}

#[test]
fn whatever_the_path_the_uri_is_one() -> Outcome {
    let schemas = Schemas::load()?;
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("below"))?;
    for name in ["a b,c:d;=%41ü#?[x].csv", "below/org.csv", "below/::error::.csv", "below/a\nb.csv"] {
        fs::write(folder.path().join(name), LOST)?;
        let written = check(folder.path(), &[&format!("./{name}")], None)?;
        let uri = written.results()[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str();
        assert!(uri.is_some_and(|uri| uri.starts_with(&name[..1]) && uri.ends_with(".csv")), "{uri:?}");
        assert_eq!(schemas.sarif(&written.sarif), [""; 0]);
        assert_eq!(schemas.junit(&written.junit), [""; 0]);
        assert_eq!(written.gitlab[0]["location"]["path"], name);
        let [one] = &annotations(&written.github)[..] else { return Err("one finding".into()) };
        assert_eq!((one.file.as_deref(), one.line, one.columns), (Some(name), Some(3), Some((13, 14))));
    }
    let absolute = folder.path().join("below/org.csv");
    let absolute = absolute.to_str().ok_or("no text")?;
    let written = check(folder.path(), &[absolute], None)?;
    all_are_sound(&schemas, &written)?;
    let place = &written.results()[0]["locations"][0]["physicalLocation"]["artifactLocation"];
    assert_eq!(*place, serde_json::json!({"uri": format!("file://{absolute}")}));
    let from_below = check(&folder.path().join("below"), &["../below/org.csv"], None)?;
    all_are_sound(&schemas, &from_below)
}

#[test]
fn a_cell_of_a_sheet_is_named() -> Outcome {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("org.xlsx"), workbook()?)?;
    let written = check(folder.path(), &["org.xlsx"], None)?;
    all_are_sound(&Schemas::load()?, &written)?;
    let said = "Staff!D3: 2 reports to 9, who is not in the chart";
    assert!(written.results()[0]["message"]["text"].as_str().is_some_and(|text| text.starts_with(said)));
    assert!(written.gitlab[0]["description"].as_str().is_some_and(|text| text.starts_with(said)));
    let [one] = &annotations(&written.github)[..] else { return Err("one finding".into()) };
    assert!(one.text.starts_with(said) && one.line == Some(3) && one.columns.is_none(), "{one:?}");
    assert!(
        suites(&written.junit)?[0]
            .tests
            .iter()
            .any(|test| test.text.starts_with("org.xlsx:Staff!D3: error: 2 reports"))
    );
    Ok(())
}

#[test]
fn a_cell_of_several_lines_ends_on_its_last() -> Outcome {
    let written = check_text("id,name,title,manager\n1,Ann,CEO,\n2,Bob,\"Clerk\",\"9\n9\n9\"\n", &[])?;
    all_are_sound(&Schemas::load()?, &written)?;
    let region = &written.results()[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["endLine"]), (&3.into(), &5.into()));
    assert_eq!(written.gitlab[0]["location"]["lines"], serde_json::json!({"begin": 3, "end": 5}));
    assert!(written.github.contains(",line=3,endLine=5,") && !written.github.contains("col="), "{}", written.github);
    Ok(())
}
