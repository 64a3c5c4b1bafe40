//! The findings of a run.

use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::message::Message;
use super::rules::Rules;
use super::{BASE, MOST_PLACES, level};
use crate::check::{Part, Report};
use crate::input::Field;
use crate::report::listed::{self, Fingerprint, Listed, Region};
use crate::report::text::safe;
use crate::report::uri;
use crate::source::Span;

/// The findings, written as they are met.
pub(super) struct Results<'o> {
    pub(super) findings: &'o [Listed<'o>],
    pub(super) rules: &'o Rules<'o>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.findings.len()))?;
        self.findings.iter().try_for_each(|listed| list.serialize_element(&Finding::of(listed, self.rules)))?;
        list.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'o> {
    rule_id: &'o str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message<'static>,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprints,
}

/// Of all names GitHub looks at the first one alone. Where it is missing, the action that uploads the file makes one of
/// the text around the place, which is another one when rows move.
#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "primaryLocationLineHash")]
    for_github: Fingerprint,
    #[serde(rename = "orglint/v1")]
    own: Fingerprint,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'static>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: RegionOf,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RegionOf {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

impl<'o> Finding<'o> {
    fn of(listed: &Listed<'o>, rules: &Rules<'_>) -> Finding<'o> {
        let rule = listed.reported.rule.name();
        let fingerprint = listed.fingerprint;
        let message = match listed.help() {
            Some(help) => format!("{}\nhelp: {help}", listed.message()),
            None => listed.message(),
        };
        Finding {
            rule_id: rule,
            rule_index: rules.index(rule),
            level: level(listed.severity()),
            message: Message::of_input(&message),
            locations: [Location { id: None, ..Location::new(&listed.part, listed.reported.finding.at) }],
            related_locations: related(listed),
            partial_fingerprints: Fingerprints { for_github: fingerprint, own: fingerprint },
        }
    }
}

/// The further places that a finding points at, and of a fault that several share the cells of those who are not among
/// these yet.
fn related(listed: &Listed<'_>) -> Vec<Location> {
    let (part, finding) = (&listed.part, &listed.reported.finding);
    let mut places: Vec<(Span, String)> =
        finding.labels.iter().map(|label| (label.at, safe(&label.text).into_owned())).collect();
    places.truncate(MOST_PLACES - 1);
    if finding.is_shared
        && let Some(chart) = part.report.map(Report::chart)
    {
        for member in &finding.subjects {
            if places.len() + 1 >= MOST_PLACES {
                break;
            }
            let at = chart.place(*member, Field::Manager);
            if at != finding.at && !places.iter().any(|(place, _)| *place == at) {
                places.push((at, format!("manager of {}", safe(&chart.id(*member)))));
            }
        }
    }
    let said = places.into_iter().filter(|(_, text)| !text.trim().is_empty());
    let numbered = (1..).zip(said).map(|(id, (at, text))| Location {
        id: Some(id),
        message: Some(Message::of_input(&text)),
        ..Location::new(part, at)
    });
    numbered.collect()
}

impl Location {
    fn new(part: &Part<'_>, at: Span) -> Location {
        let (source, at) = part.locate(at);
        let Region { start, end } = Region::new(source, at);
        let path = listed::path(source);
        let is_file = source.name() != "-";
        Location {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: ArtifactLocation {
                    uri: uri::of_path(&path),
                    uri_base_id: (is_file && uri::is_below(&path)).then_some(BASE),
                },
                region: RegionOf {
                    start_line: start.line,
                    start_column: start.column,
                    end_line: end.line,
                    end_column: end.column,
                },
            },
            message: None,
        }
    }
}
