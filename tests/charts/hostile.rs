//! Texts that try to be more than text.

use proptest::prelude::*;

/// Whatever a cell can hold, what has a meaning in DOT and HTML more often than chance has it.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let telling = prop::sample::select(vec![
        "\"",
        "\\",
        "\\\"",
        "\n",
        "\r\n",
        "\\N",
        "\\G",
        "\\l",
        "\\",
        "]",
        "[",
        "{",
        "}",
        ";",
        "->",
        "--",
        "<",
        ">",
        "<<",
        ">>",
        "&amp;",
        "&",
        "#",
        "//",
        "/*",
        "*/",
        "\t",
        "\u{1b}[31m",
        "\u{7}",
        "\u{202e}",
        "\u{2066}",
        "\u{2028}",
        "👩🏽\u{200d}💻",
        "e\u{301}",
        "\u{feff}",
        "\u{ffff}",
        "label=",
        "subgraph x",
        "n0",
        "vacant",
        ",",
        "%%{init: {\"theme\": \"dark\"}}%%",
        "%%",
        "\"]",
        "\"`",
        "`",
        "```\n",
        "~~~",
        "\n---\n",
        "click n0 callback",
        "end",
        "direction TB",
        "direction",
        "TB",
        "style n0 fill:",
        "classDef x:",
        ":::error",
        "fa:fa-user",
        "$$x$$",
        "#quot;",
        "#35;",
        "ﬂ°°60¶ß",
        "°",
        "{{x}}",
        "<br>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</style>",
        "<!--",
        "-->",
        "]]>",
        "javascript:alert(1)",
        "=cmd()",
        "1. ",
        "- ",
        "+ ",
        "**",
        "_",
        "|",
        "\\|",
        "@octocat",
        "a@b.example",
        "#123",
        "GH-1",
        "https://a.example",
        "www.a.example",
        "[x](y)",
        "![x](y)",
        ":smile:",
    ]);
    let part = prop_oneof![3 => telling.prop_map(str::to_owned), 1 => any::<String>(), 1 => "[a-zA-Z ]{0,12}"];
    prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat().replace('\0', ""))
}

/// So many hostile texts, the same in every run.
#[cfg(any(feature = "graphviz-tests", feature = "mermaid-tests"))]
pub(crate) fn hostile_texts(count: usize) -> Vec<String> {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let strategy = hostile();
    (0..count).filter_map(|_| Some(strategy.new_tree(&mut runner).ok()?.current())).collect()
}

/// A chart in which hostile texts are names, titles and departments: everybody reports to the first of their ten.
#[cfg(any(feature = "graphviz-tests", feature = "mermaid-tests"))]
pub(crate) fn hostile_chart(texts: &[String]) -> String {
    let mut chart = String::from("id,name,title,department,manager_id\n");
    for (row, text) in texts.iter().enumerate() {
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        let department = format!("\"{}\"", texts[row % 12].replace('"', "\"\""));
        let manager = if row % 10 > 0 { (row - row % 10).to_string() } else { String::new() };
        chart += &format!("{row},{cell},{cell},{department},{manager}\n");
    }
    chart
}
