//! What YAML and LDIF have and JSON has not: styles of text, anchors, several documents; folded lines, base64, entries of
//! nobody. And what is made to be too much.

use std::fmt::Write;
use std::time::{Duration, Instant};

use orglint::error::Error;
use orglint::finding::Record;
use orglint::input::{self, Field, Format, Options, Roster};
use orglint::source::Source;
use proptest::prelude::*;

fn read(format: Format, text: impl Into<Vec<u8>>) -> Result<Roster, Error> {
    let source = Source::new("chart", text).map_err(|fault| Error::not_text("chart", fault))?;
    input::read(source, &Options { format: Some(format), ..Options::default() })
}

fn yaml(text: impl Into<Vec<u8>>) -> Result<Roster, Error> {
    read(Format::Yaml, text)
}

fn ldif(text: impl Into<Vec<u8>>) -> Result<Roster, Error> {
    read(Format::Ldif, text)
}

/// All that a column says, record by record.
fn column(roster: &Roster, field: Field) -> Vec<String> {
    roster.records().map(|record| String::from_utf8_lossy(&roster.bytes(record, field)).into_owned()).collect()
}

/// The text at the place of a cell.
fn placed(roster: &Roster, record: u32, field: Field) -> &str {
    roster.source().text(roster.place(Record(record), field))
}

fn complaint(result: Result<Roster, Error>) -> String {
    let error = result.err();
    error.map(|error| format!("{error}\n  help: {}\n", error.mend().unwrap_or("none"))).unwrap_or_default()
}

#[test]
fn plain_texts_are_what_is_written() {
    let roster = yaml(
        "- {id: 007, manager: null, title: no}\n- {id: 1e3, manager: ~, title: 0x1F}\n- {id: 1_000, manager: , title: yes}\n\
         - id: 12:30\n  manager: Null\n  title: 2026-01-01\n- id: \"null\"\n  manager: NULL\n  title: '~'\n",
    )
    .unwrap();
    assert_eq!(column(&roster, Field::Id), ["007", "1e3", "1_000", "12:30", "null"]);
    assert_eq!(column(&roster, Field::Manager), ["", "", "", "", ""]);
    assert_eq!(column(&roster, Field::Title), ["no", "0x1F", "yes", "2026-01-01", "~"]);
}

#[test]
fn texts_of_every_style_are_read_and_placed() {
    let roster = yaml(
        "\u{feff}# é\r\n- id: !!str 1\r\n  manager: # none\r\n  title: &t 'it''s' # a 'remark'\r\n\
         - id: &é \"2\"\r\n  manager: !x &m   1\r\n  title: |\r\n    Chief\r\n    of X\r\n  name: A\r\n   B\r\n\
         - id: 3\r\n  manager: *é\r\n  title: *t\r\n  name: \"\\u00c9\" # x\"\r\n",
    )
    .unwrap();
    assert_eq!(column(&roster, Field::Id), ["1", "2", "3"]);
    assert_eq!(column(&roster, Field::Manager), ["", "1", "2"]);
    assert_eq!(column(&roster, Field::Title), ["it's", "Chief\nof X\n", "it's"]);
    assert_eq!(column(&roster, Field::Name), ["", "A B", "É"]);
    let places = [(0, Field::Id, "1"), (1, Field::Id, "\"2\""), (1, Field::Manager, "1"), (2, Field::Manager, "*é")];
    for (record, field, text) in places {
        assert_eq!(placed(&roster, record, field), text);
    }
    assert!(placed(&roster, 0, Field::Title).starts_with("'it''s'"));
    assert_eq!(placed(&roster, 1, Field::Title), "Chief\r\n    of X");
    assert_eq!(placed(&roster, 1, Field::Name), "A\r\n   B");
    assert!(placed(&roster, 2, Field::Name).starts_with("\"\\u00c9\""));
}

