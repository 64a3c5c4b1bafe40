//! `orglint.toml`, in the editor and on the disk.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Client, capabilities};
use crate::{SOUND, folder, uri};

const LOST: &str = "integrity/unknown-manager";

fn broken() -> String {
    SOUND.replace("Manager,E3", "Manager,E99")
}

fn rules(client: &mut Client, uri: &str) -> Vec<String> {
    client.diagnostics(uri).iter().map(|one| one["code"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn what_is_typed_into_a_configuration_counts() {
    let (_folder, chart) = folder("org.csv");
    let toml = chart.replace("org.csv", "orglint.toml");
    let mut client = Client::new();
    client.open(&chart, "csv", &broken());
    assert_eq!(rules(&mut client, &chart), [LOST]);
    client.open(&toml, "toml", "[rules]\n\"integrity/unknown-manager\" = \"off\"\n");
    assert_eq!(rules(&mut client, &chart), [""; 0]);
    client.replace(&toml, "\"off\"", "\"info\"");
    assert_eq!(client.diagnostics(&chart)[0]["severity"], 3);
    // While it cannot be read, what held before holds.
    client.replace(&toml, "\"info\"", "\"infos\"");
    assert_eq!(client.diagnostics(&chart)[0]["severity"], 3);
    let faults = client.diagnostics(&toml);
    assert_eq!(faults.len(), 1);
    assert_eq!(client.pointed_at(&toml, &faults[0]["range"]), "\"infos\"");
    assert!(faults[0]["message"].as_str().unwrap().contains("did you mean 'info'?"), "{faults:?}");
    client.close(&toml);
    assert_eq!(client.diagnostics(&chart)[0]["severity"], 1);
    assert_eq!(client.diagnostics(&toml).len(), 0);
}

#[test]
fn an_unknown_key_is_pointed_at_without_any_chart() {
    let mut client = Client::new();
    let toml = "file:///nowhere/orglint.toml";
    client.open(toml, "toml", "# ä\n[rules]\n\"integrity/cycel\" = \"off\"\n");
    let faults = client.diagnostics(toml);
    assert_eq!(client.pointed_at(toml, &faults[0]["range"]), "\"integrity/cycel\"");
    assert!(faults[0]["message"].as_str().unwrap().contains("'integrity/cycle'"));
    let actions = client.actions(toml, "cycel");
    assert_eq!(actions.len(), 1);
    client.apply(&actions[0]["edit"]);
    assert!(client.text(toml).ends_with("\"integrity/cycle\" = \"off\"\n"));
    assert_eq!(client.diagnostics(toml).len(), 0);
    client.replace(toml, "[rules]", "[organization]\nheadcount = 5\n[rules]");
    let fix = &client.actions(toml, "organization")[0];
    assert_eq!(fix["title"], "Write organisation");
    client.apply(&fix["edit"]);
    assert_eq!(client.diagnostics(toml).len(), 0);
}

#[test]
fn a_configuration_that_changes_on_the_disk_is_read_anew() {
    let (folder, chart) = folder("teams/org.csv");
    let toml = folder.path().join("orglint.toml");
    let mut client = Client::new();
    client.open(&chart, "csv", &broken());
    assert_eq!(rules(&mut client, &chart), [LOST]);
    assert_eq!(client.asked.len(), 1);
    let watched = &client.asked[0]["params"]["registrations"][0];
    assert_eq!(watched["registerOptions"]["watchers"][0]["globPattern"], "**/orglint.toml");
    fs::write(&toml, "[rules]\n\"integrity/*\" = \"off\"\n").unwrap();
    let change = json!({ "changes": [{ "uri": uri(&toml), "type": 1 }] });
    client.notify("workspace/didChangeWatchedFiles", change.clone());
    assert_eq!(rules(&mut client, &chart), [""; 0]);
    // A fault in a file that is not open is shown there, too.
    fs::write(&toml, "[rulez]\n").unwrap();
    client.notify("workspace/didChangeWatchedFiles", change.clone());
    assert!(client.diagnostics(&uri(&toml))[0]["message"].as_str().unwrap().contains("rulez"));
    fs::remove_file(&toml).unwrap();
    client.notify("workspace/didChangeWatchedFiles", change);
    assert_eq!(rules(&mut client, &chart), [LOST]);
    assert_eq!(client.diagnostics(&uri(&toml)).len(), 0);

    // Whoever watches no files tells when one is saved.
    let mut capabilities = capabilities();
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({});
    let mut client = Client::with(&capabilities, &json!({}));
    client.open(&chart, "csv", &broken());
    assert_eq!(rules(&mut client, &chart), [LOST]);
    fs::write(&toml, "[rules]\n\"integrity/*\" = \"off\"\n").unwrap();
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": chart } }));
    assert_eq!(rules(&mut client, &chart), [""; 0]);
    assert!(client.asked.is_empty());
}

#[test]
fn a_file_that_is_built_on_counts_as_it_is_typed() {
    let (folder, chart) = folder("org.csv");
    fs::write(folder.path().join("orglint.toml"), "extends = [\"base.toml\"]\n").unwrap();
    let base = folder.path().join("base.toml");
    fs::write(&base, "").unwrap();
    let mut client = Client::new();
    client.open(&chart, "csv", &broken());
    assert_eq!(rules(&mut client, &chart), [LOST]);
    client.open(&uri(&base), "toml", "");
    client.edit(&uri(&base), &[(0..0, "[rules]\nall = \"off\"\n")]);
    assert_eq!(rules(&mut client, &chart), [""; 0]);
    client.edit(&uri(&base), &[(0..0, "x")]);
    assert_eq!(client.diagnostics(&uri(&base)).len(), 1, "the fault is where it is");
}

fn accept(client: &mut Client, chart: &str) -> Value {
    let actions = client.actions(chart, "E99");
    let titled = |action: &&Value| action["title"].as_str().unwrap().starts_with("Accept ");
    actions.iter().find(titled).expect("an exception")["edit"].clone()
}

#[test]
fn a_finding_is_accepted() {
    let (folder, chart) = folder("org.csv");
    let toml = folder.path().join("orglint.toml");
    let mut client = Client::new();
    client.open(&chart, "csv", &broken());
    // There is no configuration: one is made beside the chart.
    let edit = accept(&mut client, &chart);
    let files = client.apply(&edit);
    let text = &files[&uri(&toml)];
    assert!(
        text.starts_with("[[exception]]\nrule = \"integrity/unknown-manager\"\nid = \"E4\"\nreason = \""),
        "{text}"
    );
    fs::write(&toml, text).unwrap();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert_eq!(rules(&mut client, &chart), [""; 0]);
    // The chart is mended: the exception is one that nobody needs.
    client.replace(&chart, "E99", "E3");
    assert_eq!(rules(&mut client, &uri(&toml)), ["config/unused-exception"]);
    client.replace(&chart, "Manager,E3", "Manager,E99");
    assert_eq!(rules(&mut client, &uri(&toml)), [""; 0]);
}

#[test]
fn decisions_go_to_the_end_of_what_is_there() {
    let (folder, chart) = folder("org.csv");
    let toml = folder.path().join("orglint.toml");
    fs::write(&toml, "[organisation]\nheadcount = 7").unwrap();
    let mut client = Client::new();
    client.open(&chart, "csv", &broken());
    // On the disk.
    let edit = accept(&mut client, &chart);
    let files = client.apply(&edit);
    assert!(files[&uri(&toml)].starts_with("[organisation]\nheadcount = 7\n\n[[exception]]\n"), "{files:?}");
    // In the editor, where it is another text by now.
    client.open(&uri(&toml), "toml", "[rules] # ours\n\"integrity/cycle\" = \"off\"\n");
    let actions = client.actions(&chart, "E99");
    let off = actions.iter().find(|action| action["title"].as_str().unwrap().starts_with("Turn ")).unwrap();
    client.apply(&off["edit"]);
    let expected = "[rules] # ours\n\"integrity/unknown-manager\" = \"off\"\n\"integrity/cycle\" = \"off\"\n";
    assert_eq!(client.text(&uri(&toml)), expected);
    assert_eq!(rules(&mut client, &chart), [""; 0]);
}

#[test]
fn nothing_is_offered_that_a_client_or_a_file_does_not_take() {
    let (folder, chart) = folder("org.csv");
    let mut without = capabilities();
    without["workspace"]["workspaceEdit"] = json!({});
    let mut client = Client::with(&without, &json!({}));
    client.open(&chart, "csv", &broken());
    let titles = |client: &mut Client| -> Vec<String> {
        let actions = client.actions(&chart, "E99");
        actions.iter().map(|action| action["title"].as_str().unwrap().to_owned()).collect()
    };
    // It makes no files.
    assert!(titles(&mut client).iter().all(|title| title.starts_with("Write ")));
    fs::write(folder.path().join("orglint.toml"), "").unwrap();
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": chart } }));
    let edit = accept(&mut client, &chart);
    assert!(edit["documentChanges"].is_null());
    let files = client.apply(&edit);
    assert_eq!(files.len(), 1);
    // Behind a list that is written in one line, a table of the same name is a fault.
    fs::write(
        folder.path().join("orglint.toml"),
        "exception = []\n[rules]\n\"integrity/unknown-manager\" = \"info\"\n",
    )
    .unwrap();
    client.notify("textDocument/didSave", json!({ "textDocument": { "uri": chart } }));
    assert!(titles(&mut client).iter().all(|title| title.starts_with("Write ")));
    // Another kind of action is asked for.
    let asked = json!({
        "textDocument": { "uri": chart }, "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } },
        "context": { "diagnostics": [], "only": ["refactor"] },
    });
    assert_eq!(client.request("textDocument/codeAction", asked), Ok(json!([])));
}

#[test]
fn exceptions_of_charts_that_are_not_open_are_left_alone() {
    let (folder, chart) = folder("org.csv");
    let exceptions = |ids: &[&str]| -> String {
        let one = |id: &&str| format!("[[exception]]\nrule = \"{LOST}\"\nid = \"{id}\"\nreason = \"agreed\"\n");
        ids.iter().map(one).collect()
    };
    let toml = folder.path().join("orglint.toml");
    let expired = format!("[[exception]]\nrule = \"{LOST}\"\nreason = \"agreed\"\nuntil = 2020-01-01\n");
    fs::write(&toml, exceptions(&["X1", "E2"]) + &expired).unwrap();
    let mut client = Client::new();
    client.open(&chart, "csv", SOUND);
    let shown = rules(&mut client, &uri(&toml));
    assert_eq!(shown, ["config/unused-exception", "config/expired-exception"]);
    // Another chart has need of it.
    let other = chart.replace("org.csv", "other.csv");
    client.open(&other, "csv", &SOUND.replace("Officer,E1", "Officer,E99"));
    assert_eq!(rules(&mut client, &uri(&toml)), ["config/expired-exception"]);
    client.close(&other);
    assert_eq!(rules(&mut client, &uri(&toml)), ["config/unused-exception", "config/expired-exception"]);
    client.close(&chart);
    assert_eq!(rules(&mut client, &uri(&toml)), [""; 0]);
}

#[test]
fn rules_are_told_and_completed_in_a_configuration() {
    let mut client = Client::new();
    let toml = "file:///nowhere/orglint.toml";
    client.open(toml, "toml", "# ä\n[rules]\n\"structure/wide-span\" = \"off\"\n\"\"\n[[exception]]\nrule = \"pat\"\n");
    let hover = client.ask("hover", toml, "wide-span");
    let told = hover["contents"]["value"].as_str().unwrap();
    assert!(told.starts_with("**`structure/wide-span`** (") && told.contains("`max`: 20"), "{told}");
    assert_eq!(client.pointed_at(toml, &hover["range"]), "structure/wide-span");
    let labels = |list: &Value| -> Vec<String> {
        let items = list["items"].as_array().unwrap().iter();
        items.map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    let at = client.find(toml, "\"\"") + 1;
    assert!(labels(&client.ask_at("completion", toml, at)).contains(&LOST.to_owned()));
    let at = client.find(toml, "\"pat\"") + 4;
    let list = client.ask_at("completion", toml, at);
    assert!(labels(&list).contains(&"pattern/coo".to_owned()));
    assert_eq!(client.pointed_at(toml, &list["items"][0]["textEdit"]["range"]), "pat");
    let at = client.find(toml, "\"off\"") + 1;
    assert_eq!(labels(&client.ask_at("completion", toml, at)), ["error", "warning", "info", "off"]);
    assert!(client.ask("completion", toml, "[rules]").is_null());
}
