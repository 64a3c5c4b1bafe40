//! Sample org charts: realistic, reproducible, clean by construction, and with faults on demand.
//!
//! This folder is the whole generator; it reads nothing and writes only where it is told to. Tests and benches include
//! it as a module with a `path` attribute.
//!
//! Without faults a chart has one root, the CEO; a COO and a CRO; ids that differ and managers that exist; no cycle; no
//! span above 12. Everybody is less senior than the manager, though some individuals have titles that sound otherwise
//! ("Customer Success Manager"). Sales operations and revenue operations have their documented ladder: VP under the CRO
//! or the COO, Director under the VP, Manager under the Director, everybody else under one of these. Managers report to
//! a Director or higher, in large lines to a Senior Manager; Directors to a VP or higher; team leads to a Manager.
//! Quota is carried by individuals in sales alone.

#![allow(dead_code, unused_imports, reason = "whoever includes the generator uses a part of it")]

mod company;
mod details;
mod faults;
mod figures;
mod names;
mod random;
mod rows;
mod staff;
mod titles;
mod truth;
mod write;

use std::fmt;

use serde::Serialize;

use faults::{Faults, Injector};
use random::Random;
use rows::Rows;
use staff::{FEWEST, MOST, Staff};
use titles::Titles;

pub(crate) use figures::Figures;
pub(crate) use rows::{IdStyle, RowOrder};
pub(crate) use truth::{Fault, Kind, Truth};

/// What a chart is made from. The same parameters give the same bytes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Params {
    pub(crate) employees: usize,
    pub(crate) seed: u64,
    /// How many faults of each kind: 1 in the smallest charts, 3 from 150 employees on, then 2 for every 100 or so.
    pub(crate) faults: usize,
    pub(crate) ids: IdStyle,
    pub(crate) order: RowOrder,
    /// How many references to managers are mistyped, so that they are nobody's.
    #[serde(skip_serializing_if = "is_none")]
    pub(crate) mistyped: usize,
    /// Whether location and cost centre tell of the team, as they mostly do in real exports.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) teams: bool,
}

// What is not asked for is not in the truth file, which is the same as before there was such a thing.
fn is_none(count: &usize) -> bool {
    *count == 0
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Params {
    /// A clean chart with the usual ids, in the order of the ids.
    pub(crate) fn new(employees: usize, seed: u64) -> Self {
        Self { employees, seed, faults: 0, ids: IdStyle::Prefix, order: RowOrder::Id, mistyped: 0, teams: false }
    }
}

/// Why there is no such chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Impossible {
    /// Too few people for a company, or too many.
    Size,
    /// Too few people who are fit for so many faults of this kind.
    Faults(Kind),
}

impl fmt::Display for Impossible {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size => write!(formatter, "a chart has {FEWEST} to {MOST} employees"),
            Self::Faults(kind) => {
                write!(formatter, "too few employees for so many faults of the kind {}: ask for fewer", kind.name())
            }
        }
    }
}

impl std::error::Error for Impossible {}

/// An org chart.
pub(crate) struct Chart {
    seed: u64,
    staff: Staff,
    titles: Titles,
    rows: Rows,
    faults: Faults,
    teams: bool,
    truth: Truth,
}

impl Chart {
    /// Makes the chart.
    pub(crate) fn generate(params: &Params) -> Result<Self, Impossible> {
        let &Params { employees, seed, faults: count, ids, order, mistyped, teams } = params;
        if !(FEWEST..=MOST).contains(&employees) {
            return Err(Impossible::Size);
        }
        let mut staff = Staff::new(employees, &mut Random::new(seed, "staff"));
        let mut titles = Titles::new(&staff, &mut Random::new(seed, "titles"));
        let rows = Rows::new(employees, order, ids, seed);
        let injector = Injector::new(&mut staff, &mut titles, &rows, Random::new(seed, "faults"));
        let faults = injector.inject(count, mistyped).map_err(Impossible::Faults)?;
        let figures = Figures::new(&staff, &titles, &faults);
        let truth = Truth::new(params, &faults, figures, &rows);
        Ok(Self { seed, staff, titles, rows, faults, teams, truth })
    }

    /// What is true of the chart: its figures and its faults.
    pub(crate) fn truth(&self) -> &Truth {
        &self.truth
    }
}