#[test]
fn merged_keys_are_taken_over_unless_there_are_own() {
    let roster = yaml(
        "x: &a {title: Clerk, manager: 1, location: Rome}\ny: &b {<<: *a, title: Engineer}\npeople:\n\
         - {id: 1, title: CEO, manager: }\n- {id: 2, <<: *b}\n- {<<: [*a, *b], id: 3}\n- {<<: *b, id: 4, manager: 2}\n\
         - {<<: , id: 5, '<<': x}\n",
    )
    .unwrap();
    assert_eq!(column(&roster, Field::Title), ["CEO", "Engineer", "Clerk", "Engineer", ""]);
    assert_eq!(column(&roster, Field::Manager), ["", "1", "1", "2", ""]);
    assert_eq!(column(&roster, Field::Location), ["", "Rome", "Rome", "Rome", ""]);
    assert_eq!(placed(&roster, 1, Field::Title), "Engineer");
}

#[test]
fn documents_make_one_list() {
    for text in [
        "id: 1\nmanager:\n---\nid: 2\nmanager: 1\n",
        "---\nid: 1\nmanager:\n...\n---\n# nothing\n---\nid: 2\nmanager: 1\n---\n",
        "---\n---\n- id: 1\n  manager:\n---\n- &x {id: 2, manager: 1}\n",
        "--- {id: 1, manager: ~}\n--- {id: 2, manager: 1}\n...\n",
        "&x id: 1\nmanager:\n---\nid: 2\n&y manager: &x 1\nz: *x\n",
        "- {id: 1, manager: }\n- {id: 2, manager: 1}\n...\n",
    ] {
        let roster = yaml(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(column(&roster, Field::Id), ["1", "2"], "{text}");
        assert_eq!(column(&roster, Field::Manager), ["", "1"], "{text}");
    }
}

#[test]
fn what_is_no_chart_in_yaml_is_told_with_its_place() {
    let mut messages = String::new();
    for text in [
        "- id: 1\n  manager: [\n",
        "- id: 1\n\tmanager: 2\n",
        "- id: 1\n  title: Manager: Sales\n",
        "- {id: 1, manager: *x}\n",
        "a: &a {b: *a}\n",
        "a: &a 1\nb: {<<: *a}\n",
        "a: {<<: {b: 1}}\n",
        "? [a, b]\n: 1\n",
        "{{ id }}: 1\n",
        "a: &a [1]\n*a : 2\n",
        "a: &a 1\n---\nb: *a\n",
        "just a text\n",
        "",
        "# nothing\n---\n",
        "é: \"\\q\"\n",
        "- id: 1\n  manager: 2\n id: 3\n",
    ] {
        _ = writeln!(messages, "{text:?}");
        messages += &complaint(yaml(text));
    }
    insta::assert_snapshot!(messages);
}

/// Reads what is made to take long, and takes no longer than a moment.
fn hostile(format: Format, text: String) -> String {
    let begin = Instant::now();
    let message = complaint(read(format, text));
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}: {message}", begin.elapsed());
    assert!(message.len() < 2000);
    message
}

