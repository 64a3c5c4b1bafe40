//! What a person does: opens a chart, breaks it, reads what is wrong, takes the fix.

use serde_json::json;

use crate::client::{Client, capabilities};
use crate::{SOUND, folder};

#[test]
fn a_chart_is_broken_diagnosed_fixed_and_clean() {
    let mut client = Client::new();
    let uri = "untitled:chart.csv";
    client.open(uri, "csv", SOUND);
    assert_eq!(client.shown(uri), []);
    client.replace(uri, "Sales Manager,E3", "Sales Manager,E33");
    assert_eq!(client.shown(uri), [("integrity/unknown-manager".to_owned(), "E33".to_owned())]);
    let diagnostic = &client.published[uri][0];
    assert_eq!((&diagnostic["severity"], &diagnostic["source"]), (&json!(1), &json!("orglint")));
    let actions = client.actions(uri, "E33");
    let fix = actions.iter().find(|action| action["title"] == "Write E3").expect("what was meant");
    assert_eq!(fix["diagnostics"][0]["code"], "integrity/unknown-manager");
    client.apply(&fix["edit"]);
    assert_eq!(client.text(uri), SOUND);
    assert_eq!(client.shown(uri), []);
    assert!(client.leave().success());
}

#[test]
fn what_keeps_a_chart_from_being_read_is_one_diagnostic() {
    let mut client = Client::new();
    let uri = "untitled:chart.csv";
    client.open(uri, "csv", SOUND);
    client.replace(uri, "E4,Dee Poe,Sales Manager,E3\n", "E4,Dee Poe\n");
    let diagnostics = client.diagnostics(uri);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0]["range"]["start"], json!({ "line": 4, "character": 0 }));
    assert!(diagnostics[0]["message"].as_str().unwrap().contains("2 cells"), "{diagnostics:?}");
    assert!(diagnostics[0]["code"].is_null());
    client.replace(uri, "E4,Dee Poe\n", "E4,Dee Poe,Sales Manager,E3\n");
    assert_eq!(client.shown(uri), []);
    client.close(uri);
    assert!(client.leave().success());
}

#[test]
fn the_members_of_a_loop_are_pointed_at() {
    let looped = SOUND.replace("Officer,E1", "Officer,E4");
    let mut client = Client::new();
    client.open("untitled:a.csv", "csv", &looped);
    let diagnostics = client.diagnostics("untitled:a.csv");
    let cycle = diagnostics.iter().find(|diagnostic| diagnostic["code"] == "integrity/cycle").unwrap();
    let related = cycle["relatedInformation"].as_array().unwrap();
    let members: Vec<String> =
        related.iter().map(|member| client.pointed_at("untitled:a.csv", &member["location"]["range"])).collect();
    assert_eq!(members, ["E3", "E2"]);
    assert_eq!(related[0]["location"]["uri"], "untitled:a.csv");

    let mut without = capabilities();
    without["textDocument"]["publishDiagnostics"] = json!({});
    let mut client = Client::with(&without, &json!({}));
    client.open("untitled:a.csv", "csv", &looped);
    for diagnostic in client.diagnostics("untitled:a.csv") {
        assert!(diagnostic["relatedInformation"].is_null());
    }
}

#[test]
fn columns_are_those_that_were_agreed_on() {
    // An emoji, an accent that combines, and letters of two and three bytes before the cell at fault.
    let text = "id,name,title,manager_id\nE1,Ann,CEO,\nE2,👩‍💼 Zoe\u{301} Ünal 日本,VP of Sales,E9\n";
    for encodings in [json!(["utf-8", "utf-16"]), json!(["utf-16"]), json!(["utf-32"]), json!(null)] {
        let mut capabilities = capabilities();
        capabilities["general"]["positionEncodings"] = encodings;
        let mut client = Client::with(&capabilities, &json!({}));
        client.open("untitled:a.csv", "csv", text);
        let shown = client.shown("untitled:a.csv");
        assert!(shown.contains(&("integrity/unknown-manager".to_owned(), "E9".to_owned())), "{shown:?}");
        // The edit is understood in the same units.
        client.replace("untitled:a.csv", "E9", "E1");
        let shown = client.shown("untitled:a.csv");
        assert!(shown.iter().all(|(rule, _)| !rule.starts_with("integrity/")), "{shown:?}");
    }
}

#[test]
fn charts_of_every_format_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let mut client = Client::new();
    for file in ["chart.csv", "chart.tsv", "semicolon.csv", "chart.json", "chart.jsonl", "chart.yaml", "chart.ldif"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let uri = format!("untitled:{file}");
        client.open(&uri, "plaintext", &text);
        let path = format!("file:///nowhere/{file}");
        client.open(&path, "plaintext", &text);
        let symbols =
            client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": path } })).unwrap();
        assert!(!symbols.as_array().unwrap().is_empty(), "{file}");
        // Without a name only the language tells.
        assert_eq!(client.diagnostics(&uri).len(), 0, "{file}");
    }
}

