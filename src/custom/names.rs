//! The facts that conditions and messages can name: the same of the position and of its manager, and those of the chart.

use crate::expression::{Kind, Name};
use crate::input::Field;

/// A fact of a position.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OfPosition {
    /// What a column says, as text.
    Text(Field),
    /// What a column says, as a number.
    Number(Field),
    /// Whether the position carries quota.
    QuotaCarrying,
    Level,
    Rank,
    Function,
    Functions,
    ManagesPeople,
    Layer,
    DirectReports,
    TotalReports,
    IsRoot,
    IsVacant,
    IsSeller,
}

/// A fact of the chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum OfChart {
    People,
    Headcount,
    Layers,
    Sellers,
    Day,
}

/// Whose fact a name is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fact {
    Person(OfPosition),
    Manager(OfPosition),
    Chart(OfChart),
}

/// Both `person.x` and `manager.x` for every fact of a position.
macro_rules! facts {
    ($($path:literal $kind:ident $fact:expr, $about:literal;)* chart: $($of_chart:literal $chart_kind:ident $chart:expr, $chart_about:literal;)*) => {
        /// The names, the position's first.
        pub const NAMES: &[Name] = &[
            $(Name { path: concat!("person.", $path), kind: Kind::$kind, about: $about },)*
            $(Name { path: concat!("manager.", $path), kind: Kind::$kind, about: $about },)*
            $(Name { path: concat!("chart.", $of_chart), kind: Kind::$chart_kind, about: $chart_about },)*
        ];

        /// What the name of that number stands for.
        pub(super) const FACTS: &[Fact] = &[
            $(Fact::Person($fact),)*
            $(Fact::Manager($fact),)*
            $(Fact::Chart($chart),)*
        ];
    };
}

use OfPosition as P;

facts! {
    "id" Text P::Text(Field::Id), "the id";
    "name" Text P::Text(Field::Name), "the name of the incumbent";
    "title" Text P::Text(Field::Title), "the title as it stands";
    "department" Text P::Text(Field::Department), "the department";
    "email" Text P::Text(Field::Email), "the e-mail address";
    "status" Text P::Text(Field::Status), "the status as it stands";
    "worker_type" Text P::Text(Field::WorkerType), "employee, contractor and the like, as it stands";
    "location" Text P::Text(Field::Location), "where the incumbent works";
    "currency" Text P::Text(Field::Currency), "the currency of the pay";
    "start_date" Text P::Text(Field::StartDate), "the first day, as 2026-03-31 where it can be read in one way, else as it stands";
    "end_date" Text P::Text(Field::EndDate), "the last day, as 2026-03-31 where it can be read in one way, else as it stands";
    "base_pay" Number P::Number(Field::BasePay), "base pay a year";
    "total_pay" Number P::Number(Field::TotalPay), "total pay a year";
    "years_experience" Number P::Number(Field::YearsExperience), "years of experience";
    "headcount_weight" Number P::Number(Field::HeadcountWeight), "full-time posts that the position counts for";
    "quota_carrying" Flag P::QuotaCarrying, "whether the position carries quota, by its column";
    "is_seller" Flag P::IsSeller, "whether the position carries quota, by its column or else by its title";
    "level" Text P::Level, "the level that the title is read as, such as 'senior-director'";
    "rank" Number P::Rank, "the rank of that level, from 1 to 15; higher is more senior";
    "function" Text P::Function, "the first function that the title or the department names";
    "functions" Texts P::Functions, "all functions that it names";
    "manages_people" Text P::ManagesPeople, "whether the title says so: 'yes', 'no' or 'unclear'";
    "layer" Number P::Layer, "the layer, from 1 at the top";
    "direct_reports" Number P::DirectReports, "how many report to the position directly";
    "total_reports" Number P::TotalReports, "how many are below the position";
    "is_root" Flag P::IsRoot, "whether the position reports to nobody";
    "is_vacant" Flag P::IsVacant, "whether nobody holds the position";
    chart:
    "people" Number OfChart::People, "people in the chart";
    "headcount" Number OfChart::Headcount, "people in the organisation, where declared, or else in the chart";
    "layers" Number OfChart::Layers, "layers from the top down";
    "sellers" Number OfChart::Sellers, "people who carry quota";
    "day" Text OfChart::Day, "the day of the check, as 2026-03-31";
}

/// The column that the name of that number needs.
pub(super) fn column(name: usize) -> Option<Field> {
    match FACTS[name] {
        Fact::Person(fact) | Fact::Manager(fact) => column_of(fact),
        Fact::Chart(_) => None,
    }
}

/// The column whose cell the name of that number points at, where it is a fact of the position itself.
pub(super) fn column_of_position(name: usize) -> Option<Field> {
    match FACTS[name] {
        Fact::Person(fact) => column_of(fact),
        _ => None,
    }
}

fn column_of(fact: OfPosition) -> Option<Field> {
    match fact {
        // The roster puts a name together from several columns.
        P::Text(Field::Name) => None,
        P::Text(field) | P::Number(field) => Some(field),
        P::QuotaCarrying => Some(Field::QuotaCarrying),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_fact() {
        assert_eq!(NAMES.len(), FACTS.len());
        let manager_level = NAMES.iter().position(|name| name.path == "manager.level").unwrap();
        assert_eq!(FACTS[manager_level], Fact::Manager(OfPosition::Level));
        let layers = NAMES.iter().position(|name| name.path == "chart.layers").unwrap();
        assert_eq!(FACTS[layers], Fact::Chart(OfChart::Layers));
    }
}
