//! Repairs of generated charts whose true managers are known.

#[path = "../examples/sample_chart/generator/mod.rs"]
mod generator;
#[path = "repair/score.rs"]
mod score;
#[path = "repair/small.rs"]
mod small;

use generator::{IdStyle, Kind, Params};
use orglint::input::{self, Options};
use orglint::reorg::plan::{Draft, Plan};
use orglint::source::{Raw, Source};
use orglint::table::Format;
use orglint::title::Reader;
use score::{Score, proposed, repaired};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const STYLES: [IdStyle; 4] = [IdStyle::Prefix, IdStyle::Gaps, IdStyle::Zeros, IdStyle::Uuid];

/// A chart of 10,000 people with faults of every kind.
fn faulty(seed: u64, teams: bool) -> Params {
    let ids = STYLES[seed as usize % STYLES.len()];
    Params { ids, faults: 20, mistyped: 20, teams, ..Params::new(10_000, seed) }
}

/// Repairs charts and adds up what was right.
fn scored(seeds: impl Iterator<Item = u64>, teams: bool) -> Result<Score, Box<dyn std::error::Error>> {
    let mut score = Score::default();
    for seed in seeds {
        score.add(&repaired(&faulty(seed, teams))?);
    }
    Ok(score)
}

/// No error is left, for each fault that was one changed line there is one change, and nobody else is moved.
fn is_mended_by_the_fewest_changes(score: &Score) {
    assert!(score.errors.is_empty(), "{:#?}", score.errors);
    assert_eq!((score.left_out, score.not_one, score.further), (0, 0, 0), "{score}");
}

fn names_the_true_managers(seeds: impl Iterator<Item = u64>) -> Outcome {
    let score = scored(seeds, true)?;
    is_mended_by_the_fewest_changes(&score);
    for kind in [Kind::MistypedManager, Kind::Cycle, Kind::SecondRoot] {
        assert!(score.share(kind) >= 0.9, "{score}");
    }
    Ok(())
}

// Two halves, so that they run side by side.

#[test]
fn true_managers_are_named_where_the_columns_tell_teams() -> Outcome {
    names_the_true_managers(101..111)
}

#[test]
fn true_managers_are_named_in_as_many_other_charts() -> Outcome {
    names_the_true_managers(111..121)
}

#[test]
fn a_mistyped_id_tells_the_manager_where_nothing_else_does() -> Outcome {
    let score = scored(201..204, false)?;
    is_mended_by_the_fewest_changes(&score);
    assert!(score.share(Kind::MistypedManager) >= 0.9, "{score}");
    // Whatever is proposed with a confidence below a half may well be wrong, and says so.
    let (right, all, sum) = score
        .confidence
        .range(9..)
        .fold((0, 0, 0.0), |(right, all, sum), (_, more)| (right + more.0, all + more.1, sum + more.2));
    assert!(right as f64 / all as f64 > sum / all as f64 - 0.1, "{score}");
    Ok(())
}

#[test]
fn the_plan_that_is_written_mends_the_chart() -> Outcome {
    for (ids, seed) in STYLES.into_iter().zip(0..) {
        let params = Params { ids, faults: 3, mistyped: 3, ..Params::new(600, seed) };
        let mut text = Vec::new();
        generator::Chart::generate(&params)?.write_csv(&mut text)?;
        let (found, chart) = proposed(text.clone())?;
        let mut written = Vec::new();
        found.write_plan(&chart, &mut written)?;
        let source = Source::new("plan.toml", written).map_err(|fault| format!("{fault:?}"))?;
        let plan = Plan::read(&source)?;
        assert_eq!(plan.steps.len(), found.changes.len());
        let options = Options { all_columns: true, ..Options::default() };
        let mut draft = Draft::new(input::load(Raw::new("org.csv", text), &options)?, &options, chart.day())?;
        for step in &plan.steps {
            draft = draft.after(step, &source, &Reader::builtin())?;
        }
        let mut after = Vec::new();
        draft.write(Format::Csv, &mut after)?;
        let (further, _) = proposed(after)?;
        assert!(further.changes.is_empty() && further.left_out.is_empty(), "{params:?}");
    }
    Ok(())
}

#[test]
fn the_order_of_the_rows_changes_nothing() -> Outcome {
    for (people, faults, teams) in [(300, 3, true), (1_000, 5, false)] {
        let of = |order| -> Result<String, Box<dyn std::error::Error>> {
            // Ids follow from rows, so that the rows of one chart are sorted in another way.
            let params = Params { faults, mistyped: faults, teams, ..Params::new(people, 7) };
            let mut text = Vec::new();
            generator::Chart::generate(&params)?.write_csv(&mut text)?;
            let (found, chart) = proposed(sorted(&text, order)?)?;
            let mut plan = Vec::new();
            found.write_plan(&chart, &mut plan)?;
            assert!(found.changes.len() > 5 * faults, "{}", found.changes.len());
            Ok(String::from_utf8(plan)?)
        };
        let expected = of(0)?;
        for order in 1..4 {
            assert_eq!(of(order)?, expected);
        }
    }
    Ok(())
}

/// The rows of a file in another order; of several of one id the first is kept.
fn sorted(text: &[u8], order: u64) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut reader = csv::Reader::from_reader(text);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(reader.headers()?)?;
    let mut seen = std::collections::BTreeSet::new();
    let mut rows = reader.records().collect::<Result<Vec<_>, _>>()?;
    rows.retain(|row| seen.insert(row[0].to_owned()));
    fastrand::Rng::with_seed(order).shuffle(&mut rows[..if order == 0 { 0 } else { seen.len() }]);
    rows.iter().try_for_each(|row| writer.write_record(row))?;
    Ok(writer.into_inner()?)
}

/// `ORGLINT_SEEDS=1-8 cargo test --test repair measure -- --ignored --nocapture` prints what was right, by kind.
#[test]
#[ignore = "prints figures, and asserts nothing"]
fn measure() -> Outcome {
    let seeds = std::env::var("ORGLINT_SEEDS").unwrap_or("1-4".to_owned());
    let (from, to) = seeds.split_once('-').ok_or("give a range of seeds")?;
    for teams in [false, true] {
        println!("teams: {teams}\n{}", scored(from.parse()?..=to.parse()?, teams)?);
    }
    Ok(())
}
