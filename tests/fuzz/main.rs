//! The inputs that fuzzing keeps, run through the targets that it runs.

mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn every_kept_input_passes() -> Outcome {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let mut failed = Vec::new();
    for (target, _) in targets::ALL {
        let inputs = fs::read_dir(corpus.join(target))?.collect::<Result<Vec<_>, _>>()?;
        assert!(!inputs.is_empty(), "{target} has no input");
        for input in inputs {
            let bytes = fs::read(input.path())?;
            if catch_unwind(|| targets::run(target, &bytes)).is_err() {
                failed.push(input.path());
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
    Ok(())
}
