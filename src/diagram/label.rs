//! The words on a drawing: in a box, in its tooltip, in the note about the chart as a whole. Every output says the same.

use std::borrow::Cow;

use super::drawing::{Card, Drawing, Fate, Kind};
use super::text::{cut, plain, wrap, wrap_at};
use crate::chart::Presence;
use crate::check::Reported;
use crate::finding::Severity;
use crate::title::Function;
use crate::wording::{counted, grouped};

/// The id of a box in a diagram's language, whatever the id of the position is.
pub(super) fn box_id(card: &Card<'_>) -> String {
    let prefix = match card.kind {
        // Of another chart than the others.
        _ if card.fate.as_deref() == Some(&Fate::Left) => "left",
        Kind::Position | Kind::Absent(_) => "n",
        Kind::Team { .. } => "team",
        Kind::Unknown => "unknown",
    };
    format!("{prefix}{}", card.position.0)
}

/// How a part of what stands in a box is set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Voice {
    /// The first line: who, or how many.
    Name,
    /// The title.
    Title,
    /// What is out of the ordinary without being found wrong: vacant, has left, reports that are not shown.
    Note,
    /// Function and headcount.
    Quiet,
    /// A finding.
    Finding(Severity),
    /// What became of the position between two charts.
    Change,
}

/// One thing that stands in a box, in as many lines as it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Said<'c> {
    /// How it is set.
    pub(super) voice: Voice,
    /// Clean text, not longer than what is shown of any text.
    pub(super) text: Cow<'c, str>,
}

/// What stands in a box, from the top.
pub(super) fn said<'c>(card: &'c Card<'_>) -> Vec<Said<'c>> {
    let mut said = Vec::with_capacity(4);
    let mut say = |voice: Voice, text: Cow<'c, str>| {
        if !text.is_empty() {
            said.push(Said { voice, text });
        }
    };
    match card.kind {
        Kind::Team { people, vacant } => {
            say(Voice::Name, counted(people as usize, "person", "people").into());
            if vacant > 0 {
                say(Voice::Note, counted(vacant as usize, "vacant position", "vacant positions").into());
            }
        }
        Kind::Unknown => {
            say(Voice::Name, shown(&card.id));
            say(Voice::Note, "not in the chart".into());
        }
        Kind::Position | Kind::Absent(_) if !card.name.is_empty() => say(Voice::Name, shown(&card.name)),
        Kind::Position | Kind::Absent(_) if card.title.is_empty() => say(Voice::Name, shown(&card.id)),
        Kind::Position | Kind::Absent(_) => {}
    }
    say(Voice::Title, shown(&card.title));
    match card.kind {
        Kind::Absent(Presence::NotBegun) => say(Voice::Note, "has not begun".into()),
        Kind::Absent(_) => say(Voice::Note, "has left".into()),
        _ => {}
    }
    if card.vacant && !says_vacant(&card.name) && !says_vacant(&card.title) {
        say(Voice::Note, "vacant".into());
    }
    match card.fate.as_deref() {
        None => {}
        Some(Fate::Joined) => say(Voice::Change, "joined".into()),
        Some(Fate::Left) => say(Voice::Change, "left".into()),
        Some(Fate::Changed(notes)) => notes.iter().for_each(|note| say(Voice::Change, shown(note))),
    }
    say(Voice::Quiet, quiet(card).into());
    findings(card, &mut say);
    if card.reports_left_out > 0 {
        let reports = counted(card.reports_left_out as usize, "report", "reports");
        say(Voice::Note, format!("+ {reports} not shown").into());
    }
    said
}

fn shown(text: &str) -> Cow<'_, str> {
    match plain(text) {
        Cow::Borrowed(text) => cut(text),
        Cow::Owned(text) => Cow::Owned(cut(&text).into_owned()),
    }
}

fn says_vacant(text: &str) -> bool {
    text.as_bytes().windows(5).any(|word| word.eq_ignore_ascii_case(b"vacan"))
}

/// The function, and how many positions are below.
fn quiet(card: &Card<'_>) -> String {
    let function = match (card.kind, card.function) {
        (Kind::Team { .. } | Kind::Unknown, _) | (_, Function::Other) => "",
        (_, function) => spoken(function),
    };
    match card.total_reports {
        0 => function.to_owned(),
        below if function.is_empty() => format!("{} below", counted(below as usize, "person", "people")),
        below => format!("{function} · {} below", grouped(below as usize)),
    }
}

