//! The fields that a column can hold.

use serde::Deserialize;

/// What a column can hold.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Field {
    /// The id of the position, by which managers are referred to.
    Id,
    /// The id of the solid-line manager.
    Manager,
    /// The id of the incumbent, where positions have ids of their own.
    Person,
    /// The name of the incumbent.
    Name,
    /// The incumbent's first name, where names come in two columns.
    FirstName,
    /// The incumbent's last name.
    LastName,
    /// The job title.
    Title,
    /// The department.
    Department,
    /// The e-mail address.
    Email,
    /// Whether the incumbent is still here.
    Status,
    /// The first day.
    StartDate,
    /// The last day.
    EndDate,
    /// From which day on the record holds, where an id has one for each change.
    EffectiveDate,
    /// Which of several changes of one day comes later.
    EffectiveSequence,
    /// Whether the incumbent carries quota.
    QuotaCarrying,
    /// The ids of the dotted-line managers.
    DottedManager,
    /// Pay a year without what varies.
    BasePay,
    /// Pay a year with all that is expected.
    TotalPay,
    /// The currency of the pay.
    Currency,
    /// Years of experience.
    YearsExperience,
    /// Employee, contractor, intern and the like.
    WorkerType,
    /// What the position counts for in the headcount, in full-time posts.
    HeadcountWeight,
    /// Where the incumbent works.
    Location,
    /// The grade of the position, in whatever scheme the organisation has.
    Grade,
}

impl Field {
    /// Every field.
    pub const ALL: [Field; 24] = [
        Field::Id,
        Field::Manager,
        Field::Person,
        Field::Name,
        Field::FirstName,
        Field::LastName,
        Field::Title,
        Field::Department,
        Field::Email,
        Field::Status,
        Field::StartDate,
        Field::EndDate,
        Field::EffectiveDate,
        Field::EffectiveSequence,
        Field::QuotaCarrying,
        Field::DottedManager,
        Field::BasePay,
        Field::TotalPay,
        Field::Currency,
        Field::YearsExperience,
        Field::WorkerType,
        Field::HeadcountWeight,
        Field::Location,
        Field::Grade,
    ];

    /// How its column is headed in a canonical file: the most telling of the known spellings.
    pub const fn heading(self) -> &'static str {
        match self {
            Field::Manager => "manager_id",
            Field::Person => "person_id",
            Field::Email => "work_email",
            Field::DottedManager => "dotted_manager_ids",
            field => field.name(),
        }
    }

    /// The name by which `--map` calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Manager => "manager",
            Field::Person => "person",
            Field::Name => "name",
            Field::FirstName => "first_name",
            Field::LastName => "last_name",
            Field::Title => "title",
            Field::Department => "department",
            Field::Email => "email",
            Field::Status => "status",
            Field::StartDate => "start_date",
            Field::EndDate => "end_date",
            Field::EffectiveDate => "effective_date",
            Field::EffectiveSequence => "effective_sequence",
            Field::QuotaCarrying => "quota_carrying",
            Field::DottedManager => "dotted_manager",
            Field::BasePay => "base_pay",
            Field::TotalPay => "total_pay",
            Field::Currency => "currency",
            Field::YearsExperience => "years_experience",
            Field::WorkerType => "worker_type",
            Field::HeadcountWeight => "headcount_weight",
            Field::Location => "location",
            Field::Grade => "grade",
        }
    }

    /// Whether it holds a number.
    pub const fn is_number(self) -> bool {
        matches!(self, Field::BasePay | Field::TotalPay | Field::YearsExperience | Field::HeadcountWeight)
    }

    /// What it holds, in a few words.
    pub const fn about(self) -> &'static str {
        match self {
            Field::Id => "the id of the position",
            Field::Manager => "the id of the solid-line manager",
            Field::Person => "the id of the incumbent, where positions have ids of their own",
            Field::Name => "the name of the incumbent",
            Field::FirstName => "the first name of the incumbent",
            Field::LastName => "the last name of the incumbent",
            Field::Title => "the job title",
            Field::Department => "the department",
            Field::Email => "the e-mail address",
            Field::Status => "whether the incumbent is still here",
            Field::StartDate => "the first day",
            Field::EndDate => "the last day",
            Field::EffectiveDate => "from which day on the record holds, where an id has one for each change",
            Field::EffectiveSequence => "which of several changes of one day comes later, as a number",
            Field::QuotaCarrying => "whether the incumbent carries quota",
            Field::DottedManager => "the ids of the dotted-line managers",
            Field::BasePay => "pay a year without what varies",
            Field::TotalPay => "pay a year with all that is expected",
            Field::Currency => "the currency of the pay",
            Field::YearsExperience => "years of experience",
            Field::WorkerType => "employee, contractor, intern and the like",
            Field::HeadcountWeight => "what the position counts for in the headcount, in full-time posts",
            Field::Location => "where the incumbent works",
            Field::Grade => "the grade of the position",
        }
    }

    /// The field of that name; `manager_id` and `dotted_manager_id` are understood, too.
    pub fn from_name(name: &str) -> Option<Field> {
        let name = if name == "id" { name } else { name.trim_end_matches("_id") };
        Field::ALL.into_iter().find(|field| field.name() == name)
    }
}
