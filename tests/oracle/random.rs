//! Random charts with every fault at once.

use proptest::prelude::*;

use crate::model::Row;

/// How ids are spelled.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Style {
    Prefix,
    Gaps,
    Zeros,
    Uuid,
    Long,
    /// Spellings that are alike but for case, blanks, zeros or '.0'.
    Alike,
}

const STYLES: [Style; 6] = [Style::Prefix, Style::Gaps, Style::Zeros, Style::Uuid, Style::Long, Style::Alike];

impl Style {
    fn id(self, number: usize) -> String {
        match self {
            Style::Prefix => format!("E{number}"),
            Style::Gaps => (number * 7 + 3).to_string(),
            Style::Zeros => format!("{:06}", number + 1),
            Style::Uuid => {
                let word = (number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                format!("{:08x}-{:04x}-4{:03x}-8000-{:012x}", word >> 32, word >> 16 & 0xffff, word & 0xfff, number)
            }
            Style::Long => format!("Employee-Number_{number}"),
            Style::Alike => {
                let (form, number) = (number % 8, number / 8 + 1);
                match form {
                    0 => format!("{number}"),
                    1 => format!("0{number}"),
                    2 => format!("00{number}"),
                    3 => format!("{number}.0"),
                    4 => format!("e{number}"),
                    5 => format!("E{number}"),
                    6 => format!(" E{number}"),
                    _ => format!("é {number}"),
                }
            }
        }
    }
}

/// Whom the positions of a chart report to where nothing is wrong with them.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    Tree,
    Forest,
    Chain,
    Star,
    Loop,
    /// Loops with chains that lead into them.
    Tails,
    /// Anybody to anybody.
    Any,
}

const SHAPES: [Shape; 7] =
    [Shape::Tree, Shape::Forest, Shape::Chain, Shape::Star, Shape::Loop, Shape::Tails, Shape::Any];

impl Shape {
    /// The manager of the position `at` of `count`, by a random number.
    fn manager(self, at: usize, count: usize, random: usize) -> Option<usize> {
        match self {
            Shape::Tree => (at > 0).then(|| random % at),
            Shape::Forest => (at > 0 && !random.is_multiple_of(5)).then(|| random / 5 % at),
            Shape::Chain => at.checked_sub(1),
            Shape::Star => (at > 0).then_some(0),
            Shape::Loop => Some((at + 1) % count),
            Shape::Tails if at.is_multiple_of(7) => Some((at + 2).min(count - 1)),
            Shape::Tails => Some(at - 1),
            Shape::Any => Some(random % count),
        }
    }
}

