//! Plans against their promises, for charts of any shape.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::chart::Chart;
use crate::check::{Rulebook, check};
use crate::diagram::{ColorBy, LineKind, Selection, draw};
use crate::policy::Policy;
use crate::source::Source;
use crate::title::Reader;

const FRAME: Frame = Frame { width: 1_389, height: 897 };

/// Plans the chart in which each report has the manager of a number; of a number that there is none, an unknown one.
fn planned<T>(managers: &[Option<usize>], look: impl FnOnce(&Drawing<'_>, &Colours, &Plan) -> T) -> T {
    let mut text = String::from("id,name,title,manager_id\n");
    for (number, manager) in managers.iter().enumerate() {
        let manager = manager.map_or(String::new(), |manager| format!("E{manager}"));
        text += &format!("E{number},Person {number},Engineer,{manager}\n");
    }
    let source = Source::new("chart.csv", text).unwrap();
    let chart = Chart::new(crate::input::read(source, &Default::default()).unwrap(), jiff::civil::date(2026, 6, 15));
    let (rulebook, policy) = (Rulebook::builtin().unwrap(), Policy::default());
    let report = check(&chart, &rulebook, &policy, &Reader::builtin());
    let drawing = draw(&report, &Selection::default());
    let colours = Colours::new(&drawing, ColorBy::Function);
    let plan = Plan::new(&drawing, &colours, Direction::Down, FRAME);
    look(&drawing, &colours, &plan)
}

fn holds(drawing: &Drawing<'_>, colours: &Colours, plan: &Plan) -> Result<(), TestCaseError> {
    let mut shown: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut cutter = Cutter::new(drawing, colours);
    for (number, page) in plan.pages.iter().enumerate() {
        prop_assert!(page.heads.iter().all(|head| page.cards.contains(head)));
        for card in page.cards.iter().filter(|card| !plan.is_elsewhere(**card, number)) {
            shown.entry(*card).or_default().push(number);
        }
        let part = cutter.part(&page.cards, number == 0);
        let scene = Scene::on_page(&part.drawing, &part.colours, Direction::Down, (FRAME.width, FRAME.height));
        let fits = scene.width <= FRAME.width && scene.height <= FRAME.height;
        prop_assert!(fits || page.cards.len() <= 2, "{:?}", page);
    }
    for card in 0..drawing.cards.len() as u32 {
        let home = plan.home[card as usize] as usize;
        let pages = shown.get(&card).map_or(&[][..], Vec::as_slice);
        prop_assert_eq!(pages.first(), Some(&home), "{} stands on its page first", card);
        // A manager with more reports than fit stands above each part of them, and nobody else stands anywhere else.
        let is_head = |page: &usize| plan.pages[*page].subject == Subject::Team(card);
        prop_assert!(pages.iter().skip(1).all(is_head), "{} on {:?}", card, pages);
        let above = plan.above[card as usize];
        if above != NONE {
            prop_assert!((above as usize) < home);
            prop_assert!(plan.pages[home].heads.contains(&card));
        }
    }
    for line in drawing.lines.iter().filter(|line| matches!(line.kind, LineKind::Solid | LineKind::Broken)) {
        let both = |page: &&Page| page.cards.contains(&line.report) && page.cards.contains(&line.manager);
        prop_assert_eq!(plan.pages.iter().filter(both).count(), 1, "{:?} is drawn once", line);
    }
    Ok(())
}

#[test]
fn what_fits_on_a_page_is_drawn_whole() {
    let managers: Vec<_> = (0..15_usize).map(|number| number.checked_sub(1).map(|number| number / 2)).collect();
    planned(&managers, |_, _, plan| {
        assert_eq!(plan.pages.len(), 1);
        assert_eq!((plan.pages[0].subject, plan.pages[0].cards.len()), (Subject::Overview, 15));
    });
}

#[test]
fn small_teams_share_a_page_and_large_ones_have_their_own() {
    // A top with six managers, five of three reports and one of a hundred.
    let mut managers = vec![None];
    managers.extend([Some(0); 6]);
    managers.extend((0..15).map(|number| Some(1 + number / 3)));
    managers.extend([Some(6); 100]);
    planned(&managers, |drawing, colours, plan| {
        holds(drawing, colours, plan).unwrap();
        assert_eq!(plan.pages[0].cards, [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(plan.pages[1].subject, Subject::Teams(None));
        let (small, parts): (Vec<_>, Vec<_>) = plan.pages[1..].iter().partition(|page| !page.heads.contains(&6));
        assert_eq!(small.iter().flat_map(|page| &page.heads).copied().collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert!(small.len() <= 2 && parts.len() > 1);
        for (number, page) in (1..).zip(&parts) {
            assert_eq!((page.subject, page.part), (Subject::Team(6), (number, parts.len() as u32)));
            assert_eq!(page.heads, [6]);
        }
    });
}

#[test]
fn long_chains_and_wide_teams_end_soon() {
    let chain: Vec<_> = (0..10_000_usize).map(|number| number.checked_sub(1)).collect();
    let team: Vec<_> = (0..3_000).map(|number| (number > 0).then_some(0)).collect();
    let alone = vec![None; 3_000];
    let ring: Vec<_> = (0..1_000).map(|number| Some((number + 1) % 1_000)).collect();
    for managers in [chain, team, alone, ring] {
        planned(&managers, |drawing, _, plan| {
            assert_eq!(plan.home.len(), drawing.cards.len());
            assert!(plan.home.iter().all(|page| *page != NONE));
            assert!(plan.pages.len() <= managers.len() / 3, "{} pages", plan.pages.len());
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn everybody_has_one_home_and_every_line_one_page(seeds in prop::collection::vec((any::<u16>(), 0..12_u8), 1..160)) {
        // Mostly trees of any shape, with a few loops, tops and managers who are not there.
        let count = seeds.len();
        let managers: Vec<Option<usize>> = seeds.iter().enumerate().map(|(number, (seed, kind))| {
            let seed = usize::from(*seed);
            match (kind, number) {
                (_, 0) => None,
                (0, _) if seed % 4 == 0 => Some(seed % (count + 2)),
                (0, _) if seed % 4 == 1 => None,
                (1..=6, _) => Some(seed % number),
                (7..=9, _) => Some(number - 1),
                _ => Some(0),
            }
        }).collect();
        planned(&managers, holds)?;
    }
}
