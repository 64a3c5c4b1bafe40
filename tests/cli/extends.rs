//! Configurations that build on others, and those that cannot be used.

use crate::running::{Folder, Outcome};

/// A director under a director: `pattern/director` and `structure/peer-report`; the CEO has eight direct reports.
const CHART: &str = "id,title,manager\nA,CEO,\nB,Director of Finance,A\nC,Director of Legal,B\nD,Analyst,A\nE,Analyst,A\n\
                     F,Analyst,A\nG,Analyst,A\nH,Analyst,A\nI,Analyst,A\nJ,Analyst,A\n";

fn folder(files: &[(&str, &str)]) -> Outcome<Folder> {
    Folder::new(&[&[("org.csv", CHART)], files].concat())
}

/// The lines of `check`, without the places and messages.
fn found(files: &[(&str, &str)]) -> Outcome<Vec<String>> {
    let lines = folder(files)?.check("pattern/director,structure/wide-span", &[])?;
    Ok(lines.lines().filter_map(|line| line.split(' ').nth(1)).map(str::to_owned).collect())
}

#[test]
fn the_built_in_patterns_are_there_unless_left_out() -> Outcome {
    let built_in = ["warning[pattern/director]"];
    assert_eq!(found(&[])?, built_in);
    for text in ["", "\n", "# nothing", "\u{feff}", "\u{feff}[rules]\r\n", "extends = [\"documented\", \"documented\"]"]
    {
        assert_eq!(found(&[("orglint.toml", text)])?, built_in, "{text:?}");
    }
    let without = folder(&[("orglint.toml", "extends = []")])?.run(&["rules"])?.out;
    assert!(!without.contains("pattern/") && without.contains("integrity/cycle"), "{without}");
    let base = [("orglint.toml", "extends = ['base.toml']"), ("base.toml", "")];
    assert_eq!(found(&base)?, built_in, "a base that says nothing brings them in");
    let base = [("orglint.toml", "extends = ['base.toml']"), ("base.toml", "extends = []")];
    assert!(folder(&base)?.check("structure/*", &[]).is_ok());
    let rules = folder(&base)?.run(&["rules"])?.out;
    assert!(!rules.contains("pattern/"), "a base leaves them out: {rules}");
    let base = [("orglint.toml", "extends = ['base.toml', 'documented']"), ("base.toml", "extends = []")];
    assert_eq!(found(&base)?, built_in);
    Ok(())
}

#[test]
fn a_file_goes_before_what_it_builds_on() -> Outcome {
    let wide = |files: &[(&str, &str)]| found(files);
    let low = "[rules]\n'structure/wide-span' = { max = 5, severity = 'error' }\n'pattern/director' = 'off'\n";
    let base = [("orglint.toml", "extends = ['base/low.toml']"), ("base/low.toml", low)];
    assert_eq!(wide(&base)?, ["error[structure/wide-span]"], "as the base has it");
    let own = "extends = ['base/low.toml']\n[rules]\n'structure/wide-span' = 'info'\n'pattern/director' = 'info'\n";
    let base = [("orglint.toml", own), ("base/low.toml", low)];
    assert_eq!(wide(&base)?, ["info[structure/wide-span]", "info[pattern/director]"], "its limit stays");
    let own = "extends = ['base/low.toml']\n[rules]\n'structure/wide-span' = { max = 9 }\n";
    let base = [("orglint.toml", own), ("base/low.toml", low)];
    assert_eq!(wide(&base)?, [""; 0], "the limit goes, and so does what the base says of levels");
    let of_levels = "[rules]\n'structure/wide-span' = { max = { c-suite = 3 } }\n";
    let base = [("orglint.toml", "extends = ['base/low.toml']"), ("base/low.toml", of_levels)];
    assert_eq!(wide(&base)?, ["warning[structure/wide-span]", "warning[pattern/director]"]);
    let base = [("orglint.toml", own), ("base/low.toml", of_levels)];
    assert_eq!(wide(&base)?, ["warning[pattern/director]"], "a number for all goes before levels of the base");
    Ok(())
}

