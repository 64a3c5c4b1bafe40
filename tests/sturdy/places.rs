//! The file that is replaced: what leads to it, and who may read it.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

use crate::running::{Folder, Outcome, assert_refused, chart};

fn folder() -> Outcome<Folder> {
    Folder::new(&[("org.csv", &chart(20)), ("report.json", "before")])
}

const REPORT: [&str; 5] = ["check", "org.csv", "--format", "json", "-o"];

fn to(file: &str) -> Vec<&str> {
    [&REPORT[..], &[file]].concat()
}

#[test]
fn a_file_keeps_its_permissions() -> Outcome {
    let folder = folder()?;
    let path = folder.path("report.json");
    for mode in [0o600, 0o640, 0o604, 0o666, 0o755] {
        fs::write(&path, "before")?;
        fs::set_permissions(&path, Permissions::from_mode(mode))?;
        assert_eq!(folder.run(&to("report.json"))?.status.code(), Some(0));
        assert_ne!(fs::read_to_string(&path)?, "before");
        assert_eq!(path.metadata()?.mode() & 0o7777, mode, "{mode:o}");
    }
    // A new one has those of any new file.
    let output = folder.orglint_after("umask 027", &to("new.json")).output()?;
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(folder.path("new.json").metadata()?.mode() & 0o777, 0o640);
    Ok(())
}

/// Only root may give a file to somebody else; nobody else can see that it is kept.
#[test]
fn a_file_keeps_its_owner_where_that_is_allowed() -> Outcome {
    let folder = folder()?;
    let path = folder.path("report.json");
    let is_root = std::os::unix::fs::chown(&path, Some(12_345), Some(12_346)).is_ok();
    let before = path.metadata()?;
    assert_eq!(folder.run(&to("report.json"))?.status.code(), Some(0));
    let now = path.metadata()?;
    assert_eq!((now.uid(), now.gid(), now.mode()), (before.uid(), before.gid(), before.mode()));
    assert_eq!(is_root, now.uid() == 12_345);
    Ok(())
}

#[test]
fn a_link_stays_and_what_it_leads_to_is_written() -> Outcome {
    let folder = folder()?;
    fs::create_dir(folder.path("reports"))?;
    symlink("report.json", folder.path("link"))?;
    symlink("link", folder.path("longer"))?;
    symlink("reports/new.json", folder.path("ahead"))?;
    for (link, target) in [("longer", "report.json"), ("ahead", "reports/new.json"), ("ahead", "reports/new.json")] {
        let before = fs::read_to_string(folder.path(target)).unwrap_or_default();
        assert_eq!(folder.run(&to(link))?.status.code(), Some(0), "{link}");
        assert!(folder.path(link).symlink_metadata()?.is_symlink(), "{link}");
        let now = fs::read_to_string(folder.path(target))?;
        assert!(now.starts_with('{') && (now != before || link == "ahead"), "{link}");
    }
    symlink("nowhere/new.json", folder.path("astray"))?;
    assert_refused(&folder.run(&to("astray"))?, "astray: its folder is not there");
    symlink("round", folder.path("round"))?;
    assert_refused(&folder.run(&to("round"))?, "round: it cannot be written: its links lead round in a circle");
    // Two ways to one file are one file.
    let both = ["check", "org.csv", "--format", "json=ahead", "--format", "short=reports/new.json"];
    assert_refused(&folder.run(&both)?, "two reports are for this file");
    symlink("org.csv", folder.path("input"))?;
    assert_refused(&folder.run(&to("input"))?, "inputs are never changed");
    assert_eq!(fs::read_to_string(folder.path("org.csv"))?, chart(20));
    Ok(())
}

#[test]
fn a_folder_without_room_for_new_files_is_told() -> Outcome {
    let folder = folder()?;
    // Nobody, not even root, makes files here.
    let output = folder.run(&to("/proc/report.json"))?;
    assert_refused(&output, "/proc/report.json: ");
    Ok(())
}
