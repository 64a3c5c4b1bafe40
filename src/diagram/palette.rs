//! Colours: of functions, and of severities.
//!
//! There are more functions than colours that can be told apart, so that related functions share one. The fills are Paul
//! Tol's 'light' scheme, made for labelled cells under black text and told apart in all common kinds of colour blindness.

use crate::finding::Severity;
use crate::title::Function;

/// Functions that share a colour.
#[derive(PartialEq, Eq, Debug)]
pub struct Family {
    /// As the legend names it.
    pub name: &'static str,
    /// The colour that fills its boxes, as `#RRGGBB`.
    pub fill: &'static str,
}

/// The families, in the order of the legend.
pub static FAMILIES: [Family; 10] = [
    Family { name: "Executive", fill: "#DDDDDD" },
    Family { name: "Operations, facilities, security", fill: "#44BB99" },
    Family { name: "Sales", fill: "#77AADD" },
    Family { name: "Sales operations", fill: "#EEDD88" },
    Family { name: "Marketing, communications", fill: "#FFAABB" },
    Family { name: "Customer success", fill: "#99DDFF" },
    Family { name: "Finance, legal, risk", fill: "#BBCC33" },
    Family { name: "Technology, product, design", fill: "#EE8866" },
    Family { name: "People, health, education", fill: "#AAAA00" },
    Family { name: "Other", fill: "#FFFFFF" },
];

/// The family of a function.
pub fn family(function: Function) -> &'static Family {
    let number = match function {
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
    };
    &FAMILIES[number]
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

/// The border of a box by the gravest finding on it.
pub const fn border(severity: Severity) -> Border {
    match severity {
        Severity::Error => Border { colour: FAULT, width: "4" },
        Severity::Warning => Border { colour: "#A85400", width: "3" },
        Severity::Info => Border { colour: "#004A99", width: "2" },
    }
}
