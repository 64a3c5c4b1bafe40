//! The command line: the only place that opens files, prints, and knows a terminal.

mod baseline;
mod check;
mod check_groups;
mod config;
mod convert;
mod dated;
mod diff;
mod draft;
mod explain;
mod export;
mod fail_on;
mod groups;
mod help;
mod history;
mod init;
mod input;
mod listing;
mod lsp;
mod open;
mod output;
mod picture;
mod plan;
mod policy;
mod privacy;
mod progress;
mod render;
mod repair;
mod report_to;
mod roles;
mod rules;
mod schema;
pub mod session;
mod shell;
mod show;
mod signals;
mod stats;
mod title;
mod watch;

use std::ffi::OsString;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::error::Error;

/// The linter for org charts: reads a chart from CSV, JSON, YAML, LDIF, XLSX or ODS, checks it against documented reporting
/// patterns and the laws of a sound hierarchy, and points at the cell that is wrong.
#[derive(Debug, Parser)]
#[command(name = "orglint", version, propagate_version = true, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
struct Common {
    /// Whether to use colour; NO_COLOR is honoured.
    #[arg(long, value_enum, default_value_t = ColorWhen::Auto, global = true)]
    color: ColorWhen,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum ColorWhen {
    /// On a terminal.
    Auto,
    /// Also into files and pipes.
    Always,
    /// Never.
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check charts and report what is wrong in them, and where.
    Check(check::Check),
    /// Write a commented orglint.toml to start from, with what a chart shows.
    Init(init::Init),
    /// Record the findings of charts, so that `check --baseline` reports only new ones.
    Baseline(baseline::BaselineOf),
    /// Check a chart and show it in the browser: boxes to unfold, findings to press, figures.
    Open(open::Open),
    /// Compare two charts: what changes, and which findings are new.
    Diff(diff::Diff),
    /// Apply a reorganisation in steps, and check the chart after each.
    Plan(plan::PlanOf),
    /// Propose the fewest changes of managers that mend a chart, each with its reason.
    Repair(repair::Repair),
    /// Show a chart over dated files: headcount, layers, spans, and which finding came when.
    History(history::HistoryOf),
    /// Draw a chart as a diagram.
    Render(render::Render),
    /// Write the checked chart as a table, also without the people in it.
    Export(export::Export),
    /// Write a chart in its canonical form, as CSV or JSON lines.
    Convert(convert::Convert),
    /// List the rules.
    Rules(rules::Rules),
    /// Explain one rule: what it finds, why, its sources and settings.
    Explain(explain::Explain),
    /// Show the figures of a chart: headcount, layers, spans, people by level and function.
    Stats(stats::StatsOf),
    /// Show the documented roles, and who holds them in a chart.
    Roles(roles::Roles),
    /// Show one position: its chain to the top, direct reports, level, function and findings.
    Show(show::Show),
    /// Show how titles are read, and why.
    Title(title::Titles),
    /// Print the JSON Schema of orglint.toml, for editors.
    Schema(schema::SchemaOf),
    /// Print completions for a shell.
    Completions(shell::Completions),
    /// Print a manual page.
    Man(shell::Man),
    /// Serve an editor over standard input and output: the language server.
    Lsp(lsp::Lsp),
}

/// The command line as far as `check` needs it, which pipelines run for one small chart after the other: to put together the
/// options of all commands takes longer than to check such a chart.
#[derive(Debug, Parser)]
struct JustCheck {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: OneCommand,
}

#[derive(Debug, Subcommand)]
enum OneCommand {
    Check(check::Check),
}

impl JustCheck {
    /// The arguments, if they are those of a check. What is wrong with them, and help, is told by the whole command line.
    fn of(arguments: &[OsString]) -> Option<Arguments> {
        let is_check = arguments.get(1).is_some_and(|command| command == "check");
        let JustCheck { common, command: OneCommand::Check(check) } =
            is_check.then(|| JustCheck::try_parse_from(arguments).ok())??;
        Some(Arguments { common, command: Command::Check(check) })
    }
}

/// How a command ended, when it could run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// Nothing stands in the way.
    Clean,
    /// There is a finding at or above the limit.
    Findings,
}

/// Runs the command that these arguments are, the first of which is the program, and says with which status to exit.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if let Some(arguments) = JustCheck::of(&arguments) {
        return run(&arguments);
    }
    let mut command = help::command();
    let matches = command.try_get_matches_from_mut(arguments);
    match matches.and_then(|matches| Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command)))
    {
        Ok(arguments) => run(&arguments),
        Err(told) => match output::finish(told.print()) {
            Ok(()) => u8::try_from(told.exit_code()).unwrap_or(UNREAD),
            Err(error) => {
                output::complain(&error);
                UNREAD
            }
        },
    }
}

/// The exit status where the command, the configuration or the input could not be read.
const UNREAD: u8 = 2;

/// Runs the command. The exit status is 0 where nothing at or above the limit was found, 1 where something was, and 2
/// where the command, the configuration or the input could not be read.
pub fn run(arguments: &Arguments) -> u8 {
    arguments.common.color.choose();
    progress::allow();
    let outcome = match &arguments.command {
        Command::Check(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::Baseline(command) => command.run(),
        Command::Open(command) => command.run(),
        Command::Diff(command) => command.run(),
        Command::Plan(command) => command.run(),
        Command::Repair(command) => command.run(),
        Command::History(command) => command.run(),
        Command::Render(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Convert(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Stats(command) => command.run(),
        Command::Roles(command) => command.run(),
        Command::Show(command) => command.run(),
        Command::Title(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
        Command::Lsp(command) => command.run(),
    };
    progress::end();
    match outcome {
        Ok(Outcome::Clean) => 0,
        Ok(Outcome::Findings) => 1,
        Err(error) => {
            output::complain(&error);
            UNREAD
        }
    }
}

impl ColorWhen {
    /// Settles the choice for every stream of the process.
    fn choose(self) {
        let choice = match self {
            ColorWhen::Auto => anstream::ColorChoice::Auto,
            ColorWhen::Always => anstream::ColorChoice::Always,
            ColorWhen::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

type Result<T> = std::result::Result<T, Error>;
