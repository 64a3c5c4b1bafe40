//! Colours: of functions, levels, departments and severities.
//!
//! There are more functions than colours that can be told apart, so that related functions share one. The colours are Paul
//! Tol's 'light' scheme, made for labelled cells under black text and told apart in all common kinds of colour blindness.

use std::collections::HashMap;

use super::drawing::{Card, Drawing, Kind};
use crate::finding::Severity;
use crate::title::{Function, Level};

/// What the colour of a box tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ColorBy {
    /// The function that the title names.
    #[default]
    Function,
    /// The level that the title names.
    Level,
    /// The department, the largest by a colour of its own.
    Department,
    /// The gravest finding.
    Findings,
    /// Nothing: all boxes are alike.
    None,
}

impl ColorBy {
    /// Every way, with the name that `--color-by` knows it by.
    pub const ALL: [(&'static str, ColorBy); 5] = [
        ("function", ColorBy::Function),
        ("level", ColorBy::Level),
        ("department", ColorBy::Department),
        ("findings", ColorBy::Findings),
        ("none", ColorBy::None),
    ];
}

/// What one colour stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Swatch {
    /// As the legend names it; a department is named as the chart has it.
    pub name: String,
    /// The colour, as `#RRGGBB`.
    pub colour: &'static str,
}

/// The colours of a drawing's boxes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Colours {
    /// What there is to tell apart, in the order of the legend. Each is the colour of some box.
    pub swatches: Vec<Swatch>,
    /// For each card its swatch; `None` for a card without colour, such as a manager who is not there.
    pub of_card: Vec<Option<u8>>,
}

impl Colours {
    /// The colours of a drawing.
    pub fn new(drawing: &Drawing<'_>, by: ColorBy) -> Colours {
        let departments = match by {
            ColorBy::Department => Departments::of(drawing),
            _ => Departments::default(),
        };
        let swatches = departments.swatches(by);
        let number = |card: &Card<'_>| match (card.kind, by) {
            (Kind::Absent(_) | Kind::Unknown, _) | (_, ColorBy::None) => None,
            (_, ColorBy::Function) => Some(family_number(card.function)),
            (_, ColorBy::Level) => Some(rung(card.level)),
            (_, ColorBy::Department) => departments.number(card),
            (_, ColorBy::Findings) => card.severity().map(gravity),
        };
        let numbers: Vec<Option<usize>> = drawing.cards.iter().map(number).collect();
        // Only what some box has is in the legend.
        let mut used = vec![false; swatches.len()];
        numbers.iter().flatten().for_each(|number| used[*number] = true);
        let mut place = vec![0_u8; swatches.len()];
        let mut kept = Vec::new();
        for (number, swatch) in swatches.into_iter().enumerate().filter(|(number, _)| used[*number]) {
            place[number] = kept.len() as u8;
            kept.push(swatch);
        }
        Colours { swatches: kept, of_card: numbers.into_iter().map(|number| Some(place[number?])).collect() }
    }

    /// The colours of a part of the drawing: each stays what it is in the whole.
    #[cfg(feature = "pictures")]
    pub(super) fn of_part(&self, cards: &[u32]) -> Colours {
        let number = |card: &u32| self.of_card.get(*card as usize).copied().flatten();
        let mut place = vec![None; self.swatches.len()];
        cards.iter().filter_map(number).for_each(|number| place[usize::from(number)] = Some(0));
        let mut swatches = Vec::new();
        for (swatch, place) in self.swatches.iter().zip(&mut place).filter(|(_, place)| place.is_some()) {
            *place = Some(swatches.len() as u8);
            swatches.push(swatch.clone());
        }
        Colours { swatches, of_card: cards.iter().map(|card| place[usize::from(number(card)?)]).collect() }
    }

    /// The colour of a card.
    pub fn colour(&self, card: usize) -> Option<&'static str> {
        let number = (*self.of_card.get(card)?)?;
        self.swatches.get(usize::from(number)).map(|swatch| swatch.colour)
    }
}

/// A name and a colour of the scheme.
type Named = (&'static str, &'static str);

const GREY: &str = "#DDDDDD";
const MINT: &str = "#44BB99";
const BLUE: &str = "#77AADD";
const YELLOW: &str = "#EEDD88";
const PINK: &str = "#FFAABB";
const CYAN: &str = "#99DDFF";
const PEAR: &str = "#BBCC33";
const ORANGE: &str = "#EE8866";
const OLIVE: &str = "#AAAA00";
/// No colour: a box as boxes are.
pub(super) const WHITE: &str = "#FFFFFF";

/// Functions that share a colour.
const FAMILIES: [Named; 10] = [
    ("Executive", GREY),
    ("Operations, facilities, security", MINT),
    ("Sales", BLUE),
    ("Sales operations", YELLOW),
    ("Marketing, communications", PINK),
    ("Customer success", CYAN),
    ("Finance, legal, risk", PEAR),
    ("Technology, product, design", ORANGE),
    ("People, health, education", OLIVE),
    ("Other", WHITE),
];

/// Levels that share a colour.
const RUNGS: [Named; 7] = [
    ("Chiefs, board", BLUE),
    ("Vice presidents", CYAN),
    ("Directors, heads", MINT),
    ("Managers, leads", PEAR),
    ("Individuals", YELLOW),
    ("Assistants", PINK),
    ("Not told by the title", WHITE),
];

/// Severities, from the gravest.
const GRAVITIES: [Named; 3] = [("Error", PINK), ("Warning", YELLOW), ("Info", CYAN)];

/// The ground under what a finding of a severity is about, where text stands on it.
pub const fn ground(severity: Severity) -> &'static str {
    GRAVITIES[gravity(severity)].1
}

