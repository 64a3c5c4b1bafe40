//! The sheet of figures: one number a row, so that it can be filtered and summed up.

use std::cmp::Reverse;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Omitted;
use super::value::Look;
use crate::check::{Entry, Outcome, Report};
use crate::report::text::{clip, safe};
use crate::stats::Stats;
use crate::title::Level;

/// The headings, and the widths of their columns.
const COLUMNS: [(&str, f64); 5] =
    [("chart", 28.0), ("about", 16.0), ("what", 40.0), ("number", 12.0), ("remark", 60.0)];

/// Characters of a cell.
const LONGEST: usize = 1000;

/// The figures of every chart, and what the workbook leaves out.
pub(super) fn sheet(name: &str, outcome: &Outcome<'_>, omitted: Omitted) -> Result<Worksheet, XlsxError> {
    let mut table = Table { sheet: Worksheet::new(), row: 0 };
    table.sheet.set_name(name)?;
    for (column, (heading, width)) in (0..).zip(COLUMNS) {
        table.sheet.write_string_with_format(0, column, heading, &Look::Heading.format(None))?;
        table.sheet.set_column_width(column, width)?;
    }
    for report in &outcome.reports {
        of_chart(report, &mut table)?;
    }
    for (count, what) in [
        (omitted.cells, "cells cut at 32,767 characters"),
        (omitted.notes, "cells with findings and without a note"),
        (omitted.links, "findings that do not lead to their cell"),
        (omitted.findings, "findings that are not listed"),
    ] {
        if count > 0 {
            table.push("", "left out", what, Some(count), "a workbook has no room for more")?;
        }
    }
    table.sheet.set_freeze_panes(1, 0)?.set_landscape().set_print_fit_to_pages(1, 0);
    table.sheet.autofilter(0, 0, table.row.max(1), COLUMNS.len() as u16 - 1)?;
    Ok(table.sheet)
}

fn of_chart(report: &Report<'_>, table: &mut Table) -> Result<(), XlsxError> {
    let stats = Stats::of(&report.facts);
    let chart = safe(report.chart().source().name());
    let widest = stats.widest_span.as_ref();
    let held_by = widest.map(|widest| format!("of {}", safe(&clip(&widest.id, LONGEST)))).unwrap_or_default();
    for (what, count, remark) in [
        ("people", stats.people, ""),
        ("at the top", stats.roots.len(), ""),
        ("layers", stats.layers as usize, "the top is 1"),
        ("managers", stats.managers, ""),
        ("widest span", widest.map_or(0, |widest| widest.direct_reports as usize), &*held_by),
        ("vacant", stats.vacant, ""),
        ("report to themselves", stats.self_reports, ""),
        ("unknown managers", stats.unknown_managers, ""),
        ("records with an earlier id", stats.duplicate_ids, ""),
        ("loops", stats.cycles, ""),
        ("reach no top", stats.unreachable, ""),
    ] {
        table.push(&chart, "headcount", what, Some(count), remark)?;
    }
    for (reports, managers) in &stats.spans {
        let what = crate::wording::counted(*reports as usize, "direct report", "direct reports");
        table.push(&chart, "spans", &what, Some(*managers as usize), "managers")?;
    }
    for level in Level::ALL.into_iter().map(Level::name) {
        if let Some(people) = stats.levels.get(level) {
            table.push(&chart, "levels", level, Some(*people as usize), "people")?;
        }
    }
    let mut functions: Vec<_> = stats.functions.iter().collect();
    functions.sort_by_key(|(_, people)| Reverse(**people));
    for (function, people) in functions {
        table.push(&chart, "functions", function, Some(*people as usize), "people")?;
    }
    rules(report, &chart, table)
}

/// Which rules ran, with their findings, and which could not.
fn rules(report: &Report<'_>, chart: &str, table: &mut Table) -> Result<(), XlsxError> {
    let mut findings = std::collections::HashMap::new();
    for reported in &report.findings {
        *findings.entry(reported.rule.name()).or_insert(0) += 1;
    }
    let found = |rule: &Entry| findings.get(rule.name()).copied().unwrap_or_default();
    for rule in &report.ran {
        table.push(chart, "rules", &safe(rule.name()), Some(found(rule)), "ran; the number is of findings")?;
    }
    for not_run in &report.not_run {
        let lacks: Vec<&str> = not_run.lacks.iter().map(|field| field.name()).collect();
        let remark = format!("not run, for no column is known to hold {}", lacks.join(" or "));
        table.push(chart, "rules", &safe(not_run.rule.name()), None, &remark)?;
    }
    Ok(())
}

/// The sheet, as far as it is written.
struct Table {
    sheet: Worksheet,
    row: u32,
}

impl Table {
    fn push(
        &mut self,
        chart: &str,
        about: &str,
        what: &str,
        number: Option<usize>,
        remark: &str,
    ) -> Result<(), XlsxError> {
        self.row += 1;
        for (column, text) in [(0, chart), (1, about), (2, what), (4, remark)] {
            self.sheet.write_string_with_format(self.row, column, clip(text, LONGEST), &Look::Text.format(None))?;
        }
        if let Some(number) = number {
            self.sheet.write_number(self.row, 3, number as f64)?;
        }
        Ok(())
    }
}