#[test]
fn what_is_too_much_is_refused_soon() {
    let mut messages = String::new();
    let laughs = (0..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, n| {
        let more = vec![format!("*a{n}"); 9].join(", ");
        text + &format!("a{}: &a{} [{more}]\n", n + 1, n + 1)
    });
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), vec!["*a"; 1 << 18].join(", "));
    let merges = (0..40).fold("a0: &a0 {k: &k [1, 2, 3], l: *k}\n".to_owned(), |text, n| {
        text + &format!("a{}: &a{} {{x{n}: *a{n}, y{n}: *a{n}, <<: *a{n}}}\n", n + 1, n + 1)
    });
    for text in [
        laughs,
        long,
        merges,
        "[".repeat(1_000_000),
        "- x\n- ".to_owned() + &"{a: ".repeat(100_000),
        "[\"]\", ".repeat(100_000),
        "- ".repeat(1_000_000),
        (0..3000).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "a:\n") + &"- ".repeat(20_000),
        format!("a: [{}", "x, ".repeat(2_000_000)),
        format!("a: [[x, x, x]]: {}", "[x]: ".repeat(10_000)),
        format!("%TAG ! {}\n---\n{}", "x".repeat(100_000), "- !a b\n".repeat(100_000)),
        format!("- {}", "&a ".repeat(100_000)),
        format!("- {}\n", "x".repeat(10_000_000)),
        format!("- \"{}\n", "x ".repeat(5_000_000)),
        format!("id: 1\nmanager: \0{}", "\0".repeat(10_000)),
        "? ".repeat(1_000_000),
        "! ".repeat(1_000_000),
        "--- x\n".repeat(300_000),
    ] {
        _ = writeln!(messages, "{:?}", text.chars().take(20).collect::<String>());
        messages += &hostile(Format::Yaml, text);
    }
    for text in [
        "x".repeat(10_000_000),
        "dn: x\n ".to_owned() + &"y\n ".repeat(1_000_000),
        format!("dn: x\n{}", (0..100_000).map(|number| format!("a{number}: 1\n")).collect::<String>()),
        format!("dn: x\n{}", "a: 1\n".repeat(1_000_000)),
        "dn: x\n".repeat(300_000),
        format!("dn: x\n{}\n", " \n".repeat(1_000_000)),
    ] {
        _ = writeln!(messages, "{:?}", text.chars().take(20).collect::<String>());
        messages += &hostile(Format::Ldif, text);
    }
    insta::assert_snapshot!(messages);
}

