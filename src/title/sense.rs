//! What a word or a phrase of a title can mean.

use super::{Chief, Function, Functions, Level, Levels, ManagesPeople, Office};

/// The part that a word plays in the grammar of titles.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Says what the job is about: 'sales', 'customer success'; also every word that the lexicon does not know.
    Topic,
    /// Says where: 'EMEA', 'North America'.
    Place,
    /// Changes or qualifies the job beside it: 'senior', 'acting'.
    Modifier(Modifier),
    /// 'of', 'for': what follows is looked after.
    Of,
    /// 'to': what follows is served.
    To,
    /// 'at': what follows is an employer.
    At,
    /// 'and': joins topics, or jobs.
    And,
    /// Names a job: 'director', 'analyst'. The number counts through the lexicon's heads.
    Head(u16),
}

/// What changes or qualifies a job.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Modifier {
    /// Changes nothing: 'global', 'junior', 'staff'.
    Neutral,
    /// 'junior'.
    Junior,
    /// 'senior'.
    Senior,
    /// 'executive'.
    Executive,
    /// 'associate'.
    Associate,
    /// 'assistant'.
    Assistant,
    /// 'deputy'.
    Deputy,
    /// 'lead', before a noun.
    Lead,
    /// 'head', before a noun.
    Head,
    /// 'chief', before a noun.
    Chief,
    /// 'co-'.
    Co,
    /// 'divisional'.
    Divisional,
    /// 'regional'.
    Regional,
    /// 'acting'.
    Acting,
    /// 'interim'.
    Interim,
    /// 'former': the post is held no more.
    Former,
    /// 'department': whoever chairs one heads it.
    Department,
    /// 'vacant'.
    Vacant,
    /// 'open': vacant where it stands alone.
    Open,
    /// 'office of': the job that follows is not the holder's.
    OfficeOf,
    /// 'seeking': the title is a wish.
    Seeking,
}

impl Modifier {
    /// The bit of this modifier in a set of modifiers.
    pub(super) const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// How a head combines with the words around it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Family {
    /// Reads the same whatever is around it.
    Fixed,
    /// The office of a chief: its functions are its own, whatever else the title names.
    Chief,
    /// 'president': c-suite, for what it names, otherwise for everything.
    President,
    /// 'vice president'.
    VicePresident,
    /// 'director'.
    Director,
    /// 'managing director': bare a chief, with a function a senior vice president.
    ManagingDirector,
    /// 'executive director': bare a chief, with a function a vice president.
    ExecutiveDirector,
    /// 'general manager'.
    GeneralManager,
    /// 'manager'.
    Manager,
    /// 'head'.
    Head,
    /// 'dean', which a deputy turns into an associate director.
    Dean,
    /// 'chief' without 'officer'.
    BareChief,
    /// 'lead', 'leader'.
    Lead,
    /// 'partner'.
    Partner,
    /// 'principal'.
    Principal,
    /// 'chair': of a board, or of a faculty.
    Chair,
    /// 'officer': a chief where 'chief' comes before.
    Officer,
    /// A profession whose chief leads it: 'economist', 'architect'.
    Profession,
    /// Any other job without people: 'analyst', 'technician'.
    Individual,
    /// 'trainee': whatever the post is that the title names, it is not held yet.
    Trainee,
    /// 'assistant', 'secretary', 'adviser': beside another job they serve it.
    Assistant,
}

/// When the functions of a head count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Counts {
    /// Where the words around the head name none.
    #[default]
    Otherwise,
    /// Where nothing in the whole title names one.
    Last,
    /// Where the word describes another job: 'partner' in 'partner manager'.
    Describing,
}

/// A word that names a job.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    /// How it combines.
    pub(super) family: Family,
    /// The level by itself.
    pub(super) level: Level,
    /// Whether the holder manages people.
    pub(super) manages_people: ManagesPeople,
    /// Further readings.
    pub(super) other_levels: Levels,
    /// The chief's office.
    pub(super) chief: Option<Chief>,
    /// The offices that it may be, the usual one first, where it stands for several.
    pub(super) offices: &'static [Office],
    /// When the functions of the sense count.
    pub(super) counts: Counts,
    /// What the word is where another head follows: 'assistant' in 'assistant manager'.
    pub(super) before: Option<Modifier>,
}

/// What 'X manager' is, for a word X.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ManagerOf {
    /// A manager of people: 'sales manager'.
    #[default]
    People,
    /// A manager, perhaps without people: 'marketing manager'.
    Unclear,
    /// Somebody who manages the thing and no people: 'product manager'.
    Things,
}

/// What one word or phrase means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sense {
    /// Its part in the grammar.
    pub(super) class: Class,
    /// The functions that it names.
    pub(super) functions: Functions,
    /// The functions that it names in a second reading.
    pub(super) other_functions: Functions,
    /// Among words side by side the strongest names the function: in 'sales systems' it is 'sales'.
    pub(super) strength: u8,
    /// What 'X manager' is.
    pub(super) manager: ManagerOf,
}

impl Sense {
    /// The sense of a word that the lexicon does not know.
    pub(super) const UNKNOWN: Sense = Sense {
        class: Class::Topic,
        functions: Functions::NONE,
        other_functions: Functions::NONE,
        strength: 0,
        manager: ManagerOf::People,
    };

    /// A word that plays `class` and names no function.
    pub(super) const fn of(class: Class) -> Sense {
        Sense { class, ..Sense::UNKNOWN }
    }
}

/// The strength of the functions that a job brings with it: any topic beside it names them before.
pub(super) const NOUN: u8 = 1;

/// What the title of a chief means that stands for any of `offices`, the usual one first.
pub(super) fn chief(offices: &[Office]) -> (Sense, Head) {
    let mut sense = Sense { strength: NOUN, ..Sense::of(Class::Topic) };
    if let Some((usual, others)) = offices.split_first() {
        sense.functions = usual.functions;
        for other in others {
            other
                .functions
                .iter()
                .filter(|one| *one != Function::Other)
                .for_each(|one| sense.other_functions.push(one));
        }
    }
    let head = Head {
        family: Family::Chief,
        level: Level::CSuite,
        manages_people: ManagesPeople::Yes,
        other_levels: Levels::NONE,
        chief: offices.first().map(|office| office.chief),
        offices: if offices.len() > 1 { offices.to_vec().leak() } else { &[] },
        counts: Counts::Otherwise,
        before: None,
    };
    (sense, head)
}

/// Whether the holder of a post at `level` manages people, where nothing else is said.
pub(super) const fn usually_manages(level: Level) -> ManagesPeople {
    match level {
        Level::Unknown | Level::Avp => ManagesPeople::Unclear,
        Level::Board | Level::Individual | Level::AssistantTo => ManagesPeople::No,
        _ => ManagesPeople::Yes,
    }
}

/// Lexicons live as long as the program does, so that roles can name what stands in them.
pub(super) fn kept(text: &str) -> &'static str {
    text.to_owned().leak()
}