/// The colours of departments, from the largest.
const DEPARTMENTS: [&str; 8] = [BLUE, YELLOW, MINT, PINK, PEAR, CYAN, ORANGE, OLIVE];

/// The number of the family of functions in the palette.
pub(super) fn family_number(function: Function) -> usize {
    match function {
        Function::Executive => 0,
        Function::Operations | Function::ProcurementSupplyChain | Function::Facilities | Function::Security => 1,
        Function::Sales => 2,
        Function::SalesOperations
        | Function::RevenueOperations
        | Function::SalesEnablement
        | Function::SalesAnalytics
        | Function::SalesSupport
        | Function::CrmAdministration
        | Function::DealDesk
        | Function::SalesCompensation => 3,
        Function::Marketing | Function::MarketingOperations | Function::Communications => 4,
        Function::CustomerSuccess => 5,
        Function::Finance | Function::Legal | Function::RiskCompliance => 6,
        Function::It | Function::Engineering | Function::Product | Function::Data | Function::Design => 7,
        Function::Hr | Function::Healthcare | Function::Education => 8,
        Function::Other => 9,
    }
}

fn rung(level: Level) -> usize {
    match level {
        Level::Board | Level::CSuite => 0,
        Level::Evp | Level::Svp | Level::Vp | Level::Avp => 1,
        Level::Head | Level::SeniorDirector | Level::Director | Level::AssociateDirector => 2,
        Level::SeniorManager | Level::Manager | Level::SupervisorOrLead => 3,
        Level::Individual => 4,
        Level::AssistantTo => 5,
        Level::Unknown => 6,
    }
}

const fn gravity(severity: Severity) -> usize {
    match severity {
        Severity::Error => 0,
        Severity::Warning => 1,
        Severity::Info => 2,
    }
}

/// The departments of a drawing, the largest first; of equal size the one that comes first.
#[derive(Default)]
struct Departments<'a> {
    names: Vec<&'a str>,
    numbers: HashMap<&'a str, usize>,
    more: bool,
}

impl<'a> Departments<'a> {
    fn of(drawing: &'a Drawing<'_>) -> Departments<'a> {
        let mut sizes: HashMap<&str, (usize, usize)> = HashMap::new();
        for (at, card) in drawing.cards.iter().enumerate().filter(|(_, card)| !card.department.is_empty()) {
            let size = match card.kind {
                Kind::Team { people, vacant } => (people + vacant) as usize,
                _ => 1,
            };
            sizes.entry(&card.department).or_insert((0, at)).0 += size;
        }
        let mut names: Vec<_> = sizes.into_iter().collect();
        names.sort_by_key(|(_, (size, first))| (std::cmp::Reverse(*size), *first));
        let more = names.len() > DEPARTMENTS.len();
        let names: Vec<&str> = names.into_iter().map(|(name, _)| name).take(DEPARTMENTS.len()).collect();
        let numbers = names.iter().enumerate().map(|(number, name)| (*name, number)).collect();
        Departments { names, numbers, more }
    }

    fn number(&self, card: &Card<'_>) -> Option<usize> {
        match self.numbers.get(&*card.department) {
            None => (self.more && !card.department.is_empty()).then_some(self.names.len()),
            number => number.copied(),
        }
    }

    fn swatches(&self, by: ColorBy) -> Vec<Swatch> {
        let named = |named: &[Named]| {
            named.iter().map(|(name, colour)| Swatch { name: (*name).to_owned(), colour }).collect::<Vec<_>>()
        };
        match by {
            ColorBy::Function => named(&FAMILIES),
            ColorBy::Level => named(&RUNGS),
            ColorBy::Findings => named(&GRAVITIES),
            ColorBy::None => Vec::new(),
            ColorBy::Department => {
                let largest = self.names.iter().zip(DEPARTMENTS);
                let largest = largest.map(|(name, colour)| Swatch { name: (*name).to_owned(), colour });
                largest.chain([Swatch { name: "Other departments".to_owned(), colour: GREY }]).collect()
            }
        }
    }
}

/// How the border of a box shows a severity; the word for it stands in the box, so that colour is never alone.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Border {
    /// Its colour, as `#RRGGBB`.
    pub colour: &'static str,
    /// Its width in points.
    pub width: &'static str,
}

/// Lines, and borders of boxes without a finding.
pub const QUIET: Border = Border { colour: "#555555", width: "1" };

/// The colour of whatever is wrong: errors, loops, managers who are not there.
pub const FAULT: &str = "#B00020";

/// The line to the top that is to stand out.
pub const HIGHLIGHT: Border = Border { colour: "#111111", width: "3" };

/// The border of a box by the gravest finding on it.
pub const fn border(severity: Severity) -> Border {
    match severity {
        Severity::Error => Border { colour: FAULT, width: "4" },
        Severity::Warning => Border { colour: "#A85400", width: "3" },
        Severity::Info => Border { colour: "#004A99", width: "2" },
    }
}

/// The contrast of two colours as WCAG 2 defines it: from 1 to 21.
#[cfg(test)]
pub(crate) fn contrast(one: &str, other: &str) -> f64 {
    let part = |colour: &str, at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap_or_default()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let light = |colour| 0.2126 * part(colour, 1) + 0.7152 * part(colour, 3) + 0.0722 * part(colour, 5);
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_reads_under_black_text() {
        let schemes = FAMILIES.iter().chain(&RUNGS).chain(&GRAVITIES).map(|(_, colour)| *colour).chain(DEPARTMENTS);
        for colour in schemes {
            assert!(contrast(colour, "#111111") >= 7.0, "{colour}");
        }
        for severity in Severity::ALL {
            assert!(contrast(border(severity).colour, WHITE) >= 4.5, "{severity:?}");
        }
    }
}
