//! The help of orglint: its commands by what they are for, and examples.

use std::fmt::Write;

use clap::{Command, CommandFactory};

use super::Arguments;

/// The commands by what they are for.
const GROUPS: [(&str, &[&str]); 4] = [
    ("Check", &["check", "open", "init", "baseline", "rules", "explain"]),
    ("Reorganise", &["diff", "plan", "repair", "history"]),
    ("Look", &["render", "stats", "roles", "show", "title", "export", "convert"]),
    ("Set up", &["lsp", "schema", "completions", "man", "help"]),
];

const EXAMPLES: &str = "\
Examples:
  orglint check org.csv                                      every finding, with its cell
  orglint check org.csv --format short --fail-on warning     for a pipeline
  orglint init org.csv                                       a configuration to start from
  orglint render org.csv -o org.svg                          a diagram

'orglint help COMMAND' tells more, 'orglint explain RULE' what a rule finds and why.";

const TEMPLATE: &str = "{about-with-newline}\n{usage-heading} {usage}\n{before-help}Options:\n{options}{after-help}";

/// The command line, with the help as it is shown.
pub(super) fn command() -> Command {
    let command = Arguments::command();
    let commands = listed(&command);
    command.help_template(TEMPLATE).before_help(commands).after_help(EXAMPLES)
}

/// The commands, each with what it does.
fn listed(command: &Command) -> String {
    let mut text = String::new();
    for (heading, names) in GROUPS {
        let _ = write!(text, "\n{heading}:\n");
        for name in names {
            let about = match (*name, command.find_subcommand(name)) {
                ("help", _) => "Print this message or the help of a command".to_owned(),
                (_, Some(command)) => command.get_about().map(ToString::to_string).unwrap_or_default(),
                (_, None) => continue,
            };
            let _ = writeln!(text, "  {name:<12} {about}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_listed_once() {
        let mut listed: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| *names).copied().collect();
        listed.retain(|name| *name != "help");
        let command = Arguments::command();
        let mut known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
        listed.sort_unstable();
        known.sort_unstable();
        assert_eq!(listed, known);
    }
}
