//! Who leads nobody, and whether a chart goes down to the teams at all.

use super::Facts;
use crate::title::{Level, ManagesPeople, Role};

/// The share of those without reports, in per cent, from which on titles that manage people among them say that the
/// people are not in the chart. Where it is complete, nearly all who lead nobody are individuals.
const LEADERS_AT_THE_END: u32 = 25;

impl Facts<'_> {
    /// How many of each role have no direct reports, by its number.
    pub fn without_reports_by_role(&self) -> &[u32] {
        self.without_reports.get_or_init(|| {
            let mut without = vec![0; self.roles().len()];
            for position in self.chart().positions() {
                without[self.role_id(position) as usize] += u32::from(self.chart().direct_reports(position) == 0);
            }
            without
        })
    }

    /// Whether the chart stops above the teams, as one of senior posts does, or one whose titles are grades: more than a
    /// quarter of those who lead nobody have a title that manages people. What such a chart says of how many somebody
    /// leads is not the whole.
    pub fn ends_above_the_teams(&self) -> bool {
        let (mut all, mut leaders) = (0, 0);
        for (role, without) in self.roles().iter().zip(self.without_reports_by_role()) {
            all += without;
            leaders += if surely_leads_a_team(role) { *without } else { 0 };
        }
        u64::from(leaders) * 100 > u64::from(all) * u64::from(LEADERS_AT_THE_END)
    }
}

/// Whether a title is that of a manager, a director, a vice president or a chief who manages people, in every reading.
pub fn surely_leads_a_team(role: &Role) -> bool {
    let leads = |level: Level| (Level::Manager.rank()..=Level::CSuite.rank()).contains(&level.rank());
    role.manages_people == ManagesPeople::Yes && role.levels().iter().all(leads)
}
