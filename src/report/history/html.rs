//! One page for a browser: plots, the table of the days, and what came and went. It has no script and asks for nothing; a
//! policy in it forbids every request, every script, and every style but its own.

use std::io::{self, Write};

use jiff::civil::Date;

use super::plot::{Line, Plot, Way, in_words, strip};
use super::{came_and_went, mean};
use crate::finding::Severity;
use crate::reorg::history::{Change, Event, Figures, History, Stretch};
use crate::report::closing::noun;
use crate::report::html::escape::{escaped, escaped_whole};
use crate::report::html::{COLOURS, hash};
use crate::wording::{counted, grouped};

const LAYOUT: &str = include_str!("page.css");

/// Writes the page, and of each day at most so many of the findings that came, and of those that went.
pub fn write(history: &History, max_findings: usize, out: &mut dyn Write) -> io::Result<()> {
    let Some((first, last)) = history.extent() else { return Ok(()) };
    let charts = counted(history.days().len(), "chart", "charts");
    let extent = format!("{charts}, {} to {}", in_words(first), in_words(last));
    open(&extent, out)?;
    let page = Page { history, days: history.days().iter().map(|figures| figures.day).collect(), max_findings };
    page.plots(out)?;
    page.table(out)?;
    page.events(out)?;
    writeln!(out, "</main>\n</body>\n</html>")
}

fn open(extent: &str, out: &mut dyn Write) -> io::Result<()> {
    let style = format!("{COLOURS}{LAYOUT}");
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"orglint {}\">\n\
         <title>{extent} · org chart</title>\n<style>{style}</style>\n</head>\n<body>\n\
         <header>\n<h1><span class=\"brand\">orglint</span> History</h1>\n<p>{extent}</p>\n</header>\n<main>",
        hash(&style),
        env!("CARGO_PKG_VERSION"),
    )
}

struct Page<'h> {
    history: &'h History,
    days: Vec<Date>,
    max_findings: usize,
}