#[test]
fn sizes_titles_columns_rules_and_patterns_are_overridden_one_by_one() -> Outcome {
    let base = "[organisation]\nsmall_below = 5\nlarge_from = 8\n[titles.exact]\nKingpin = { level = 'vp' }\nCapo = \
                { level = 'vp' }\n[input]\nwhere = 'id != \"Z\"'\n[input.columns]\nid = 'nr'\n[[rule]]\nname = \
                'custom/one'\nwhen = 'person.is_root'\nmessage = 'base one'\n[[rule]]\nname = 'custom/two'\nwhen = \
                'person.is_root'\nmessage = 'base two, {chart.people} of {chart.headcount}'\n[[pattern]]\nname = \
                'custom/p'\nwho = { level = 'vp' }\nreports_to = [{ level = 'evp' }]\n";
    let own = "extends = ['base.toml']\n[organisation]\nheadcount = 70\nlarge_from = 60\n[titles.exact]\nKingpin = { level = \
               'c-suite' }\n[[rule]]\nname = 'custom/one'\nwhen = 'person.id == \"B\"'\nmessage = 'own one'\n";
    let chart = "nr,title,manager\nA,Kingpin,\nB,Capo,A\nZ,Capo,A\n";
    let folder = Folder::new(&[("org.csv", chart), ("orglint.toml", own), ("base.toml", base)])?;
    let found = folder.check("custom/*", &[])?;
    assert_eq!(
        found,
        "org.csv:2:3: warning[custom/two] base two, 2 of 70\norg.csv:3:1: warning[custom/one] own one\n\
         org.csv:3:8: warning[custom/p] B (Capo) reports to A (Kingpin), no documented manager of vp\n"
    );
    let show = folder.run(&["show", "org.csv", "A"])?.out;
    assert!(show.contains("level      c-suite"), "{show}");
    Ok(())
}

#[test]
fn paths_are_seen_from_the_file_that_has_them() -> Outcome {
    let rule = |name: &str| format!("[[rule]]\nname = 'custom/{name}'\nwhen = 'person.is_root'\nmessage = '{name}'\n");
    let (left, top) = (format!("extends = ['../top.toml']\n{}", rule("left")), rule("top"));
    let right = "extends = ['./../top.toml', 'deep/er.toml']\n[rules]\n'custom/top' = 'info'\n";
    let folder = folder(&[
        ("charts/org.csv", CHART),
        ("charts/orglint.toml", "extends = ['../shared/left.toml', '../shared/right.toml']"),
        ("shared/left.toml", &left),
        ("shared/right.toml", right),
        ("shared/deep/er.toml", &rule("deeper")),
        ("top.toml", &top),
    ])?;
    let run = folder.run(&["check", "charts/org.csv", "--format", "short", "--select", "custom/*"])?;
    let expected = ["deep", "left", "top"].map(|name| match name {
        "deep" => "charts/org.csv:2:3: warning[custom/deeper] deeper\n".to_owned(),
        "top" => "charts/org.csv:2:3: info[custom/top] top\n".to_owned(),
        name => format!("charts/org.csv:2:3: warning[custom/{name}] {name}\n"),
    });
    assert_eq!(run.out, expected.concat(), "{}", run.err);
    Ok(())
}

#[test]
fn what_two_files_build_on_counts_once_and_before_both() -> Outcome {
    let base = "[organisation]\nheadcount = 10\n[[exception]]\nrule = 'pattern/director'\nreason = 'agreed'\n";
    let folder = folder(&[
        (
            "orglint.toml",
            "extends = ['a.toml', 'b.toml']\n[[rule]]\nname = 'custom/r'\nwhen = 'person.is_root'\nmessage = '{chart.headcount}'\n",
        ),
        ("a.toml", "extends = ['base.toml']\n[organisation]\nheadcount = 20\n"),
        ("b.toml", "extends = ['base.toml']"),
        ("base.toml", base),
    ])?;
    let found = folder.check("custom/*,pattern/*,config/*", &[])?;
    assert_eq!(
        found, "org.csv:2:3: warning[custom/r] 20\n",
        "read twice, the base would undo 'a' and leave an exception over"
    );
    Ok(())
}

