//! In which formats `check` reports, and to where: `--format`, which may be given several times, and `-o`.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;

use super::{Result, draft, output};
use crate::check::Outcome;
use crate::error::Error;
use crate::report::{github, gitlab, groups, html, json, junit, markdown, pretty, sarif, short, xlsx};

/// How a report is made.
enum Make {
    /// As text, written as it is made.
    Text(fn(&Outcome<'_>, &Look, &mut dyn Write) -> io::Result<()>),
    /// As a file that is no text, and is nothing for a terminal. It shows the whole table.
    Binary(fn(&Outcome<'_>) -> Result<Vec<u8>>),
}

/// A format of reports.
struct Format {
    name: &'static str,
    /// What it is for, in the help of the command.
    help: &'static str,
    make: Make,
    /// What is to be said beside the report.
    remark: fn(&Outcome<'_>) -> Option<String>,
    /// How it reports many charts out of one table, one by one, where it can.
    grouped: Option<fn(&Look) -> groups::Format>,
}

impl Format {
    /// A format of text.
    const fn text(
        name: &'static str,
        help: &'static str,
        write: fn(&Outcome<'_>, &Look, &mut dyn Write) -> io::Result<()>,
    ) -> Format {
        Format { name, help, make: Make::Text(write), remark: |_| None, grouped: None }
    }

    const fn is_binary(&self) -> bool {
        matches!(self.make, Make::Binary(_))
    }

    fn possible_value(&self) -> PossibleValue {
        PossibleValue::new(self.name).help(self.help)
    }
}

/// Every format.
static FORMATS: &[Format] = &[
    Format {
        grouped: Some(|look| groups::Format::Pretty(look.pretty())),
        ..Format::text("pretty", "For people: each finding with the cell that is wrong", |outcome, look, out| {
            pretty::write(outcome, &look.pretty(), out)
        })
    },
    Format {
        grouped: Some(|_| groups::Format::Short),
        ..Format::text("short", "One line a finding", |outcome, look, out| short::write(outcome, look.most(), out))
    },
    Format {
        grouped: Some(|_| groups::Format::Json),
        ..Format::text("json", "For programs", |outcome, _, out| json::write(outcome, out))
    },
    Format {
        remark: sarif::remark,
        ..Format::text("sarif", "For GitHub code scanning and other stores of findings", |outcome, _, out| {
            sarif::write(outcome, out)
        })
    },
    Format::text("junit", "For servers that show tests, such as Jenkins: each rule as a test", |outcome, _, out| {
        junit::write(outcome, out)
    }),
    Format::text("github", "For a step of GitHub Actions: annotations of the files", |outcome, look, out| {
        github::write(outcome, look.most(), out)
    }),
    Format::text("gitlab", "For GitLab: code quality, beside a merge request", |outcome, _, out| {
        gitlab::write(outcome, out)
    }),
    Format::text(
        "markdown",
        "For a comment on a pull request or the summary of a job: tables, and a diagram of where the findings are",
        |outcome, look, out| markdown::write(outcome, look.markdown(), out),
    ),
    Format::text(
        "html",
        "One page for a browser: the chart to walk in, the findings and the figures",
        |outcome, _, out| html::write(outcome, out),
    ),
    Format {
        name: "xlsx",
        help: "A workbook: the chart with what is wrong marked in its cells, the findings, and the figures",
        make: Make::Binary(xlsx::workbook),
        remark: |_| None,
        grouped: None,
    },
];

/// How the reports look that people read.
struct Look {
    max_findings: Option<usize>,
    quiet: bool,
    color: bool,
}

impl Look {
    fn most(&self) -> usize {
        self.max_findings.unwrap_or(usize::MAX)
    }

    fn pretty(&self) -> pretty::Style {
        let Look { max_findings, quiet, color } = *self;
        pretty::Style { color, width: output::width(), max_findings, quiet }
    }

    fn markdown(&self) -> markdown::Style {
        markdown::Style { max_findings: self.max_findings, quiet: self.quiet }
    }
}

/// Where reports go.
#[derive(Debug, Args)]
pub(super) struct Reporting {
    /// How to report; with =FILE to a file, and then several times for several reports.
    #[arg(long = "format", value_name = "FORMAT[=FILE]", value_parser = WantedParser, default_value = "pretty")]
    formats: Vec<Wanted>,
    /// Write the report that names no file to this one.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Show at most so many findings; all are counted.
    #[arg(long, value_name = "N")]
    max_findings: Option<usize>,
    /// Say nothing where there is nothing to say.
    #[arg(short, long)]
    quiet: bool,
}

/// A report that is asked for.
#[derive(Clone)]
struct Wanted {
    format: &'static Format,
    file: Option<PathBuf>,
}

impl std::fmt::Debug for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wanted").field("format", &self.format.name).field("file", &self.file).finish()
    }
}

/// Reads `FORMAT` and `FORMAT=FILE`. clap lists the names, and tells which one a mistyped one is close to.
#[derive(Clone)]
struct WantedParser;

impl TypedValueParser for WantedParser {
    type Value = Wanted;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> std::result::Result<Wanted, clap::Error> {
        let text = value.to_str().ok_or_else(|| clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        let (name, file) = match text.split_once('=') {
            None => (text, None),
            Some((name, "")) => {
                let message = format!("no file is named after '{name}='");
                return Err(clap::Error::raw(ErrorKind::InvalidValue, message).with_cmd(command));
            }
            Some((name, file)) => (name, Some(PathBuf::from(file))),
        };
        let names = PossibleValuesParser::new(FORMATS.iter().map(Format::possible_value));
        let name = names.parse_ref(command, argument, OsStr::new(name))?;
        let format = FORMATS.iter().find(|format| format.name == name);
        let format = format.ok_or_else(|| clap::Error::new(ErrorKind::InvalidValue).with_cmd(command))?;
        Ok(Wanted { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(FORMATS.iter().map(Format::possible_value)))
    }
}

impl Reporting {
    /// Looks whether every report has a place of its own, before the charts are read.
    pub(super) fn verify(&self) -> Result<()> {
        let (named, unnamed): (Vec<&Wanted>, Vec<&Wanted>) = self.formats.iter().partition(|one| one.file.is_some());
        if let [one, other, ..] = unnamed[..] {
            let (one, other) = (one.format.name, other.format.name);
            return Err(Error::new(format!("two reports are for standard output: {one} and {other}"))
                .help(format!("name files for all but one: --format {other}=FILE")));
        }
        if self.output.is_some() && unnamed.is_empty() {
            return Err(Error::new("every report has a file of its own, so that -o has none to write")
                .help("leave -o out, or the file after a format"));
        }
        let files: Vec<&Path> =
            named.iter().filter_map(|one| one.file.as_deref()).chain(self.output.as_deref()).collect();
        for (number, file) in files.iter().enumerate() {
            if files[..number].iter().any(|other| draft::is_same_target(file, other)) {
                return Err(Error::in_file(file.display().to_string(), "two reports are for this file")
                    .help("name another file for one of them"));
            }
        }
        match unnamed.first() {
            Some(one) if one.format.is_binary() => output::refuse_terminal(one.format.name, self.output.as_deref()),
            _ => Ok(()),
        }
    }

    /// Writes every report. Files are put in their places once all reports are written, so that none is there without the
    /// others.
    pub(super) fn write(&self, outcome: &Outcome<'_>, inputs: &[PathBuf]) -> Result<()> {
        let mut files = Vec::new();
        let mut shown = None;
        for Wanted { format, file } in &self.formats {
            let Some(path) = file.as_deref().or(self.output.as_deref()) else {
                shown = Some(format);
                continue;
            };
            files.push(match format.make {
                Make::Text(write) => draft::prepare(path, inputs, |out| write(outcome, &self.look(false), out))?,
                Make::Binary(make) => {
                    let bytes = make(outcome)?;
                    draft::prepare(path, inputs, |out| out.write_all(&bytes))?
                }
            });
        }
        if let Some(format) = shown {
            match format.make {
                Make::Text(write) => {
                    output::write(None, inputs, |out| write(outcome, &self.look(output::is_colored()), out))?;
                }
                Make::Binary(make) => output::write_bytes(None, inputs, &make(outcome)?)?,
            }
        }
        let sources = outcome.reports.iter().flat_map(|report| report.chart().roster().sources());
        if let Some((source, fault)) = sources.filter_map(|source| Some((source, source.fault()?))).next() {
            return Err(Error::in_file(source.name(), format!("{fault}; what is reported may be wrong"))
                .help("check it again once whatever writes it is done"));
        }
        draft::put(files)?;
        for Wanted { format, .. } in &self.formats {
            if let Some(remark) = (format.remark)(outcome) {
                output::tell(&format!("note: {}: {remark}\n", format.name));
            }
        }
        Ok(())
    }

    /// How the charts of a table of many are reported, in the order of what was asked for.
    pub(super) fn grouped(&self) -> Result<Vec<groups::Format>> {
        let format = |Wanted { format, file }: &Wanted| {
            let is_shown = file.is_none() && self.output.is_none();
            let grouped = format.grouped.ok_or_else(|| {
                Error::new(format!("{} is no report of many charts", format.name))
                    .help("with --group-by, take --format pretty, short or json")
            })?;
            Ok(grouped(&self.look(is_shown && output::is_colored())))
        };
        self.formats.iter().map(format).collect()
    }

    /// Where these reports are written to, in the same order; `None` is standard output.
    pub(super) fn places(&self) -> impl Iterator<Item = Option<&Path>> {
        self.formats.iter().map(|wanted| wanted.file.as_deref().or(self.output.as_deref()))
    }

    /// Whether some report shows columns that matter for no check.
    pub(super) fn shows_all_columns(&self) -> bool {
        self.formats.iter().any(|wanted| wanted.format.is_binary())
    }

    /// Whether nothing is to be said beside the reports.
    pub(super) const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// So many findings are shown at most.
    pub(super) fn most(&self) -> usize {
        self.max_findings.unwrap_or(usize::MAX)
    }

    const fn look(&self, color: bool) -> Look {
        Look { max_findings: self.max_findings, quiet: self.quiet, color }
    }
}
