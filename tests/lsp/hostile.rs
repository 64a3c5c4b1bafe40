//! A client that breaks the rules gets an answer or none, and the server lives on.

use serde_json::{Value, json};

use crate::SOUND;
use crate::client::Client;

const URI: &str = "untitled:a.csv";

fn is_alive(client: &mut Client) -> bool {
    client
        .request(
            "textDocument/hover",
            json!({ "textDocument": { "uri": URI }, "position": { "line": 1, "character": 0 } }),
        )
        .is_ok()
}

#[test]
fn what_is_not_known_is_refused() {
    let mut client = Client::new();
    for method in ["textDocument/rename", "workspace/symbol", "$/x", "", "initialize"] {
        let error = client.request(method, json!({})).unwrap_err();
        assert_eq!(error["code"], -32601, "{method}");
    }
    for params in [json!(null), json!([]), json!({ "textDocument": 1 }), json!({ "textDocument": { "uri": "x" } })] {
        let error = client.request("textDocument/definition", params).unwrap_err();
        assert_eq!(error["code"], -32602);
    }
    for method in
        ["textDocument/didOpen", "textDocument/didChange", "$/setTrace", "x", "workspace/didChangeConfiguration"]
    {
        client.notify(method, json!({ "a": [1] }));
        client.notify(method, Value::Null);
    }
    assert!(is_alive(&mut client));
    assert!(client.leave().success());
}

#[test]
fn positions_out_of_range_are_the_nearest_there_is() {
    let mut client = Client::new();
    client.open(URI, "csv", SOUND);
    let huge = u32::MAX;
    for what in ["hover", "definition", "references", "completion"] {
        for (line, character) in [(huge, huge), (0, huge), (huge, 0), (3, 1000)] {
            let position = json!({ "line": line, "character": character });
            let asked = json!({ "textDocument": { "uri": URI }, "position": position });
            assert!(client.request(&format!("textDocument/{what}"), asked).is_ok());
        }
    }
    for (line, character) in [(-1, 0), (1, -1)] {
        let position = json!({ "line": line, "character": character });
        let asked = json!({ "textDocument": { "uri": URI }, "position": position });
        assert_eq!(client.request("textDocument/hover", asked).unwrap_err()["code"], -32602);
    }
    client.texts.insert(URI.to_owned(), (i32::MAX, String::new()));
    // Ends before its start, versions that go back, far out of the text, no such document.
    for (uri, version, start, end) in [
        (URI, -5, [4, 9], [2, 1]),
        (URI, 3, [huge, huge], [0, 0]),
        (URI, 3, [0, 0], [huge, huge]),
        ("x", 1, [0, 0], [1, 1]),
    ] {
        let [start, end] = [start, end].map(|[line, character]| json!({ "line": line, "character": character }));
        let change = json!({ "range": { "start": start, "end": end }, "text": "😀\r" });
        let document = json!({ "uri": uri, "version": version });
        client.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
    }
    assert!(is_alive(&mut client));
    client.notify("textDocument/didClose", json!({ "textDocument": { "uri": "untitled:never-opened" } }));
    assert!(client.leave().success());
}

#[test]
fn garbage_between_messages_is_passed_over() {
    let mut client = Client::new();
    client.write(b"\x00\xff garbage\r\n\r\n\r\nContent-Length: x\r\n\r\n");
    client.write(&[b'y'; 100_000]);
    client.write(b"\r\n\r\nContent-Length: 7\r\n\r\n{\"a\":1}");
    client.write(b"Content-Length: 5\r\n\r\n\xff\xfe\x00\x01\x02");
    let deep = "[".repeat(500_000);
    client.write(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes());
    client.send(&json!([{ "jsonrpc": "2.0", "id": 1, "method": "shutdown" }]));
    client.send(&json!({ "jsonrpc": "2.0", "id": 999, "result": "nobody asked" }));
    assert!(is_alive(&mut client));
    assert!(client.leave().success());
}

#[test]
fn texts_of_no_use_end_nothing() {
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let yaml = "- ".repeat(50_000);
    let long = format!("id,manager\n{},\n", "x".repeat(1 << 20));
    let cases = [
        ("a.json", deep.as_str()),
        ("a.yaml", &yaml),
        ("a.csv", &long),
        ("a.csv", "id,manager\n\"1,"),
        ("a.csv", "\u{feff}id,manager\n1,9\n"),
        ("a.csv", "PK\u{3}\u{4}id,manager"),
        ("a.csv", "PAR1"),
        ("a.csv", "i\0d\0,\0m\0a\0n\0a\0g\0e\0r\0\n\0"),
        ("a.ldif", "dn: uid=a\nmanager: uid=b\n"),
        ("orglint.toml", &deep),
        ("orglint.toml", "[rules]\n\"integrity/cycle\" = \u{0}"),
        ("a.csv", "id,manager\r1,\r2,1\r3,8\r"),
    ];
    let mut client = Client::new();
    for (number, (file, text)) in cases.into_iter().enumerate() {
        let uri = format!("file:///nowhere/{number}/{file}");
        client.open(&uri, "", text);
        let _ = client.diagnostics(&uri);
        client.request("textDocument/documentSymbol", json!({ "textDocument": { "uri": uri } })).unwrap();
        for uri in [uri.as_str(), "file:///nowhere/0/%zz", "file://", "", "\u{0}"] {
            client.open(uri, "csv", "id,manager\n1,2\n");
            let _ = client.diagnostics(uri);
        }
    }
    assert!(is_alive(&mut client));
}

#[test]
fn a_session_keeps_to_its_order() {
    let mut client = Client::unstarted();
    let asked = json!({ "textDocument": { "uri": URI }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.request("textDocument/hover", asked.clone()).unwrap_err()["code"], -32002);
    client.request("initialize", json!({ "capabilities": {} })).unwrap();
    client.request("shutdown", Value::Null).unwrap();
    assert_eq!(client.request("textDocument/hover", asked).unwrap_err()["code"], -32600);
    client.notify("exit", Value::Null);
    assert_eq!(client.end().code(), Some(0));

    let mut client = Client::new();
    client.notify("exit", Value::Null);
    assert_eq!(client.end().code(), Some(1), "nobody said that it would end");
    let client = Client::new();
    assert_eq!(client.end().code(), Some(1), "the stream ended");
    let mut client = Client::unstarted();
    client.notify("exit", Value::Null);
    assert_eq!(client.end().code(), Some(1));
}

#[test]
fn a_flood_of_changes_is_outlived() {
    let mut client = Client::new();
    client.open(URI, "csv", SOUND);
    for number in 0..3000 {
        client.edit(URI, &[(0..0, if number % 2 == 0 { "x" } else { "" })]);
        let text = &mut client.texts.get_mut(URI).unwrap().1;
        let back = text.len() - SOUND.len();
        client.edit(URI, &[(0..back, "")]);
    }
    assert_eq!(client.shown(URI), []);
    // What is cancelled before its turn is not answered from the chart.
    client.send(&json!({ "jsonrpc": "2.0", "id": "a", "method": "textDocument/documentSymbol", "params": { "textDocument": { "uri": URI } } }));
    client.notify("$/cancelRequest", json!({ "id": "a" }));
    let answer = client.receive();
    assert_eq!(answer["id"], "a");
    assert!(answer["error"]["code"] == -32800 || answer["result"].is_array(), "{answer}");
}