#[test]
fn what_was_meant_is_written_as_the_format_has_it() {
    let records = [["E1", "CEO", ""], ["E2", "VP of Sales", "E1"], ["E3", "Account Executive", "E22"]];
    let of = |record: fn(&[&str; 3]) -> String| records.iter().map(record).collect::<Vec<String>>();
    let json =
        of(|[id, title, manager]| format!("{{\"id\": \"{id}\", \"title\": \"{title}\", \"manager\": \"{manager}\"}}"));
    let yaml = of(|[id, title, manager]| format!("- id: {id}\n  title: {title}\n  manager: {manager}\n"));
    let csv = of(|[id, title, manager]| format!("\"{id}\";\"{title}\";\"{manager}\"\n"));
    let cases = [
        ("a.json", format!("[{}]", json.join(",\n"))),
        ("a.jsonl", json.join("\n")),
        ("a.yaml", yaml.concat()),
        ("a.csv", format!("id;title;manager\n{}", csv.concat())),
    ];
    let mut client = Client::new();
    for (file, text) in cases {
        let uri = format!("untitled:{file}");
        client.open(&uri, file.rsplit('.').next().unwrap(), &text);
        let actions = client.actions(&uri, "E22");
        let fix = actions.iter().find(|action| action["title"] == "Write E2").unwrap_or_else(|| panic!("{file}"));
        client.apply(&fix["edit"]);
        assert_eq!(client.text(&uri), text.replace("E22", "E2"));
        assert!(client.shown(&uri).iter().all(|(rule, _)| !rule.starts_with("integrity/")), "{file}");
    }
    // A number without quotes stays one, and a name may call for quotes.
    client.open("untitled:b.json", "json", &json.join("\n").replace("\"E22\"", "22"));
    let actions = client.actions("untitled:b.json", "22");
    assert!(actions.iter().all(|action| !action["title"].as_str().unwrap().starts_with("Write ")), "{actions:?}");
    let names =
        "name,title,manager\nAnn Lee,CEO,\n\"Roe, Ben\",VP of Sales,Ann Lee\nCai Orr,Account Executive,Roe Ben\n";
    client.open("untitled:c.csv", "csv", names);
    let at = client.find("untitled:c.csv", "Roe Ben") + "Roe".len();
    let list = client.ask_at("completion", "untitled:c.csv", at);
    assert_eq!(list["items"][0]["textEdit"]["newText"], "\"Roe, Ben\"");
}

#[test]
fn what_is_no_chart_is_left_alone() {
    let mut client = Client::new();
    let cases = [
        ("package.json", r#"{"name": "x", "version": "1.0.0", "dependencies": {"a": "1"}}"#),
        ("menu.json", r#"[{"id": 1, "title": "File", "children": [{"id": 2, "title": "Open", "children": []}]}]"#),
        ("tree.json", r#"[{"id": "1", "title": "a", "parentId": null}, {"id": "2", "title": "b", "parentId": "9"}]"#),
        ("broken.json", "{\"id\": 1,"),
        ("ci.yaml", "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n"),
        ("prices.csv", "sku,price\n1,2\n3\n"),
        ("categories.csv", "id,name,parent_id\n1,a,\n2,b,7\n"),
        ("notes.txt", "id,manager\n1,2\n"),
        ("empty.csv", ""),
        ("tsconfig.json", "{}"),
    ];
    for (file, text) in cases {
        let uri = format!("file:///nowhere/{file}");
        client.open(&uri, "plaintext", text);
        assert_eq!(client.diagnostics(&uri), [""; 0], "{file}");
    }
    // Unless a user says that all are charts.
    let mut client = Client::with(&capabilities(), &json!({ "charts": "all" }));
    client.open("file:///nowhere/broken.json", "json", "{\"id\": 1,");
    assert_eq!(client.diagnostics("file:///nowhere/broken.json").len(), 1);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "orglint": { "charts": "auto" } } }));
    client.close("file:///nowhere/broken.json");
    client.open("file:///nowhere/broken.json", "json", "{\"id\": 1,");
    assert_eq!(client.diagnostics("file:///nowhere/broken.json").len(), 0);
}

#[test]
fn of_many_findings_the_gravest_are_shown() {
    let mut text = "id,name,title,manager_id\nE1,Ann,CEO,\n".to_owned();
    for number in 0..1500 {
        text += &format!("N{number},Bob,Xyzzy,E1\n");
    }
    text += "S1,Zoe,Account Executive,S1\n";
    let mut client = Client::new();
    client.open("untitled:a.csv", "csv", &text);
    let diagnostics = client.diagnostics("untitled:a.csv");
    assert!(diagnostics.len() <= 1001);
    assert!(diagnostics.iter().any(|diagnostic| diagnostic["code"] == "integrity/self-report"));
}

#[test]
fn a_document_that_is_closed_shows_nothing() {
    let (_folder, uri) = folder("org.csv");
    let mut client = Client::new();
    client.open(&uri, "csv", &SOUND.replace("Manager,E3", "Manager,E9"));
    assert_eq!(client.shown(&uri).len(), 1);
    client.close(&uri);
    assert_eq!(client.diagnostics(&uri).len(), 0);
}
