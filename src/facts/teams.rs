//! Who leads nobody, and whether a chart goes down to the teams at all.

use super::{Facts, RoleId};
use crate::title::{Level, ManagesPeople, Role};

/// The share of those without reports, in per cent, from which on titles that manage people among them say that the
/// people are not in the chart. Where it is complete, nearly all who lead nobody are individuals.
const LEADERS_AT_THE_END: usize = 25;

impl Facts<'_> {
    /// Whether the chart stops above the teams, as one of senior posts does, or one whose titles are grades: more than a
    /// quarter of those who lead nobody have a title that manages people. What such a chart says of how many somebody
    /// leads is not the whole.
    pub fn ends_above_the_teams(&self) -> bool {
        *self.ends_above_the_teams.get_or_init(|| {
            let chart = self.chart();
            let all = self.people() as usize - chart.leading().len();
            let leads = |role: RoleId| surely_leads_a_team(&self.roles()[role as usize]);
            let leaders = self.with_role(leads).filter(|position| chart.direct_reports(*position) == 0).count();
            leaders * 100 > all * LEADERS_AT_THE_END
        })
    }
}

/// Whether a title is that of a manager, a director, a vice president or a chief who manages people, in every reading.
pub fn surely_leads_a_team(role: &Role) -> bool {
    let leads = |level: Level| (Level::Manager.rank()..=Level::CSuite.rank()).contains(&level.rank());
    role.manages_people == ManagesPeople::Yes && role.levels().iter().all(leads)
}
