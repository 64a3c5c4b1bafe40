//! Repairs of generated charts whose true managers are known.

#[path = "../examples/sample_chart/generator/mod.rs"]
mod generator;
#[path = "repair/score.rs"]
mod score;

use generator::{IdStyle, Params};
use score::{Score, repaired};

type Outcome = Result<(), Box<dyn std::error::Error>>;

const STYLES: [IdStyle; 4] = [IdStyle::Prefix, IdStyle::Gaps, IdStyle::Zeros, IdStyle::Uuid];

/// A chart of 10,000 people with faults of every kind.
fn faulty(seed: u64, teams: bool) -> Params {
    let ids = STYLES[seed as usize % STYLES.len()];
    Params { ids, faults: 20, mistyped: 20, teams, ..Params::new(10_000, seed) }
}

/// `ORGLINT_SEEDS=1-8 cargo test --test repair measure -- --ignored --nocapture` prints what was right, by kind.
#[test]
#[ignore = "prints figures, and asserts nothing"]
fn measure() -> Outcome {
    let seeds = std::env::var("ORGLINT_SEEDS").unwrap_or("1-4".to_owned());
    let (from, to) = seeds.split_once('-').ok_or("give a range of seeds")?;
    for teams in [false, true] {
        let mut score = Score::default();
        for seed in from.parse()?..=to.parse::<u64>()? {
            score.add(&repaired(&faulty(seed, teams))?);
        }
        println!("teams: {teams}\n{score}");
    }
    Ok(())
}