/// A function in words.
const fn spoken(function: Function) -> &'static str {
    match function {
        Function::Executive => "Executive",
        Function::Operations => "Operations",
        Function::Sales => "Sales",
        Function::SalesOperations => "Sales operations",
        Function::RevenueOperations => "Revenue operations",
        Function::SalesEnablement => "Sales enablement",
        Function::SalesAnalytics => "Sales analytics",
        Function::SalesSupport => "Sales support",
        Function::CrmAdministration => "CRM administration",
        Function::DealDesk => "Deal desk",
        Function::SalesCompensation => "Sales compensation",
        Function::Marketing => "Marketing",
        Function::MarketingOperations => "Marketing operations",
        Function::CustomerSuccess => "Customer success",
        Function::Finance => "Finance",
        Function::Hr => "HR",
        Function::It => "IT",
        Function::Engineering => "Engineering",
        Function::Product => "Product",
        Function::Data => "Data",
        Function::Design => "Design",
        Function::Legal => "Legal",
        Function::RiskCompliance => "Risk and compliance",
        Function::ProcurementSupplyChain => "Procurement, supply chain",
        Function::Facilities => "Facilities",
        Function::Security => "Security",
        Function::Communications => "Communications",
        Function::Healthcare => "Healthcare",
        Function::Education => "Education",
        Function::Other => "Other",
    }
}

/// The rules that are broken here, by severity, a few of them by name.
fn findings<'c>(card: &'c Card<'_>, say: &mut impl FnMut(Voice, Cow<'c, str>)) {
    const NAMED: usize = 2;
    for reported in card.findings.iter().take(NAMED) {
        let rule = reported.rule.name();
        let short = rule.rsplit('/').next().unwrap_or(rule);
        let text = shown(&format!("{}: {short}", reported.severity)).into_owned();
        say(Voice::Finding(reported.severity), text.into());
    }
    if card.findings.len() > NAMED {
        let more = counted(card.findings.len() - NAMED, "finding", "findings");
        say(Voice::Note, format!("+ {more}").into());
    }
    if card.in_loop && card.findings.is_empty() {
        say(Voice::Finding(Severity::Error), "in a reporting loop".into());
    }
}

/// What stands in a box, in lines of about as many characters; for outputs that do not measure text.
pub(super) fn in_box(card: &Card<'_>) -> Vec<String> {
    said(card).iter().flat_map(|said| wrap(&said.text)).collect()
}

/// What is shown when the pointer rests on a box: the id, and what was found.
pub(super) fn tooltip(card: &Card<'_>) -> Vec<String> {
    const MESSAGES: usize = 5;
    let mut lines = vec![match card.kind {
        Kind::Team { .. } => format!("reports of {}", cut(&plain(&card.id))),
        _ => cut(&plain(&card.id)).into_owned(),
    }];
    lines.extend(card.findings.iter().take(MESSAGES).map(|reported| message(reported)));
    if card.findings.len() > MESSAGES {
        lines.push(format!("+ {}", counted(card.findings.len() - MESSAGES, "finding", "findings")));
    }
    lines
}

/// What was found in the chart as a whole, each with its severity.
pub(super) fn about_the_chart(drawing: &Drawing<'_>) -> Vec<(Option<Severity>, String)> {
    const SHOWN: usize = 8;
    let shown = drawing.remarks.iter().take(SHOWN);
    let mut said: Vec<_> = shown.map(|reported| (Some(reported.severity), message(reported))).collect();
    if drawing.remarks.len() > SHOWN {
        said.push((None, format!("+ {}", counted(drawing.remarks.len() - SHOWN, "finding", "findings"))));
    }
    said
}

/// What was found in the chart as a whole, in lines of about as many characters.
pub(super) fn remarks(drawing: &Drawing<'_>) -> Vec<String> {
    const WIDTH: usize = 44;
    about_the_chart(drawing).iter().flat_map(|(_, text)| wrap_at(text, WIDTH)).collect()
}

fn message(reported: &Reported<'_>) -> String {
    cut(&plain(&format!("{}: {}", reported.severity, reported.finding.message))).into_owned()
}