#[test]
fn loops_and_missing_files_are_told_where_they_are_named() -> Outcome {
    let refusal = |files: &[(&str, &str)]| -> Outcome<String> {
        let run = folder(files)?.run(&["check", "org.csv"])?;
        assert_eq!((run.status, &*run.out), (2, ""), "{files:?}");
        Ok(run.err)
    };
    for (files, expected) in [
        (&[("orglint.toml", "extends = ['orglint.toml']")][..], "orglint.toml:1:12: 'orglint.toml' builds on itself"),
        (
            &[("orglint.toml", "extends = ['a/b.toml']"), ("a/b.toml", "\nextends = ['../orglint.toml']")],
            "a/b.toml:2:12: '../orglint.toml' builds on itself",
        ),
        (&[("orglint.toml", "extends = [\n  'gone.toml']")], "orglint.toml:2:3: 'gone.toml' cannot be built on"),
        (&[("orglint.toml", "extends = ['a/../gone.toml']")], "there is no such file"),
        (&[("orglint.toml", "extends = ['documentd']")], "help: did you mean 'documented'?"),
        (&[("orglint.toml", "extends = ['.']")], "this is a directory"),
        (
            &[("orglint.toml", "extends = 'documented'")],
            "orglint.toml:1:11: invalid type: string \"documented\", expected a list",
        ),
        (&[("orglint.toml", "extends = ['a.toml']"), ("a.toml", "\n\nrule = 3")], "a.toml:3:8: invalid type"),
    ] {
        let message = refusal(files)?;
        assert!(message.contains(expected), "{expected}: {message}");
    }
    // A chain of many files without an end.
    let names: Vec<(String, String)> =
        (0..40).map(|number| (format!("c{number}.toml"), format!("extends = ['c{}.toml']", number + 1))).collect();
    let mut files: Vec<(&str, &str)> = names.iter().map(|(name, text)| (&**name, &**text)).collect();
    files.push(("orglint.toml", "extends = ['c0.toml']"));
    assert!(refusal(&files)?.contains("builds on itself"));
    Ok(())
}

#[test]
fn odd_files_are_told_apart() -> Outcome {
    let folder = folder(&[])?;
    let long = format!("# {}\ntitels = 1\n", "x".repeat(1_000_000));
    assert!(folder.refusal(&long)?.contains("orglint.toml:2:1: unknown field `titels`"));
    folder.write("orglint.toml", format!("# {}\n[rules]\n'pattern/director' = 'off'", "x".repeat(1_000_000)))?;
    assert_eq!(folder.check("pattern/*", &[])?, "");
    folder.write("orglint.toml", b"# \xe9\n")?;
    let run = folder.run(&["check", "org.csv"])?;
    assert!(run.status == 2 && run.err.contains("orglint.toml:1:3: the byte 0xe9"), "{}", run.err);
    std::fs::remove_file(folder.path().join("orglint.toml"))?;
    std::fs::create_dir(folder.path().join("orglint.toml"))?;
    assert_eq!(folder.run(&["check", "org.csv"])?.status, 0, "a directory of that name is no configuration");
    for (path, expected) in [
        ("orglint.toml", "error: orglint.toml: this is a directory\n  help: give the file of a configuration\n"),
        (
            "none.toml",
            "error: none.toml: there is no such file\n  help: check the path: it should lead to a configuration\n",
        ),
    ] {
        let run = folder.run(&["check", "org.csv", "--config", path])?;
        assert_eq!((run.status, &*run.err), (2, expected));
    }
    Ok(())
}

#[test]
fn folders_above_are_those_that_the_path_leads_to() -> Outcome {
    let off = "[rules]\n'pattern/director' = 'off'\n";
    let folder = Folder::new(&[("here/orglint.toml", off), ("here/x.csv", CHART), ("there/x.csv", CHART)])?;
    let check = |from: &str, chart: &str| -> Outcome<String> {
        let mut command = crate::running::command(&["check", chart, "--format", "short", "--select", "pattern/*"]);
        Ok(crate::running::run(command.current_dir(folder.path().join(from)))?.out)
    };
    assert_eq!(check("here", "x.csv")?, "");
    assert_eq!(check("there", "../here/x.csv")?, "");
    assert!(check("here", "../there/x.csv")?.contains("pattern/director"), "the working directory is not above it");
    let input = folder.run(&["check", "-", "--format", "short"])?;
    assert_eq!(input.status, 2, "nothing on standard input: {}", input.err);
    Ok(())
}
