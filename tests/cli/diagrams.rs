//! `render`: what it writes where, and what it says where it cannot.

use std::fs;

use super::running::{Outcome, orglint};

#[test]
fn the_format_is_told_by_the_name_of_the_output() -> Outcome {
    let folder = tempfile::tempdir()?;
    for (name, start) in [
        ("chart.svg", "<svg "),
        ("chart.dot", "digraph "),
        ("chart.mmd", "flowchart "),
        ("chart.html", "<!DOCTYPE html>"),
        #[cfg(feature = "pictures")]
        ("chart.png", "\u{FFFD}PNG"),
        #[cfg(feature = "pictures")]
        ("chart.pdf", "%PDF-"),
    ] {
        let path = folder.path().join(name);
        let run = orglint(&["render", "techcorp.csv", "-o", path.to_str().unwrap_or_default()])?;
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{name}");
        let bytes = fs::read(&path)?;
        let text = String::from_utf8_lossy(&bytes);
        assert!(text.to_lowercase().starts_with(&start.to_lowercase()), "{name}: {:?}", &text[..20]);
    }
    Ok(())
}

#[test]
fn what_an_output_does_not_know_is_an_error_with_its_mend() -> Outcome {
    for (arguments, said, mend) in [
        (&["--format", "svg", "--paginate"][..], "--paginate is for PDF only", "leave --paginate out"),
        (&["--format", "html", "--scale", "2"], "--scale is for PNG only", "leave --scale out"),
        (&["--format", "mermaid", "--font", "x.ttf"], "--font is for PNG and PDF only", "leave --font out"),
        (&["--format", "png", "--scale", "99"], "a scale is a number from 0.1 to 8", ""),
        (&["--theme", "neon"], "known themes are: auto, light, dark, plain", ""),
        (&["--color-by", "mood"], "known ways are: function, level, department, findings, none", ""),
        (&["--highlight", "E99"], "E99", ""),
    ] {
        let run = orglint(&[&["render", "techcorp.csv"], arguments].concat())?;
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(said) && run.err.contains(mend), "{arguments:?}: {}", run.err);
    }
    Ok(())
}

#[test]
fn the_line_to_the_top_stands_out_and_selects_nothing() -> Outcome {
    let plain = orglint(&["render", "techcorp.csv", "--format", "svg"])?;
    let marked = orglint(&["render", "techcorp.csv", "--format", "svg", "--highlight", "E9"])?;
    let boxes = |svg: &str| svg.matches("<title>").count();
    assert_eq!((boxes(&plain.out), boxes(&marked.out)), (15, 15));
    assert!(!plain.out.contains("class=\"line high\""));
    assert_eq!(marked.out.matches("class=\"line high\"").count(), 2, "the line, and its sample in the legend");
    assert!(marked.out.contains("line to the top"));
    Ok(())
}

#[test]
fn dotted_lines_that_are_left_out_are_told() -> Outcome {
    let folder = tempfile::tempdir()?;
    let chart = folder.path().join("chain.csv");
    let row = |n: u32| {
        let manager = n.checked_sub(1).map_or(String::new(), |manager| format!("E{manager}"));
        let dotted = if n > 29_900 { format!("E{}", 30_000 - n) } else { String::new() };
        format!("E{n},Engineer,{manager},{dotted}\n")
    };
    let rows: String = (0..30_000).map(row).collect();
    fs::write(&chart, format!("id,title,manager_id,dotted_manager_id\n{rows}"))?;
    let run = orglint(&["render", chart.to_str().unwrap_or_default(), "--format", "svg"])?;
    assert_eq!(run.status, 0);
    assert!(run.err.contains("lines that are not solid are left out"), "{}", run.err);
    Ok(())
}
