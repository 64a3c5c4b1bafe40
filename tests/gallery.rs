//! The pictures of the gallery are what the commands beside them draw; `ORGLINT_BLESS=1 cargo test --test gallery` draws
//! them anew.

#![cfg(feature = "pictures")]
#![allow(clippy::unwrap_used, reason = "a test stops where something is amiss")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;

#[test]
fn every_picture_is_what_its_command_draws() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/gallery.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let blesses = std::env::var_os("ORGLINT_BLESS").is_some_and(|value| value == "1");
    let mut drawn = BTreeSet::new();
    let mut wrong = Vec::new();
    for command in page.lines().filter_map(|line| line.strip_prefix("$ orglint ")) {
        let words: Vec<&str> = command.split(' ').collect();
        let picture = *words.iter().skip_while(|word| **word != "-o").nth(1).unwrap();
        let made = folder.path().join(Path::new(picture).file_name().unwrap());
        let words = words.iter().map(|word| if *word == picture { made.to_str().unwrap() } else { word });
        Command::cargo_bin("orglint").unwrap().current_dir(root).args(words).assert().success();
        if picture.starts_with("docs/gallery/") {
            drawn.insert(picture.to_owned());
            let made = fs::read(made).unwrap();
            if blesses {
                fs::write(root.join(picture), &made).unwrap();
            } else if fs::read(root.join(picture)).ok() != Some(made) {
                wrong.push(picture.to_owned());
            }
        }
    }
    assert!(wrong.is_empty(), "run `ORGLINT_BLESS=1 cargo test --test gallery` and look at {wrong:?}");
    // Pages of a PDF and of the browser are made by other programs.
    let others = ["page-01.png", "page-02.png", "page-for-browsers.png"].map(|name| format!("docs/gallery/{name}"));
    let kept = fs::read_dir(root.join("docs/gallery")).unwrap().map(|entry| entry.unwrap().file_name());
    let kept: BTreeSet<String> = kept.map(|name| format!("docs/gallery/{}", name.to_string_lossy())).collect();
    assert_eq!(kept, drawn.into_iter().chain(others).collect(), "each picture is on the page");
    for picture in kept {
        assert!(page.contains(&format!("]({})", picture.trim_start_matches("docs/"))), "{picture} is shown");
    }
}
