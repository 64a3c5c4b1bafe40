//! What a part of a title can do for how the title reads.

use std::fmt;

use super::{Functions, Level, Levels, Qualifier};

/// What a part of a title did for how the title reads.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Effect {
    /// Is a whole title to which the company has given a meaning of its own.
    IsOwnTitle,
    /// Names the job that gives the title its level.
    NamesJob {
        /// The level of the word by itself.
        alone: Level,
        /// The level of the job in this title.
        here: Level,
    },
    /// Leaves room for levels that the same title commonly means as well.
    MayHaveLevels(Levels),
    /// Names another job than that which gives the title its level.
    NamesFurtherJob {
        /// Its level.
        level: Level,
        /// The level that counts.
        counts: Level,
    },
    /// Moves the job from one level to another.
    Moves {
        /// The level that the title would have without this part.
        from: Level,
        /// The level that it has.
        to: Level,
    },
    /// Says what the job is for.
    IsFor(Functions),
    /// What the same words commonly mean as well.
    MayBeFor(Functions),
    /// Names a function, but something else in the title counts more.
    WouldBeFor {
        /// What it names.
        functions: Functions,
        /// What counts.
        counts: Functions,
    },
    /// Describes the job without naming one, or a function.
    Describes,
    /// Names whom the job serves: the VP in 'Assistant to the VP'.
    IsServed,
    /// Names whom the job looks after, or what.
    IsLookedAfter,
    /// Says where.
    SaysWhere,
    /// Qualifies the title.
    Qualifies(Qualifier),
    /// Narrows the job to a part of the organisation.
    Narrows,
    /// Says that several hold the post.
    Shares,
    /// Says that the title is a wish, and no post.
    Wishes,
    /// Stands behind 'at' or 'with'.
    FollowsAt,
    /// Joins what stands around it.
    Joins,
    /// Changes nothing.
    ChangesNothing,
    /// Is not in the lexicon.
    IsUnknown,
    /// Is not in the lexicon, but ends as words for people at work do, and no other word names a job.
    SoundsLikeJob,
    /// Stands behind the words that are looked at.
    IsNotLookedAt,
}

impl Effect {
    /// Whether the lexicon lacks the word.
    pub const fn is_unknown(self) -> bool {
        matches!(self, Effect::IsUnknown | Effect::SoundsLikeJob)
    }
}

/// In words: `names the job: vp`.
impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Effect::NamesJob { alone, here } if alone == here => write!(f, "names the job: {here}"),
            Effect::NamesJob { alone, here } => write!(f, "names the job: {alone}, here {here}"),
            Effect::MayHaveLevels(levels) => {
                let names: Vec<&str> = levels.iter().map(Level::name).collect();
                write!(f, "may also be read as {}", names.join(", "))
            }
            Effect::NamesFurtherJob { level, counts } if level == counts => {
                write!(f, "names a further job of the same level: {level}")
            }
            Effect::NamesFurtherJob { level, counts } if level.rank() < counts.rank() => {
                write!(f, "names a further job: {level}, lower than {counts}")
            }
            Effect::NamesFurtherJob { level, counts } => {
                write!(f, "names a further job: {level}, which tells less than {counts}")
            }
            Effect::Moves { from: Level::Unknown, to } => write!(f, "makes it {to}"),
            Effect::Moves { from, to } if to.rank() > from.rank() => write!(f, "raises it from {from} to {to}"),
            Effect::Moves { from, to } => write!(f, "lowers it from {from} to {to}"),
            Effect::IsFor(functions) => write!(f, "is what it is for: {}", Names(functions)),
            Effect::MayBeFor(functions) => write!(f, "may also be for {}", Names(functions)),
            Effect::WouldBeFor { functions, counts } => {
                let verb = if counts.len() == 1 { "counts" } else { "count" };
                write!(f, "would be for {}, but {} {verb}", Names(functions), Names(counts))
            }
            Effect::Qualifies(qualifier) => write!(f, "qualifies it: {}", qualifier.name()),
            Effect::Describes => f.write_str("describes the job"),
            Effect::IsServed => f.write_str("is who is served"),
            Effect::IsLookedAfter => f.write_str("is what the job looks after"),
            Effect::SaysWhere => f.write_str("says where: regional"),
            Effect::Narrows => f.write_str("narrows it to a part"),
            Effect::Shares => f.write_str("says that the post is shared"),
            Effect::Wishes => f.write_str("says that no post is held"),
            Effect::FollowsAt => f.write_str("is an employer or the like: changes nothing"),
            Effect::Joins => f.write_str("joins"),
            Effect::ChangesNothing => f.write_str("changes nothing"),
            Effect::IsUnknown => f.write_str("not in the lexicon"),
            Effect::SoundsLikeJob => f.write_str("not in the lexicon, but ends as names of jobs do: individual"),
            Effect::IsOwnTitle => f.write_str("is a title of the company's own, as orglint.toml has it"),
            Effect::IsNotLookedAt => f.write_str("not looked at"),
        }
    }
}

/// The names of functions in a row.
struct Names(Functions);

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, function) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(" + ")?;
            }
            f.write_str(function.name())?;
        }
        Ok(())
    }
}
