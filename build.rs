//! Embeds the short charts under `fixtures/rules`, so that `explain` can show them without the source tree and a rule
//! brings its examples by having fixtures.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FIXTURES: &str = "fixtures/rules";

/// A longer chart is no example that anybody reads.
const MOST_LINES: usize = 30;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed={FIXTURES}");
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut table = String::from("&[\n");
    for category in entries(&root.join(FIXTURES))? {
        for rule in entries(&category)? {
            let name = rule.strip_prefix(root.join(FIXTURES)).unwrap_or(&rule);
            let name = name.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            let example = |name: &str| -> io::Result<String> {
                let chart = embedded(&rule.join(name).with_extension("csv"))?;
                let configuration = embedded(&rule.join(name).with_extension("toml"))?;
                Ok(format!("Example {{ chart: {chart}, configuration: {configuration} }}"))
            };
            let (pass, fail) = (example("pass")?, example("fail")?);
            let before = embedded(&rule.join("before.csv"))?;
            let _ = writeln!(table, "    Examples {{ rule: {name:?}, before: {before}, pass: {pass}, fail: {fail} }},");
        }
    }
    table.push(']');
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(target.join("examples.rs"), table)
}

/// What a folder holds, in order; nothing where it is missing.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

/// The Rust that embeds a chart, if it is short.
fn embedded(file: &Path) -> io::Result<String> {
    let is_short = file.is_file() && fs::read_to_string(file)?.lines().count() <= MOST_LINES;
    Ok(if is_short { format!("Some(include_str!({file:?}))") } else { "None".to_owned() })
}
