//! What a pipeline posts to a pull request: the report in Markdown, and diagrams in Mermaid.

use std::fmt::Write;

use crate::running::{Folder, Outcome, orglint, orglint_with};
use crate::sheet::workbook;
use crate::{FAILING, LEFT, PASSING};

#[test]
fn a_report_in_markdown_is_for_a_comment() -> Outcome {
    let run = orglint(&["check", "--format", "markdown", FAILING, PASSING])?;
    assert_eq!((run.status, &*run.err), (1, ""));
    assert!(run.out.starts_with("## orglint: 1 error in 2 charts ("), "{}", run.out);
    assert_eq!((run.out.matches("\n### ").count(), run.out.matches("\n```mermaid\n").count()), (1, 1), "{}", run.out);
    let row = format!("| error | `integrity/unknown-manager` | `{FAILING}:5:");
    assert!(run.out.contains(&row), "{}", run.out);

    let some = orglint(&["check", "--format", "markdown", LEFT, "--max-findings", "1", "--quiet"])?.out;
    assert!(some.starts_with(&format!("### `{LEFT}`\n")) && some.contains("\n\\+ 1 more finding\n"), "{some}");
    assert_eq!(orglint(&["check", "--format", "markdown", PASSING, "--quiet"])?.out, "");
    Ok(())
}

#[test]
fn remarks_about_a_configuration_have_a_table_of_their_own() -> Outcome {
    let exception = "[[exception]]\nrule = 'integrity/cycle'\nreason = 'agreed'\n";
    let chart = "id,name,title,manager_id\n1,Ann,Chief Executive Officer,\n2,Bob,Accountant,1\n3,Cem,Accountant,1\n";
    let folder = Folder::new(&[("org.csv", chart), ("orglint.toml", exception)])?;
    let out = folder.run(&["check", "org.csv", "--format", "markdown"])?.out;
    let row = "| info | `config/unused-exception` | `orglint.toml:1:1` |  | ";
    assert!(out.contains("\n### `orglint.toml`\n") && out.contains(row) && !out.contains("```mermaid"), "{out}");
    Ok(())
}

#[test]
fn a_cell_of_a_sheet_is_named() -> Outcome {
    let folder = Folder::new(&[])?;
    folder.write("org.xlsx", workbook()?)?;
    let out = folder.run(&["check", "org.xlsx", "--format", "markdown"])?.out;
    assert!(out.contains("| `org.xlsx:Staff!D3` | `2` Bob |"), "{out}");
    Ok(())
}

#[test]
fn mermaid_is_told_from_the_name_of_the_output() -> Outcome {
    let folder = Folder::new(&[("org.csv", "id,name,title,manager_id\n1,Ann,CEO,\n2,Bob,Accountant,1\n")])?;
    let asked = folder.run(&["render", "org.csv", "--format", "mermaid"])?;
    assert_eq!((asked.status, &*asked.err), (0, ""));
    assert!(asked.out.starts_with("flowchart TD\n    n0(\"Ann\nCEO"), "{}", asked.out);
    for name in ["org.mermaid", "org.mmd"] {
        assert_eq!(folder.run(&["render", "org.csv", "-o", name])?.status, 0);
        assert_eq!(folder.read(name)?, asked.out);
    }
    Ok(())
}

#[test]
fn a_diagram_too_large_for_mermaid_is_written_and_told_of() -> Outcome {
    let mut chart = "id,name,title,manager_id\n0,,CEO,\n".to_owned();
    for row in 1..=600 {
        writeln!(chart, "{row},,Engineer,0")?;
    }
    let run = orglint_with(&["render", "-", "--format", "mermaid", "--color-by", "none"], chart.clone())?;
    assert_eq!((run.status, run.out.matches(" --- ").count()), (0, 600));
    assert!(
        run.err.starts_with("note: GitHub will not draw this: it has ") && run.err.contains(" and 600 lines"),
        "{}",
        run.err
    );
    let folded = orglint_with(&["render", "-", "--format", "mermaid", "--collapse", "teams"], chart)?;
    assert_eq!((folded.status, &*folded.err), (0, ""));
    Ok(())
}