#[test]
fn brackets_nest_as_deep_as_in_json() {
    let nested = |depth: usize| format!("- {{id: 1, manager: , x: {}{}}}\n", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(yaml(nested(127)).unwrap().len(), 1);
    assert!(complaint(yaml(nested(128))).contains("nested too deep"));
    // Brackets that are closed, and those in texts, are none.
    let many = "- {id: 1, manager: , x: ['[', \"[{\", \"[ [\"]}\n- id: a[[{ [ b\n  manager: x [[ # [[[\n".repeat(300);
    assert_eq!(yaml(many).unwrap().len(), 600);
}

#[test]
fn entries_are_read_however_they_are_written() {
    let roster = ldif(
        "version: 1\r\n# a rem\r\n ark\r\ndn: uid=1,dc=x\r\nchangetype: ADD\r\nUid:1\r\ncn: Ann \r\ncn: Annie\r\n\
         cn;lang-de: Änne\r\nTitle:: Q8OJTw==\r\njpegPhoto:: /9j/4AAQSkZJRg==\r\nphoto:< file:///etc/passwd\r\n\r\n  \r\n\
         dn:: dWlkPTIsZGM9eA==\r\nuid: 2\r\nCN: Lo\r\n ng Na\r\n me\r\nmanager: uid=1,\r\n dc=x\r\ndn: uid=3,dc=x\r\nuid: 3\r\n\
         seeAlso:\r\n\r\nsearch: 2\r\nresult: 0 Success\r\n",
    )
    .unwrap();
    assert_eq!(column(&roster, Field::Id), ["1", "2", "3"]);
    assert_eq!(column(&roster, Field::Name), ["Ann", "Long Name", ""]);
    assert_eq!(column(&roster, Field::Title), ["CÉO", "", ""]);
    assert_eq!(column(&roster, Field::Manager), ["", "uid=1,dc=x", ""]);
    assert_eq!(placed(&roster, 0, Field::Title), "Q8OJTw==");
    assert_eq!(placed(&roster, 0, Field::Name), "Ann");
    assert_eq!(placed(&roster, 1, Field::Manager), "uid=1,\r\n dc=x");
    let headings = roster.columns().headings();
    assert!(headings.iter().any(|heading| heading == "cn;lang-de"), "{headings:?}");
    assert!(!headings.iter().any(|heading| heading.contains("hoto")), "{headings:?}");
}

#[test]
fn nothing_at_the_end_of_a_file_stands_there() {
    let text = "dn: cn=x\nuid:: eA==\nmanager: a\nmanager:";
    let roster = ldif(text).unwrap();
    assert_eq!(column(&roster, Field::Manager), ["[\"a\",\"\"]"]);
    assert_eq!(placed(&roster, 0, Field::Manager), "a\nmanager:");
    let roster = yaml("- id: \"\\u0041\"\n  manager: ''\n  title:").unwrap();
    assert_eq!(column(&roster, Field::Title), [""]);
    assert_eq!(placed(&roster, 0, Field::Manager), "''");
}

#[test]
fn entries_of_nobody_are_left_out_only_where_that_is_sure() {
    let ids = |classes: &str, rest: &str| {
        let classes: String = classes.split(' ').map(|class| format!("objectClass: {class}\n")).collect();
        let text = format!("dn: cn=x\nuid: x\n{classes}{rest}\ndn: cn=y\nuid: y\nmanager: x\n");
        column(&ldif(text).unwrap(), Field::Id).concat()
    };
    for nobody in ["organizationalUnit", "top groupOfNames", "domain dcObject", "top Group", "top person user computer"]
    {
        assert_eq!(ids(nobody, ""), "y", "{nobody}");
        assert_eq!(ids(nobody, "title: CEO\n"), "xy", "{nobody}");
    }
    for somebody in ["person", "top inetOrgPerson", "top exampleStaff", "container user"] {
        assert_eq!(ids(somebody, ""), "xy", "{somebody}");
    }
}

#[test]
fn what_is_no_chart_in_ldif_is_told_with_its_place() {
    let mut messages = String::new();
    for text in [
        "dn: cn=x\nchangetype: modify\nreplace: title\ntitle: x\n-\n",
        "dn: cn=x\nchangetype: delete\n",
        "dn: cn=x\nuid 1\n",
        "version: 1\n\ncn: x\nuid: 1\n",
        "dn: cn=x\nuid:: ***\n",
        "dn: cn=x\nsn: x\n",
        "version: 1\n",
        " dn: cn=x\n",
        "dn: ou=x\nobjectClass: organizationalUnit\n",
    ] {
        _ = writeln!(messages, "{text:?}");
        messages += &complaint(ldif(text));
    }
    insta::assert_snapshot!(messages);
}

/// Texts made of what a format has to tell apart.
fn text() -> impl Strategy<Value = String> {
    let marks = vec![
        ":",
        ": ",
        " #",
        "#",
        "- ",
        "\"",
        "'",
        "''",
        "\\",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&",
        "*",
        "!",
        "|",
        ">",
        "%",
        "@",
        "~",
        "null",
        "<<",
        "---",
        "...",
        "?",
        "\n",
        "\t",
        " ",
        "é",
        "日本",
        "👩\u{200d}💻",
        "\u{a0}",
        "0",
        "no",
        "=",
        "<",
    ];
    let piece = prop_oneof!["[a-zA-Z0-9]{1,4}", prop::sample::select(marks).prop_map(str::to_owned)];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

type Row = [(String, u8); 4];

/// The rows of a chart: texts, each with a number that chooses how it is written. The first record always counts.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let cell = || (text(), any::<u8>());
    prop::collection::vec([cell(), cell(), cell(), cell()], 0..8).prop_map(|mut rows| {
        rows.insert(0, ["1", "Ann", "", "CEO"].map(|text| (text.to_owned(), 0)));
        rows
    })
}

const KEYS: [&str; 4] = ["id", "name", "manager_id", "title"];
const FIELDS: [Field; 4] = [Field::Id, Field::Name, Field::Manager, Field::Title];

/// A text as YAML, in a style that can hold it.
fn in_yaml(text: &str, style: u8) -> String {
    let is_safe = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '.' | '=' | '(');
    let is_plain = text.chars().all(is_safe)
        && !text.starts_with(['.', '=', ' '])
        && !text.ends_with(' ')
        && !matches!(text, "" | "null" | "Null" | "NULL");
    let is_line = !text.contains(['\n', '\t']);
    match style % 4 {
        0 if is_plain => text.to_owned(),
        1 if is_line => format!("'{}'", text.replace('\'', "''")),
        2 if !text.contains('\t') && !text.starts_with([' ', '\n']) && !text.ends_with('\n') && !text.is_empty() => {
            format!("|-\n      {}", text.replace('\n', "\n      "))
        }
        _ => {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
            format!("\"{escaped}\"")
        }
    }
}

