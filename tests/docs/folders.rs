//! Where the pages of the documentation are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The files of a folder and the folders below it whose name ends in `.md`.
pub(crate) fn pages_in(folder: &Path) -> std::io::Result<BTreeSet<PathBuf>> {
    let mut pages = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            pages.append(&mut pages_in(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.insert(path);
        }
    }
    Ok(pages)
}