impl Page<'_> {
    fn plots(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<section class=\"plots\" aria-label=\"Plots\">")?;
        let people = |day: &Figures| Some((day.people as f64, people(day)));
        self.single("Headcount", Way::Straight, true, people, out)?;
        let layers = |day: &Figures| Some((f64::from(day.layers), counted(day.layers as usize, "layer", "layers")));
        self.single("Layers", Way::Steps, true, layers, out)?;
        let span =
            |day: &Figures| Some((day.mean_span?, format!("{} direct reports on average", mean(day.mean_span)?)));
        self.single("Mean span", Way::Straight, false, span, out)?;
        self.findings(out)?;
        writeln!(out, "</section>")
    }

    /// A plot of one line, whose last figure stands large above it.
    fn single(
        &self,
        name: &str,
        way: Way,
        is_whole: bool,
        of: impl Fn(&Figures) -> Option<(f64, String)>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let points: Vec<Option<(f64, String)>> =
            self.history.days().iter().map(|day| self.said(day, of(day))).collect();
        let text = |figure: f64| if is_whole { grouped(figure as usize) } else { format!("{figure:.2}") };
        let figures: Vec<f64> = points.iter().flatten().map(|(figure, _)| *figure).collect();
        let last = figures.last().map_or("–".to_owned(), |last| text(*last));
        let since = match (figures.first(), figures.last()) {
            (Some(first), Some(last)) if figures.len() > 1 => match text((last - first).abs()) {
                same if same == text(0.0) => "as on the first day".to_owned(),
                by => format!("{}{by} since the first day", if last > first { "+" } else { "−" }),
            },
            _ => String::new(),
        };
        let lines = vec![Line { class: "figure", name: String::new(), points }];
        let label = format!("{name}: {last}. The table has the figure of each day.");
        let plot = Plot { days: &self.days, label: &label, lines, is_whole, from_zero: false, way };
        self.figure(name, &last, &since, &plot, out)
    }

    fn findings(&self, out: &mut dyn Write) -> io::Result<()> {
        let days = self.history.days();
        let count = |day: &Figures, severity| {
            let (one, many) = noun(severity);
            counted(day.count(severity), one, many)
        };
        let line = |severity: Severity| Line {
            class: severity.name(),
            name: days.last().map_or(String::new(), |day| count(day, severity)),
            points: days
                .iter()
                .map(|day| self.said(day, Some((day.count(severity) as f64, count(day, severity)))))
                .collect(),
        };
        let lines: Vec<Line> = Severity::ALL.map(line).into_iter().collect();
        let total = |day: &Figures| day.findings.iter().sum::<usize>();
        let last = grouped(days.last().map_or(0, total));
        let changes = || days.iter().filter_map(|day| day.change);
        let came: usize = changes().map(|change| change.introduced).sum();
        let went: usize = changes().map(|change| change.resolved).sum();
        let since = if days.len() > 1 { came_and_went(came, went) } else { String::new() };
        let label = format!("Findings by severity: {last}. The table has the figures of each day.");
        let plot = Plot { days: &self.days, label: &label, lines, is_whole: true, from_zero: true, way: Way::Columns };
        self.figure("Findings", &last, &since, &plot, out)
    }

    /// A figure with the day in front of what is said of it.
    fn said(&self, day: &Figures, figure: Option<(f64, String)>) -> Option<(f64, String)> {
        figure.map(|(figure, said)| (figure, format!("{}: {said}", in_words(day.day))))
    }

    fn figure(&self, name: &str, last: &str, since: &str, plot: &Plot<'_>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "<figure><figcaption><span class=\"name\">{name}</span> <b>{last}</b> <span class=\"since\">{since}</span>\
             </figcaption>{}</figure>",
            plot.svg()
        )
    }

    fn table(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(
            out,
            "<section>\n<h2>Day by day</h2>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Day by day\"><table>\n<thead><tr>"
        )?;
        for heading in [
            "Day",
            "People",
            "Joined",
            "Left",
            "Vacant",
            "Layers",
            "Managers",
            "Mean span",
            "Widest span",
            "Errors",
            "Warnings",
            "Notes",
            "Came",
            "Went",
            "File",
        ] {
            write!(out, "<th scope=\"col\">{heading}</th>")?;
        }
        writeln!(out, "</tr></thead>\n<tbody>")?;
        for day in self.history.days() {
            write!(out, "<tr><th scope=\"row\">{}</th>", day.day)?;
            for cell in cells(day) {
                write!(out, "<td>{cell}</td>")?;
            }
            writeln!(out, "</tr>")?;
        }
        writeln!(out, "</tbody>\n</table></div>\n</section>")
    }

    fn events(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "<section>\n<h2>What came and went</h2>")?;
        let mut is_empty = true;
        for (number, day) in self.history.days().iter().enumerate() {
            let (came, went) = (self.history.came(number), self.history.went(number));
            if came.len() + went.len() == 0 {
                continue;
            }
            is_empty = false;
            let heading = match day.change {
                None => format!("{} to begin with", counted(came.len(), "finding", "findings")),
                Some(_) => came_and_went(came.len(), went.len()),
            };
            writeln!(out, "<h3>{} <span>{heading}</span></h3>", in_words(day.day))?;
            self.list("came", came, out)?;
            self.list("went", went, out)?;
        }
        if is_empty {
            writeln!(out, "<p>No finding on any of these days.</p>")?;
        }
        writeln!(out, "</section>")
    }

    fn list<'e>(
        &self,
        how: &str,
        events: impl ExactSizeIterator<Item = Event<'e>>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if events.len() == 0 {
            return Ok(());
        }
        let more = events.len().saturating_sub(self.max_findings);
        writeln!(out, "<ul class=\"{how}\">")?;
        for event in events.take(self.max_findings) {
            self.event(how, &event, out)?;
        }
        if more > 0 {
            writeln!(out, "<li class=\"more\">and {} more {how}</li>", grouped(more))?;
        }
        writeln!(out, "</ul>")
    }

    fn event(&self, how: &str, event: &Event<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Event { story, stretch, is_again } = event;
        let severity = stretch.severity;
        let day = |number: usize| self.days.get(number).copied();
        // What was there on a day is taken to have been there until the next.
        let until = |stretch: &Stretch| day(stretch.last + 1).or(day(stretch.last));
        let stretches = story.stretches.iter().filter_map(|stretch| Some((day(stretch.first)?, until(stretch)?)));
        let then = match (how, day(stretch.last + 1)) {
            ("came", Some(gone)) => format!("gone on {}", in_words(gone)),
            ("came", None) => "still there".to_owned(),
            _ => day(stretch.first).map_or(String::new(), |came| format!("there since {}", in_words(came))),
        };
        let mark = match (how, is_again, stretch.first) {
            ("came", _, 0) => "there from the start",
            ("came", true, _) => "came again",
            ("came", false, _) => "came",
            _ => "went",
        };
        writeln!(
            out,
            "<li class=\"{severity}\"><p><span class=\"badge\">{severity}</span> <code>{}</code></p>\
             <p class=\"message\" dir=\"auto\">{}</p>\
             <p class=\"life\">{}<span>{mark}, {then}</span></p></li>",
            escaped(story.key.rule()),
            escaped_whole(&stretch.message),
            strip(&self.days, severity.name(), stretches),
        )
    }
}

/// What is said of a day's headcount.
fn people(day: &Figures) -> String {
    let people = counted(day.people, "person", "people");
    match day.change {
        Some(change) => format!("{people}, {} joined, {} left", grouped(change.joined), grouped(change.left)),
        None => people,
    }
}

/// The cells of a day's row, behind the day.
fn cells(day: &Figures) -> Vec<String> {
    let none = || "–".to_owned();
    let change = |of: fn(&Change) -> usize| day.change.as_ref().map_or_else(none, |change| grouped(of(change)));
    let widest = day.widest_span.as_ref();
    let widest = widest.map_or_else(none, |widest| {
        format!("{} <code>{}</code>", grouped(widest.direct_reports as usize), escaped(&widest.id))
    });
    let mut cells = vec![
        grouped(day.people),
        change(|change| change.joined),
        change(|change| change.left),
        grouped(day.vacant),
        grouped(day.layers as usize),
        grouped(day.managers),
        mean(day.mean_span).unwrap_or_else(none),
        widest,
    ];
    cells.extend(Severity::ALL.map(|severity| grouped(day.count(severity))));
    cells.extend([change(|change| change.introduced), change(|change| change.resolved)]);
    let file = day.path.rsplit(['/', '\\']).next().unwrap_or_default();
    cells.push(format!("<code title=\"{}\">{}</code>", escaped(&day.path), escaped(file)));
    cells
}