/// A text as LDIF, folded or in base64 where it must or may be.
fn in_ldif(text: &str, style: u8) -> String {
    use base64::Engine;
    let is_safe = text == text.trim() && !text.contains('\n') && !text.starts_with([':', '<']);
    match style % 3 {
        0 if is_safe => format!(": {text}"),
        1 if is_safe => {
            let folded: Vec<String> = text.chars().map(String::from).collect();
            format!(": {}", folded.chunks(3).map(<[String]>::concat).collect::<Vec<_>>().join("\n "))
        }
        _ => format!(":: {}", base64::engine::general_purpose::STANDARD.encode(text)),
    }
}

fn check(roster: &Roster, rows: &[Row], raw: impl Fn(&str, &str) -> bool) -> Result<(), TestCaseError> {
    prop_assert_eq!(roster.len(), rows.len());
    for (record, row) in roster.records().zip(rows) {
        for (field, (text, _)) in FIELDS.into_iter().zip(row) {
            prop_assert_eq!(&*roster.bytes(record, field), text.as_bytes(), "{:?}", field);
            let place = roster.source().text(roster.place(record, field));
            prop_assert!(raw(place, text), "{field:?}: {place:?} for {text:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_as_yaml_is_read_back(rows in rows(), is_flow in any::<bool>(), is_crlf in any::<bool>()) {
        let mut written = String::new();
        for row in &rows {
            let values = row.iter().map(|(text, style)| in_yaml(text, if is_flow { 4 * (style % 2) + 3 } else { *style }));
            let pairs: Vec<String> = KEYS.iter().zip(values).map(|(key, value)| format!("{key}: {value}")).collect();
            written += &match is_flow {
                true => format!("- {{{}}}\n", pairs.join(", ")),
                false => format!("-   {}\n", pairs.join("\n    ")),
            };
        }
        if is_crlf {
            written = written.replace('\n', "\r\n");
        }
        let roster = yaml(written.clone()).map_err(|error| TestCaseError::fail(format!("{error}\n{written}")))?;
        check(&roster, &rows, |place, text| {
            let plain = place == text || text == place.replace("''", "'").trim_matches('\'');
            let first = text.trim().split(['\n', '\\', '"', '\'', '\t']).next().unwrap_or_default();
            plain || place.contains(first)
        })?;
    }

    #[test]
    fn what_is_written_as_ldif_is_read_back(rows in rows()) {
        let mut written = String::new();
        for (number, row) in rows.iter().enumerate() {
            written += &format!("dn: cn={number},dc=example\n");
            for (key, (text, style)) in KEYS.iter().zip(row) {
                written += &format!("{key}{}\n", in_ldif(text, *style));
            }
            written += "\n";
        }
        use base64::Engine;
        let roster = ldif(written.clone()).map_err(|error| TestCaseError::fail(format!("{error}\n{written}")))?;
        check(&roster, &rows, |place, text| {
            let unfolded = place.replace("\n ", "");
            unfolded == text || unfolded == base64::engine::general_purpose::STANDARD.encode(text)
        })?;
    }

    #[test]
    fn no_bytes_are_fatal(pieces in prop::collection::vec(text(), 0..20), bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        for (_, format) in Format::ALL {
            drop(read(format, pieces.concat()));
            drop(read(format, pieces.join("\n")));
            drop(read(format, bytes.clone()));
        }
    }
}
