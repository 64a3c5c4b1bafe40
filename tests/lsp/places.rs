//! What can be asked of a place: hover, definition, references, symbols, completion.

use serde_json::{Value, json};

use crate::SOUND;
use crate::client::{Client, capabilities};

const URI: &str = "untitled:chart.csv";

fn opened(text: &str) -> Client {
    let mut client = Client::new();
    client.open(URI, "csv", text);
    client
}

fn told(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap_or_default()
}

#[test]
fn a_manager_cell_tells_of_the_manager() {
    let mut client = opened(SOUND);
    let at = client.find(URI, "Executive,E4") + "Executive,".len();
    let hover = client.ask_at("hover", URI, at);
    let told = told(&hover);
    for part in ["Dee Poe", "Sales Manager", "layer: 4", "3 direct, 3 in all", "level: manager", "`E1` Ann Lee"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert_eq!(client.pointed_at(URI, &hover["range"]), "E4");
    let own = client.ask("hover", URI, "E4,Dee")["contents"].clone();
    assert_eq!(own, hover["contents"], "the id tells the same");
}

#[test]
fn a_title_tells_how_it_was_read() {
    let mut client = opened(SOUND);
    let hover = client.ask("hover", URI, "VP of Sales");
    let told = told(&hover);
    assert!(told.contains("Read as vp · sales") && told.contains("`VP`: names the job"), "{told}");
    assert_eq!(client.pointed_at(URI, &hover["range"]), "VP of Sales");
}

#[test]
fn a_finding_tells_of_its_rule() {
    let mut client = opened(&SOUND.replace("Manager,E3", "Manager,E9"));
    let at = client.find(URI, "Manager,E9") + "Manager,".len();
    let hover = client.ask_at("hover", URI, at);
    assert!(
        told(&hover).contains("**`integrity/unknown-manager`** (error): a manager who is not in the chart"),
        "{hover}"
    );
}

#[test]
fn no_text_of_a_chart_is_markdown() {
    let hostile = "[click](https://example.com) <script>x</script> **b** `c` | ![i](x)";
    let text = SOUND.replace("Dee Poe", hostile).replace("VP of Sales", hostile);
    let mut client = opened(&text);
    for needle in ["E4,[click]", "E2\nE4", hostile] {
        let at = client.find(URI, needle);
        let hover = client.ask_at("hover", URI, at);
        let markdown = told(&hover);
        let events: Vec<pulldown_cmark::Event<'_>> = pulldown_cmark::Parser::new(markdown).collect();
        for event in &events {
            use pulldown_cmark::{Event, Tag};
            let acts = matches!(
                event,
                Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. })
            );
            assert!(!acts, "{event:?} in {markdown}");
        }
        assert!(!markdown.is_empty(), "{needle}");
    }
    let mut capabilities = capabilities();
    capabilities["textDocument"]["hover"]["contentFormat"] = json!(["plaintext"]);
    let mut client = Client::with(&capabilities, &json!({}));
    client.open(URI, "csv", SOUND);
    let hover = client.ask("hover", URI, "E4,Dee");
    assert_eq!(hover["contents"]["kind"], "plaintext");
    assert!(told(&hover).starts_with("E4 Dee Poe, Sales Manager\n"), "{hover}");
}

#[test]
fn a_manager_is_found_and_so_is_who_reports_there() {
    let mut client = opened(SOUND);
    let at = client.find(URI, "Executive,E4") + "Executive,".len();
    let definition = client.ask_at("definition", URI, at);
    let id = client.find(URI, "E4,Dee");
    assert_eq!(definition["range"]["start"], client.position(URI, id));
    let references = client.ask("references", URI, "E4,Dee");
    let lines: Vec<u64> = references
        .as_array()
        .unwrap()
        .iter()
        .map(|location| {
            assert_eq!(client.pointed_at(URI, &location["range"]), "E4");
            location["range"]["start"]["line"].as_u64().unwrap()
        })
        .collect();
    assert_eq!(lines, [4, 5, 6, 7], "the record itself, and three who report to it");
    assert!(client.ask("definition", URI, "id,name").is_null(), "the header is nobody");
}

#[test]
fn the_outline_is_the_hierarchy() {
    let mut client = opened(SOUND);
    let asked = json!({ "textDocument": { "uri": URI } });
    let symbols = client.request("textDocument/documentSymbol", asked.clone()).unwrap();
    let mut at = &symbols[0];
    let mut names = vec![at["name"].as_str().unwrap()];
    while let Some(below) = at["children"].get(0) {
        names.push(below["name"].as_str().unwrap());
        at = below;
    }
    assert_eq!(names, ["Ann Lee (E1)", "Ben Roe (E2)", "Cai Orr (E3)", "Dee Poe (E4)", "Eli Fox (E5)"]);
    assert_eq!(symbols[0]["detail"], "CEO");

    let mut without = capabilities();
    without["textDocument"]["documentSymbol"] = json!({});
    let mut client = Client::with(&without, &json!({}));
    client.open(URI, "csv", SOUND);
    let symbols = client.request("textDocument/documentSymbol", asked).unwrap();
    assert_eq!(symbols.as_array().unwrap().len(), 13);
    let dee = symbols.as_array().unwrap().iter().find(|symbol| symbol["name"] == "Dee Poe (E4)").unwrap();
    assert_eq!(dee["containerName"], "Cai Orr (E3)");
}

#[test]
fn an_outline_has_a_bound() {
    let mut text = "id,manager_id\n0,\n".to_owned();
    for number in 1..30_000 {
        text += &format!("{number},{}\n", number - 1);
    }
    for number in 30_000..40_000 {
        text += &format!("{number},0\n");
    }
    let mut client = opened(&text);
    let asked = json!({ "textDocument": { "uri": URI } });
    let symbols = client.request("textDocument/documentSymbol", asked).unwrap();
    let mut depth = 0;
    let mut at = &symbols[0];
    while let Some(below) = at["children"].get(0) {
        depth += 1;
        at = below;
    }
    assert!((1..=32).contains(&depth), "{depth}");
    assert!(symbols.to_string().matches("selectionRange").count() <= 5000);
}

#[test]
fn ids_are_completed_in_a_manager_cell() {
    let mut client = opened(&SOUND.replace("Manager,E3", "Manager,Ca"));
    let at = client.find(URI, "Manager,Ca") + "Manager,Ca".len();
    let list = client.ask_at("completion", URI, at);
    let items = list["items"].as_array().unwrap();
    assert_eq!(items.len(), 1, "{items:?}");
    assert_eq!((&items[0]["label"], &items[0]["detail"]), (&json!("E3"), &json!("Cai Orr, VP of Sales")));
    let edit = &items[0]["textEdit"];
    assert_eq!(client.pointed_at(URI, &edit["range"]), "Ca");
    assert_eq!(edit["newText"], "E3");
    assert!(client.ask("completion", URI, "Dee Poe").is_null(), "a name is anybody's guess");
    // An empty cell offers everybody but its own record.
    client.replace(URI, "Manager,Ca", "Manager,");
    let at = client.find(URI, "Sales Manager,") + "Sales Manager,".len();
    let list = client.ask_at("completion", URI, at);
    assert_eq!(list["items"].as_array().unwrap().len(), 12);
}
