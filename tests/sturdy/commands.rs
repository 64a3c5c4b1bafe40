//! Every way to have something written, to a file and to standard output.

use crate::running::{Folder, Outcome, astray};

/// A table of three charts.
fn tenants() -> String {
    let row = |number: usize| {
        let manager = if number < 3 {
            String::new()
        } else {
            (number % 3 + if number.is_multiple_of(7) { 900 } else { 0 }).to_string()
        };
        format!("t{},{number},P{number},Clerk,{manager}\n", number % 3)
    };
    "tenant,id,name,title,manager\n".to_owned() + &(0..300).map(row).collect::<String>()
}

/// A folder with all that the commands below read.
pub(crate) fn folder() -> Outcome<Folder> {
    let plan = "[[step]]\nmove = \"5\"\nto = \"3\"\n";
    Folder::new(&[
        ("org.csv", &astray(300)),
        ("later.csv", &astray(330)),
        ("tenants.csv", &tenants()),
        ("org-2026-01-31.csv", &astray(300)),
        ("org-2026-02-28.csv", &astray(330)),
        ("plan.toml", plan),
    ])
}

/// Commands that end in an option, behind which the name of a file comes. Each writes more than a kilobyte.
pub(crate) const TO_FILES: &[&[&str]] = &[
    &["check", "org.csv", "--format", "pretty", "-o"],
    &["check", "org.csv", "--format", "short", "-o"],
    &["check", "org.csv", "--format", "json", "-o"],
    &["check", "org.csv", "--format", "sarif", "-o"],
    &["check", "org.csv", "--format", "junit", "-o"],
    &["check", "org.csv", "--format", "github", "-o"],
    &["check", "org.csv", "--format", "gitlab", "-o"],
    &["check", "org.csv", "--format", "markdown", "-o"],
    &["check", "org.csv", "--format", "html", "-o"],
    &["check", "org.csv", "--format", "xlsx", "-o"],
    &["check", "tenants.csv", "--group-by", "tenant", "--format", "short", "-o"],
    &["open", "org.csv", "-o"],
    &["init", "org.csv", "--force", "-o"],
    &["baseline", "org.csv", "-o"],
    &["diff", "org.csv", "later.csv", "-o"],
    &["diff", "org.csv", "later.csv", "--format", "json", "-o"],
    &["diff", "org.csv", "later.csv", "--format", "html", "-o"],
    &["plan", "org.csv", "plan.toml", "-o"],
    &["repair", "org.csv", "-o"],
    &["history", "org-2026-01-31.csv", "org-2026-02-28.csv", "--format", "json", "-o"],
    &["history", "org-2026-01-31.csv", "org-2026-02-28.csv", "--format", "html", "-o"],
    &["render", "org.csv", "--format", "dot", "-o"],
    &["render", "org.csv", "--format", "mermaid", "-o"],
    &["render", "org.csv", "--format", "svg", "-o"],
    &["render", "org.csv", "--format", "html", "-o"],
    #[cfg(feature = "pictures")]
    &["render", "org.csv", "--format", "png", "-o"],
    #[cfg(feature = "pictures")]
    &["render", "org.csv", "--format", "pdf", "-o"],
    &["export", "org.csv", "--format", "csv", "-o"],
    &["export", "org.csv", "--format", "jsonl", "-o"],
    &["convert", "org.csv", "--format", "csv", "-o"],
    &["convert", "org.csv", "--format", "jsonl", "-o"],
];

/// Commands that write to standard output.
pub(crate) const TO_STANDARD_OUTPUT: &[&[&str]] = &[
    &["check", "org.csv"],
    &["check", "org.csv", "--format", "short"],
    &["check", "org.csv", "--format", "json"],
    &["check", "org.csv", "--format", "sarif"],
    &["check", "org.csv", "--format", "junit"],
    &["check", "org.csv", "--format", "github"],
    &["check", "org.csv", "--format", "gitlab"],
    &["check", "org.csv", "--format", "markdown"],
    &["check", "org.csv", "--format", "html"],
    &["check", "org.csv", "--format", "xlsx"],
    &["check", "tenants.csv", "--group-by", "tenant"],
    &["init", "org.csv", "-o", "-"],
    &["baseline", "org.csv"],
    &["diff", "org.csv", "later.csv"],
    &["diff", "org.csv", "later.csv", "--format", "json"],
    &["plan", "org.csv", "plan.toml"],
    &["plan", "org.csv", "plan.toml", "--format", "json"],
    &["repair", "org.csv"],
    &["history", "org-2026-01-31.csv", "org-2026-02-28.csv"],
    &["render", "org.csv"],
    &["render", "org.csv", "--format", "svg"],
    #[cfg(feature = "pictures")]
    &["render", "org.csv", "--format", "png"],
    #[cfg(feature = "pictures")]
    &["render", "org.csv", "--format", "pdf"],
    &["export", "org.csv"],
    &["convert", "org.csv"],
    &["rules"],
    &["rules", "--format", "json"],
    &["explain", "integrity/cycle"],
    &["stats", "org.csv"],
    &["stats", "org.csv", "--format", "json"],
    &["roles"],
    &["roles", "org.csv"],
    &["show", "org.csv", "2"],
    &["title", "VP Sales"],
    &["schema"],
    &["completions", "bash"],
    &["man"],
    &["help"],
    &["help", "check"],
    &["--version"],
];

/// The commands that the help lists.
fn listed() -> Outcome<Vec<String>> {
    let help = String::from_utf8(Folder::new(&[])?.run(&["--help"])?.stdout)?;
    let name = |line: &str| {
        let name = line.strip_prefix("  ")?.split_once("  ")?.0;
        (!name.is_empty() && name.chars().all(|letter| letter.is_ascii_lowercase())).then(|| name.to_owned())
    };
    Ok(help.lines().filter_map(name).collect())
}

#[test]
fn every_command_is_among_those_that_are_tried() -> Outcome {
    let folder = Folder::new(&[])?;
    let listed = listed()?;
    assert!(listed.len() >= 20, "{listed:?}");
    let tries = |list: &[&[&str]], command: &str| list.iter().any(|arguments| arguments[0] == command);
    for command in listed.iter().filter(|command| !["open", "lsp"].contains(&command.as_str())) {
        assert!(tries(TO_STANDARD_OUTPUT, command), "{command}");
    }
    for command in &listed {
        let help = String::from_utf8(folder.run(&["help", command.as_str()])?.stdout)?;
        assert_eq!(help.contains("--output <"), tries(TO_FILES, command), "{command}");
    }
    Ok(())
}
