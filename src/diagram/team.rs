//! Teams: the reports of one manager who have no reports themselves, folded into one box.

use std::borrow::Cow;

use crate::chart::Chart;
use crate::finding::Record;

/// For each record the manager into whose team it is folded. Teams are of two or more: one report alone says more as a
/// box of its own.
pub(super) fn teams(chart: &Chart, shown: &[bool]) -> Vec<Option<Record>> {
    let drawn_manager = |record: Record| chart.manager(record).filter(|manager| shown[manager.index()]);
    let drawn = || chart.roster().records().filter(|record| shown[record.index()]);
    let mut has_reports = vec![false; shown.len()];
    drawn().filter_map(drawn_manager).for_each(|manager| has_reports[manager.index()] = true);
    // Who has reports that are left out of the drawing is no leaf either.
    let is_leaf = |record: Record| !has_reports[record.index()] && chart.direct_reports(record) == 0;
    let team_of = |record: Record| drawn_manager(record).filter(|_| is_leaf(record) && chart.presence(record).counts());
    let mut sizes = vec![0_u32; shown.len()];
    drawn().filter_map(team_of).for_each(|manager| sizes[manager.index()] += 1);
    let mut teams = vec![None; shown.len()];
    for record in drawn() {
        teams[record.index()] = team_of(record).filter(|manager| sizes[manager.index()] > 1);
    }
    teams
}

/// The first few titles of a team, each once.
#[derive(Default)]
pub(super) struct Titles<'a> {
    named: Vec<Cow<'a, str>>,
    more: bool,
}

impl<'a> Titles<'a> {
    const NAMED: usize = 3;

    pub(super) fn add(&mut self, title: Cow<'a, str>) {
        if title.is_empty() || self.named.contains(&title) {
            return;
        }
        match self.named.len() {
            Titles::NAMED => self.more = true,
            _ => self.named.push(title),
        }
    }

    /// As the title of the team's box.
    pub(super) fn into_title(self) -> Cow<'a, str> {
        match <[Cow<'a, str>; 1]>::try_from(self.named) {
            Ok([title]) => title,
            Err(titles) if self.more => Cow::Owned(titles.join(", ") + ", …"),
            Err(titles) => Cow::Owned(titles.join(", ")),
        }
    }
}
