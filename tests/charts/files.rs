//! The files of charts in a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files in a folder and below it that end in one of these, in the order of their paths.
pub(crate) fn files(folder: &Path, ends: &[&str]) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| ends.iter().any(|known| end == *known)) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The fixtures that are charts by themselves, as paths from the folder of the fixtures.
#[allow(dead_code, reason = "some tests look for files of a folder only")]
pub(crate) fn fixtures_by_themselves() -> io::Result<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let is_of_others = |path: &Path| {
        let is_in = |part: &str| path.iter().any(|name| name == part);
        ["bad", "titles", "plans"].into_iter().any(is_in) || path.to_string_lossy().ends_with("-junior.csv")
    };
    let all = files(&folder, &["csv", "tsv", "json", "jsonl", "yaml", "yml", "ldif"])?;
    let below = all.iter().filter_map(|path| path.strip_prefix(&folder).ok());
    Ok(below.filter(|path| !is_of_others(path)).map(|path| path.to_string_lossy().into_owned()).collect())
}