/// What is wrong with a record.
#[derive(Clone, Copy, Debug)]
enum Fault {
    None,
    Dangling(usize),
    DuplicateOf(usize),
    SelfReport,
    Top(&'static str),
    NoId(&'static str),
    /// The reference has been through a spreadsheet.
    Damaged(u8),
    TwoManagers(usize, usize),
    Left,
    VacantName,
    VacantStatus,
    DottedTo(usize),
    DottedToTwo(usize, usize),
    DottedToNobody,
    DottedToItself,
    BlankRow,
    NoTitle,
}

fn fault() -> impl Strategy<Value = Fault> {
    let other = 0_usize..1000;
    prop_oneof![
        other.clone().prop_map(Fault::Dangling),
        other.clone().prop_map(Fault::DuplicateOf),
        Just(Fault::SelfReport),
        prop::sample::select(vec!["", "", " ", "XX", "none", "-1", "0", "Board of Directors", "\u{a0}"])
            .prop_map(Fault::Top),
        prop::sample::select(vec!["", "  ", "\u{a0}"]).prop_map(Fault::NoId),
        (0_u8..5).prop_map(Fault::Damaged),
        (other.clone(), other.clone()).prop_map(|(one, two)| Fault::TwoManagers(one, two)),
        Just(Fault::Left),
        Just(Fault::VacantName),
        Just(Fault::VacantStatus),
        other.clone().prop_map(Fault::DottedTo),
        (other.clone(), other).prop_map(|(one, two)| Fault::DottedToTwo(one, two)),
        Just(Fault::DottedToNobody),
        Just(Fault::DottedToItself),
        Just(Fault::BlankRow),
        Just(Fault::NoTitle),
    ]
}

/// Records of a chart of that shape, one of each pair of numbers and fault, in the order of the file.
fn rows(shape: Shape, style: Style, plan: &[(usize, Fault)]) -> Vec<Row> {
    let count = plan.len();
    let row = |(at, (random, fault)): (usize, &(usize, Fault))| {
        let own = |number: usize| style.id(number % count);
        let manager = shape.manager(at, count, *random).map(own).unwrap_or_default();
        let mut row = Row {
            id: style.id(at),
            manager,
            name: format!("Person {at}"),
            title: ["Clerk", "Director of Finance", "VP of Sales", "Sales Manager"][random % 4].to_owned(),
            status: ["", "active", "on leave"][random / 4 % 3].to_owned(),
            dotted: String::new(),
        };
        match *fault {
            Fault::None => {}
            // A record with an id has to be there, or it is no chart.
            Fault::NoId(_) | Fault::BlankRow if at == 0 => {}
            Fault::Dangling(number) => row.manager = style.id(count + number),
            Fault::DuplicateOf(number) => {
                row.id = own(number);
                if number.is_multiple_of(3) {
                    row.name = format!("Person {}", number % count);
                    row.title = "Clerk".to_owned();
                }
            }
            Fault::SelfReport => row.manager.clone_from(&row.id),
            Fault::Top(word) => row.manager = word.to_owned(),
            Fault::NoId(blank) => row.id = blank.to_owned(),
            Fault::Damaged(how) => {
                row.manager = match how {
                    0 => format!(" {}", row.manager),
                    1 => row.manager.to_uppercase(),
                    2 => row.manager.trim_start_matches('0').to_owned(),
                    3 => format!("0{}", row.manager),
                    _ => format!("{}.0", row.manager),
                };
            }
            Fault::TwoManagers(one, two) => row.manager = format!("{}; {}", own(one), own(two)),
            Fault::Left => row.status = "Terminated".to_owned(),
            Fault::VacantName => row.name = "Vacant".to_owned(),
            Fault::VacantStatus => row.status = "open".to_owned(),
            Fault::DottedTo(number) => row.dotted = own(number),
            Fault::DottedToTwo(one, two) => row.dotted = format!("{};{}", own(one), own(two)),
            Fault::DottedToNobody => row.dotted = "nobody".to_owned(),
            Fault::DottedToItself => row.dotted.clone_from(&row.id),
            Fault::BlankRow => row = Row::default(),
            Fault::NoTitle => row.title = String::new(),
        }
        row
    };
    plan.iter().enumerate().map(row).collect()
}

/// A chart of up to so many records, some of them wrong, in any order.
pub(crate) fn charts(most: usize) -> impl Strategy<Value = Vec<Row>> {
    let faulty = prop::sample::select(vec![0_u32, 1, 4]);
    (prop::sample::select(SHAPES.to_vec()), prop::sample::select(STYLES.to_vec()), faulty).prop_flat_map(
        move |(shape, style, faulty)| {
            let fault = prop_oneof![8 - faulty => Just(Fault::None), faulty => fault()];
            let plan = prop::collection::vec((any::<usize>(), fault), 1..=most);
            let rows = plan.prop_map(move |plan| rows(shape, style, &plan));
            prop_oneof![1 => rows.clone(), 2 => rows.prop_shuffle()]
        },
    )
}

/// A sound chart of one shape and that many records, bottom up if so wanted.
pub(crate) fn large(shape: Shape, count: usize, is_bottom_up: bool) -> Vec<Row> {
    let plan: Vec<(usize, Fault)> = (0..count).map(|at| (at.wrapping_mul(0x9E37_79B9), Fault::None)).collect();
    let mut rows = rows(shape, Style::Uuid, &plan);
    if is_bottom_up {
        rows.reverse();
    }
    rows
}
