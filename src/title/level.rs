//! Levels: the rungs of a hierarchy, as a title names them.

/// The rung that a title names, from the board down. `Unknown` has no rank.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, serde::Deserialize, schemars::JsonSchema)]
#[cfg_attr(test, derive(serde::Serialize))]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Level {
    /// No job is named, or none that can be placed.
    #[default]
    Unknown = 0,
    /// Serves somebody: an executive, personal or administrative assistant.
    AssistantTo = 1,
    /// Does the work and leads nobody by title.
    Individual = 2,
    /// Supervisor, foreman, team lead.
    SupervisorOrLead = 3,
    /// Manager.
    Manager = 4,
    /// Senior manager.
    SeniorManager = 5,
    /// Associate, assistant or deputy director.
    AssociateDirector = 6,
    /// Director.
    Director = 7,
    /// Senior director.
    SeniorDirector = 8,
    /// 'Head of': anything from a manager to a chief, so its rank alone proves nothing.
    Head = 9,
    /// Assistant or associate vice president; in a bank near a manager, so its rank alone proves nothing.
    Avp = 10,
    /// Vice president.
    Vp = 11,
    /// Senior vice president.
    Svp = 12,
    /// Executive vice president.
    Evp = 13,
    /// Chief officers, presidents, founders, owners.
    CSuite = 14,
    /// A seat on the board.
    Board = 15,
}

impl Level {
    /// Every level, from the board down, `Unknown` last.
    pub const ALL: [Level; 16] = [
        Level::Board,
        Level::CSuite,
        Level::Evp,
        Level::Svp,
        Level::Vp,
        Level::Avp,
        Level::Head,
        Level::SeniorDirector,
        Level::Director,
        Level::AssociateDirector,
        Level::SeniorManager,
        Level::Manager,
        Level::SupervisorOrLead,
        Level::Individual,
        Level::AssistantTo,
        Level::Unknown,
    ];

    /// The name in every output and configuration, such as `senior-director`.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Unknown => "unknown",
            Level::AssistantTo => "assistant-to",
            Level::Individual => "individual",
            Level::SupervisorOrLead => "supervisor-or-lead",
            Level::Manager => "manager",
            Level::SeniorManager => "senior-manager",
            Level::AssociateDirector => "associate-director",
            Level::Director => "director",
            Level::SeniorDirector => "senior-director",
            Level::Head => "head",
            Level::Avp => "avp",
            Level::Vp => "vp",
            Level::Svp => "svp",
            Level::Evp => "evp",
            Level::CSuite => "c-suite",
            Level::Board => "board",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.name() == name)
    }

    /// The rank that orders levels, higher is more senior: 1 to 15, `None` for `Unknown`.
    pub const fn rank(self) -> Option<u8> {
        match self {
            Level::Unknown => None,
            level => Some(level as u8),
        }
    }

    /// Whether the rank is too soft to raise a finding by itself ('Head of', AVP).
    pub const fn is_soft(self) -> bool {
        matches!(self, Level::Head | Level::Avp)
    }
}

/// A set of levels: those that a title allows, or those that a pattern asks for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Levels(u16);

impl Levels {
    /// No level.
    pub const NONE: Levels = Levels(0);

    /// The set with `level` in it as well.
    pub const fn with(self, level: Level) -> Levels {
        Levels(self.0 | 1 << level as u8)
    }

    /// The set without `level`.
    pub const fn without(self, level: Level) -> Levels {
        Levels(self.0 & !(1 << level as u8))
    }

    /// Whether `level` is in the set.
    pub const fn contains(self, level: Level) -> bool {
        self.0 & 1 << level as u8 != 0
    }

    /// Whether the sets share a level.
    pub const fn meets(self, other: Levels) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether no level is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The levels in the set, from the board down.
    pub fn iter(self) -> impl Iterator<Item = Level> {
        Level::ALL.into_iter().filter(move |level| self.contains(*level))
    }
}

impl FromIterator<Level> for Levels {
    fn from_iter<I: IntoIterator<Item = Level>>(levels: I) -> Levels {
        levels.into_iter().fold(Levels::NONE, Levels::with)
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}
