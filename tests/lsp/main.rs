//! The language server as an editor speaks with it, over standard input and output.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod client;
mod configurations;
mod edits;
mod hostile;
mod places;
mod session;

use std::path::Path;

use tempfile::TempDir;

/// A chart in which everything is in order.
const SOUND: &str = "\
id,name,title,manager_id
E1,Ann Lee,CEO,
E2,Ben Roe,Chief Revenue Officer,E1
E3,Cai Orr,VP of Sales,E2
E4,Dee Poe,Sales Manager,E3
E5,Eli Fox,Account Executive,E4
E6,Fay Gow,Account Executive,E4
E7,Gus Hay,Account Executive,E4
E8,Hal Ito,VP of Marketing,E2
EE,Ida Joy,VP of Customer Success,E2
EA,Jan Kay,Executive Assistant to the CEO,E1
EB,Kim Low,General Counsel,E1
EC,Lea May,Deal Desk Analyst,E3
ED,Max Nye,Sales Analyst,E3
";

/// A folder of its own, and the URI of a file in it.
fn folder(file: &str) -> (TempDir, String) {
    let folder = TempDir::new().unwrap();
    let uri = uri(&folder.path().join(file));
    (folder, uri)
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}
