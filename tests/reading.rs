//! Every spelling of a chart reads as the same people at the right places, and what cannot be read is told as one clear
//! message.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use orglint::chart::{Chart, Damage, Link};
use orglint::error::Error;
use orglint::finding::Record;
use orglint::input::{self, Field, Format, Mapping, Options, Roster};
use orglint::source::{Place, Source, Span};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn fixtures(folder: &str) -> Outcome<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut files = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Outcome<Vec<PathBuf>>>()?;
    files.sort();
    Ok(files)
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn read_with(name: &str, text: impl Into<Vec<u8>>, options: &Options) -> Result<Roster, Error> {
    let source = Source::new(name, text).map_err(|fault| Error::not_text(name, fault))?;
    input::read(source, options)
}

fn read(name: &str, text: impl Into<Vec<u8>>) -> Result<Roster, Error> {
    read_with(name, text, &Options::default())
}

fn csv(text: impl Into<Vec<u8>>) -> Result<Roster, Error> {
    read("chart.csv", text)
}

fn json(text: impl Into<Vec<u8>>) -> Result<Roster, Error> {
    read("chart.json", text)
}

fn mapped(text: &str, columns: &[(Field, &str)]) -> Result<Roster, Error> {
    let mut mapping = Mapping::default();
    for (field, column) in columns {
        mapping.set(*field, *column);
    }
    read_with("chart.csv", text, &Options { mapping, ..Options::default() })
}

/// What went wrong; nothing where all went well.
fn complaint(result: Result<Roster, Error>) -> String {
    let error = result.err();
    error.map(|error| format!("{error}\n  help: {}\n", error.mend().unwrap_or("none"))).unwrap_or_default()
}

/// All that a column says, record by record, joined by a bar.
fn column(roster: &Roster, field: Field) -> String {
    roster.records().map(|record| roster.text(record, field).into_owned()).collect::<Vec<_>>().join("|")
}

fn links(chart: &Chart) -> String {
    let link = |record: Record| match chart.link(record) {
        Link::Top => "top".to_owned(),
        Link::Itself => "itself".to_owned(),
        Link::Unknown => "unknown".to_owned(),
        Link::Manager(manager) => chart.id(manager).into_owned(),
    };
    let positions = chart.roster().records().filter(|record| chart.is_position(*record));
    positions.map(|record| format!("{}:{}", chart.id(record), link(record))).collect::<Vec<_>>().join(" ")
}

fn chart(roster: Roster) -> Chart {
    Chart::new(roster, date(2026, 6, 30))
}

/// `line:column-line:column`
fn place(roster: &Roster, record: u32, field: Field) -> String {
    let span = roster.place(Record(record), field);
    let at = |offset: u32| {
        let Place { line, column } = roster.source().place(offset as usize);
        format!("{line}:{column}")
    };
    format!("{}-{}", at(span.start), at(span.end))
}

#[test]
fn every_format_reads_as_the_same_chart() -> Outcome {
    let mut read_files = 0;
    for file in fixtures("formats")? {
        let chart = chart(read(&file_name(&file), std::fs::read(&file)?)?);
        let file = file_name(&file);
        let links = links(&chart);
        let mut links: Vec<&str> = links.split(' ').collect();
        links.sort_unstable();
        assert_eq!(links.join(" "), "E1:top E2:E1 E3:E1 E4:E2 E5:E2 E6:E2 E7:E3 E8:E3", "{file}");
        let titles = "Chief Executive Officer|VP of Engineering|VP of Finance|Software Engineer|\
                      Senior Software Engineer|QA Engineer|Accountant|Payroll Specialist";
        let roster = chart.roster();
        let by_id = |cell: &dyn Fn(Record) -> String| -> String {
            let mut cells: Vec<_> =
                roster.records().map(|record| (roster.text(record, Field::Id), cell(record))).collect();
            cells.sort();
            cells.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("|")
        };
        assert_eq!(by_id(&|record| roster.text(record, Field::Title).into_owned()), titles, "{file}");
        let names: Vec<String> = (1..=8).map(|number| format!("Person {number}")).collect();
        let names = match &*file {
            "quoted-breaks.csv" => "Person 1|Person 2\n\"Two\"|Person 3|\"Person\" 4|Person\r\n5|Person 6|\
                 Person 7,\n\n\"7\" \"\"|Person 8"
                .to_owned(),
            _ => names.join("|"),
        };
        assert_eq!(by_id(&|record| roster.name(record).into_owned()), names, "{file}");
        let layers: Vec<_> = chart.positions().map(|position| (chart.id(position), chart.layer(position))).collect();
        for (id, layer) in layers {
            let expected = match &*id {
                "E1" => 1,
                "E2" | "E3" => 2,
                _ => 3,
            };
            assert_eq!(layer, Some(expected), "{file}: {id}");
        }
        read_files += 1;
    }
    assert_eq!(read_files, 21);
    Ok(())
}

#[test]
fn every_format_places_its_cells() -> Outcome {
    // The id, name, title and manager of E5, counted by hand.
    let in_lines = ["6:1-6:3", "6:4-6:12", "6:13-6:37", "6:38-6:40"];
    let expected = [
        ("chart.csv", in_lines),
        ("chart.tsv", in_lines),
        ("semicolon.csv", in_lines),
        ("bom.csv", in_lines),
        ("utf16.csv", in_lines),
        ("windows-1252.csv", in_lines),
        ("crlf.csv", in_lines),
        ("quoted-breaks.csv", ["7:1-7:3", "7:4-8:3", "8:4-8:28", "8:29-8:31"]),
        ("chart.json", ["27:11-27:15", "28:13-28:23", "29:14-29:40", "30:19-30:23"]),
        ("wrapped.json", ["28:13-28:17", "29:15-29:25", "30:16-30:42", "31:21-31:25"]),
        ("chart.jsonl", ["5:8-5:12", "5:22-5:32", "5:43-5:69", "5:85-5:89"]),
        ("scim.json", ["165:13-165:17", "168:22-168:32", "172:16-172:42", "189:20-189:24"]),
        ("scim-plain-manager.json", ["153:13-153:17", "156:22-156:32", "160:16-160:42", "176:20-176:24"]),
        ("graph.json", ["56:13-56:17", "57:22-57:32", "58:19-58:45", "65:15-65:19"]),
        ("entra.csv", ["7:10-7:12", "7:1-7:9", "7:16-7:40", "7:41-7:43"]),
        ("chart.yaml", ["20:9-20:13", "21:11-21:21", "22:12-22:38", "23:17-23:21"]),
        ("by-id.yaml", ["17:1-17:3", "18:9-18:17", "19:10-19:34", "20:12-20:14"]),
        // What is merged stands where it is written.
        ("flow.yaml", ["7:22-7:24", "7:32-7:40", "7:49-7:73", "1:36-1:38"]),
        ("chart.ldif", ["70:6-70:8", "71:5-71:13", "74:8-74:32", "75:10-75:44"]),
        // Nesting names the manager, which has no place but the position's own.
        ("nested.json", ["17:17-17:21", "18:19-18:29", "19:20-19:46", "17:17-17:21"]),
    ];
    for (file, places) in expected {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats").join(file);
        let roster = read(file, std::fs::read(path)?)?;
        let e5 = roster.records().find(|record| roster.text(*record, Field::Id) == "E5").ok_or("no E5")?;
        let fields = [Field::Id, Field::Name, Field::Title, Field::Manager];
        assert_eq!(fields.map(|field| place(&roster, e5.0, field)), places, "{file}");
        let title = roster.source().text(roster.place(e5, Field::Title));
        assert_eq!(title.trim_matches(['"', '\'']), "Senior Software Engineer", "{file}");
    }
    Ok(())
}

#[test]
fn what_cannot_be_read_is_one_clear_message() -> Outcome {
    let mut messages = String::new();
    for file in fixtures("bad")? {
        let name = file_name(&file);
        let message = complaint(read(&name, std::fs::read(&file)?));
        assert!(message.starts_with(&format!("{name}:")), "{name}: {message:?}");
        assert!(!message.contains("help: none") && message.lines().count() == 2, "{message}");
        messages += &message;
    }
    insta::assert_snapshot!(messages);
    Ok(())
}

#[test]
fn delimited_text_is_read_in_every_dialect() {
    let expected = "1:top 2:1 3:1";
    for text in [
        "id,manager,title\r1,,CEO\r2,1,CTO\r3,1,CFO\r",
        "id,manager,title\r1,,CEO\r2,1,CTO\r3,1,CFO",
        "sep=;\nid;manager;title\n1;;CEO\n2;1;CTO\n3;1;CFO\n",
        "sep=;\r\nid;manager;title\r\n1;;CEO\r\n2;1;CTO\r\n3;1;CFO\r\n",
        "\u{feff}sep=\t\nid\tmanager\ttitle\n1\t\tCEO\n2\t1\tCTO\n3\t1\tCFO\n",
        "id|manager|title\n1||CEO\n2|1|CTO\n3|1|CFO\n",
        "\n\nid,manager,title\n\n1,,CEO\n,,\n2,1,CTO\n \t,\"\",\n3,1,CFO\n,,\n\n\n",
        "\r\n\r\nid,manager,title\r\n\r\n1,,CEO\r\n,,\r\n2,1,CTO\r\n3,1,CFO\r\n\r\n",
        "id,manager,title,,\n1,,CEO,,\n2,1,CTO,,\n3,1,CFO,,\n",
        "id,manager,title\n1,,CEO,,,\n2,1,CTO,\n3,1,CFO, ,\"\"\n",
        "\"id\",\"manager\",\"title\"\n\"1\",\"\",\"CEO\"\n\"2\",\"1\",\"CTO\"\n\"3\",\"1\",\"CFO\"\n",
        "\" id \",\"Manager's ID\",\"Job\nTitle\"\n1,,CEO\n2,1,CTO\n3,1,CFO\n",
        "Employee #;Manager, ID;title\n1;;CEO\n2;1;CTO\n3;1;CFO\n",
    ] {
        let roster = csv(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(column(&roster, Field::Title), "CEO|CTO|CFO", "{text:?}");
        assert_eq!(links(&chart(roster)), expected, "{text:?}");
    }
}

#[test]
fn lines_are_counted_as_editors_count_them() {
    let old_mac = csv("id,manager,title\r1,,CEO\r\r2,1,Vice\u{e9} President\r").unwrap();
    assert_eq!(place(&old_mac, 1, Field::Title), "4:5-4:20");
    let separated = csv("sep=;\nid;manager;title\n1;;CEO\n").unwrap();
    assert_eq!(place(&separated, 0, Field::Title), "3:4-3:7");
    let blank = csv("\n\nid,manager,title\n\n,,\n1,,CEO\n").unwrap();
    assert_eq!(place(&blank, 0, Field::Id), "6:1-6:2");
    assert_eq!(blank.blank_records(), 2);
    let wide = csv("id,name,manager,title\n1,日本 語,,\"C\"\"E\"\"O\"\n").unwrap();
    assert_eq!(place(&wide, 0, Field::Title), "2:9-2:18");
    assert_eq!(column(&wide, Field::Title), "C\"E\"O");
}

#[test]
fn records_of_another_length_are_told_with_their_lines() {
    let text = |middle: &str| format!("id,manager,title\n1,,CEO\n{middle}\n3,1,CFO\n");
    let mut messages = complaint(csv(text("2,1")));
    messages += &complaint(csv(text("2,1,CTO,x")));
    messages += &complaint(csv(text("2,1,\"CTO\n,\",x\n\n4\n5,1,x,y")));
    messages += &complaint(csv(text(&"2,1\n".repeat(7))));
    insta::assert_snapshot!(messages);
}

#[test]
fn what_the_header_leaves_open_is_asked_for() {
    let long = format!("id,manager,\"title\n{}", "1,,CEO\n".repeat(1000));
    let headings: Vec<String> = (0..100).map(|number| format!("column {number}")).collect();
    let mut messages = String::new();
    for result in [
        csv("id,manager,title,id\n1,,CEO,1\n"),
        csv("id,manager,title,manager,manager\n1,,CEO,1,2\n"),
        csv("name,managr id,title\nAnn,,CEO\n"),
        csv(long),
        csv(headings.join(",")),
        mapped("id,manager,title\n1,,CEO\n", &[(Field::Id, "Worker ID")]),
        json(r#"[{"ident": 1, "title": "CEO"}]"#),
        json(r#"[{"id": 1, "title": ["CEO"], "manager": null}]"#),
        json(r#"{"staff": [{"id": 1, "manager": null}], "alumni": [{"id": 2, "manager": 1}]}"#),
        json("[]"),
        json(r#"[{"id": 1, "manager": null}"#),
        json("[{\"id\": 1, \"manager\": nul}]"),
        json("[{\"id\": 1,\n \"name\": \"Ann\tB\", \"manager\": 2}]"),
    ] {
        let message = complaint(result);
        assert!(message.len() < 2_000, "{} bytes: {}", message.len(), &message[..1_000]);
        messages += &message;
    }
    insta::assert_snapshot!(messages);
}

#[test]
fn a_column_can_be_mapped_or_serve_twice() {
    let text = "id,badge,manager,boss,title\nx,1,,,CEO\ny,2,x,1,CTO\n";
    assert_eq!(links(&chart(mapped(text, &[]).unwrap())), "x:top y:x");
    let by_badge = mapped(text, &[(Field::Id, "badge"), (Field::Manager, "boss")]).unwrap();
    assert_eq!(place(&by_badge, 1, Field::Manager), "3:7-3:8");
    assert_eq!(links(&chart(by_badge)), "1:top 2:1");
    // What the mapping names may be spelled loosely, and decides between two headings alike.
    let twins = mapped("ID,id,manager\n1,x,\n2,y,x\n", &[(Field::Id, "id")]).unwrap();
    assert_eq!(links(&chart(twins)), "x:top y:x");

    let addresses = csv("Email,Supervisor Email,Title\na@x.org,,CEO\nb@x.org,a@x.org,CTO\n").unwrap();
    assert_eq!(column(&addresses, Field::Id), column(&addresses, Field::Email));
    assert_eq!(place(&addresses, 1, Field::Email), "3:1-3:8");
    assert_eq!(place(&addresses, 1, Field::Id), "3:1-3:8");
    assert_eq!(links(&chart(addresses)), "a@x.org:top b@x.org:a@x.org");
}

#[test]
fn ids_are_text_of_any_script() {
    let roster =
        csv("id,manager,title\n社長,,CEO\nÉ-1,社長,CTO\n👩\u{200d}💻,É-1,Engineer\n007,社長,CFO\n7,007,Clerk\n")
            .unwrap();
    assert_eq!(links(&chart(roster)), "社長:top É-1:社長 👩\u{200d}💻:É-1 007:社長 7:007");
    let roster = json(r#"[{"id":"\u00c9-1","manager":null},{"id":"\ud83d\udc69","manager":"É-1"}]"#).unwrap();
    assert_eq!(links(&chart(roster)), "É-1:top 👩:É-1");
}

#[test]
fn a_blank_of_any_kind_is_no_id_and_no_manager() {
    for blank in ["", " ", "\t", "\u{a0}", "\u{3000} ", "\u{b}"] {
        let chart = chart(csv(format!("id,manager,title\n1,{blank},CEO\n{blank},1,CTO\n2,1,CFO\n")).unwrap());
        assert_eq!(links(&chart), "1:top 2:1", "{blank:?}");
        assert_eq!(chart.without_id(), [Record(1)], "{blank:?}");
    }
}

#[test]
fn references_are_mended_alike_whatever_their_script() {
    let mend = |id: &str, reference: &str| {
        let chart = chart(csv(format!("id,manager\n\"{id}\",\nx-{id},\"{reference}\"\n")).unwrap());
        (chart.link(Record(1)) == Link::Manager(Record(0))).then(|| chart.untidy().first().map(|(_, damage)| *damage))
    };
    assert_eq!(mend("0042", "42"), Some(Some(Damage::Zeros)));
    assert_eq!(mend("42", "0042"), Some(Some(Damage::Zeros)));
    assert_eq!(mend("42", "42.0"), Some(Some(Damage::Decimal)));
    assert_eq!(mend("42.0", "42"), Some(Some(Damage::Decimal)));
    assert_eq!(mend("e1", "E1 "), Some(Some(Damage::Case)));
    assert_eq!(mend("É1", "é1"), Some(Some(Damage::Case)));
    assert_eq!(mend("E1\u{a0}", "E1"), Some(Some(Damage::Blanks)));
    assert_eq!(mend(".0", ".0 "), Some(Some(Damage::Blanks)));
    assert_eq!(mend("E1", "E2"), None);
    assert_eq!(mend("E1", ".0"), None);
}

#[test]
fn values_of_every_json_type_are_read() {
    let roster = json(
        r#"[{"id": 1, "manager": null, "title": "C\u00c9O \"x\"\n\\", "quota": false},
            {"id": 2, "manager": 1, "title": null, "quota": true},
            {"id": "3", "manager": "1", "quota": "yes", "extra": {"id": 9, "deep": [{"id": 8}]}},
            {"id": true, "manager": ["2", 3]},
            {"id": 1e3, "manager": []},
            {"id": 7, "manager": ["2"]}]"#,
    )
    .unwrap();
    assert_eq!(column(&roster, Field::Id), "1|2|3|true|1e3|7");
    assert_eq!(column(&roster, Field::Title), "CÉO \"x\"\n\\|||||");
    assert_eq!(column(&roster, Field::QuotaCarrying), "false|true|yes|||");
    assert_eq!(place(&roster, 0, Field::Title), "1:38-1:58");
    // An object without the key is pointed at by its id.
    assert_eq!(place(&roster, 3, Field::Title), place(&roster, 3, Field::Id));
    let chart = chart(roster);
    assert_eq!(links(&chart), "1:top 2:1 3:1 true:2 1e3:top 7:2");
    assert_eq!(chart.several_managers(), [(Record(3), vec![Record(1), Record(2)])]);
}

#[test]
fn a_key_can_serve_as_many_fields_as_a_user_maps() {
    let mut mapping = Mapping::default();
    for field in [Field::Id, Field::Manager, Field::Name] {
        mapping.set(field, "email");
    }
    let text = r#"[{"email": "a@x.org"}, {"email": "b@x.org"}]"#;
    let roster = read_with("chart.json", text, &Options { mapping, ..Options::default() }).unwrap();
    assert_eq!(column(&roster, Field::Email), "a@x.org|b@x.org");
    assert_eq!(links(&chart(roster)), "a@x.org:itself b@x.org:itself");
}

#[test]
fn nesting_says_who_the_manager_is() {
    let reports_first = r#"{"reports": [{"children": [{"id": "c"}], "title": "CTO", "id": "b"}], "id": "a"}"#;
    assert_eq!(links(&chart(json(reports_first).unwrap())), "a:top b:a c:b");
    let reports_last = r#"[{"id": "a", "directReports": [{"id": "b", "Direct Reports": [{"id": "c"}]}]}]"#;
    assert_eq!(links(&chart(json(reports_last).unwrap())), "a:top b:a c:b");
    // An id of its own for the manager is believed.
    let both = r#"{"id": "a", "manager": null, "reports": [{"id": "b", "manager": "x"}, {"id": "c"}]}"#;
    assert_eq!(links(&chart(json(both).unwrap())), "a:top b:unknown c:a");
    let none = r#"[{"id": "a", "reports": null}, {"id": "b", "manager": "a", "reports": []}]"#;
    assert_eq!(links(&chart(json(none).unwrap())), "a:top b:a");
}

#[test]
fn keys_that_could_nest_are_cells_where_they_hold_none() {
    let counts = r#"[{"id": 1, "manager": null, "directReports": 2, "team": "Board"},
                     {"id": 2, "manager": 1, "directReports": 0, "team": "Sales"}]"#;
    let roster = json(counts).unwrap();
    assert_eq!(column(&roster, Field::Department), "Board|Sales");
    assert_eq!(links(&chart(roster)), "1:top 2:1");
    let ids = r#"[{"id": "a", "manager": null, "reports": ["b"]}, {"id": "b", "manager": "a", "reports": []}]"#;
    assert_eq!(links(&chart(json(ids).unwrap())), "a:top b:a");
    let wrapped = r#"{"team": "Sales", "people": [{"id": "a", "manager": null}, {"id": "b", "manager": "a"}]}"#;
    assert_eq!(links(&chart(json(wrapped).unwrap())), "a:top b:a");
    let under_team = r#"{"team": [{"id": "a", "manager": null}, {"id": "b", "manager": "a"}]}"#;
    assert_eq!(links(&chart(json(under_team).unwrap())), "a:top b:a");
    // A person who is half there is not passed over.
    let mixed = r#"[{"id": "a", "reports": [{"id": "b"}, "c"]}]"#;
    assert!(complaint(json(mixed)).contains("this is no list of positions"));
}

fn nested(depth: usize) -> String {
    let mut text = String::new();
    for number in 0..depth {
        // Writing to a string cannot fail.
        _ = write!(text, r#"{{"id": {number}, "reports": ["#);
    }
    text + &"]}".repeat(depth)
}

#[test]
fn deep_nesting_is_read_or_refused_but_never_fatal() {
    let sixty = chart(json(nested(60)).unwrap());
    assert_eq!(sixty.layer(Record(59)), Some(60));
    let brackets = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let reports_first = |depth: usize| r#"{"reports": ["#.repeat(depth) + &r#"], "id": 1}"#.repeat(depth);
    let aside = |depth: usize| format!(r#"[{{"id": 1, "manager": null, "x": {}}}]"#, brackets(depth));
    let mut messages = complaint(json(nested(100_000)));
    messages += &complaint(json(reports_first(100_000)));
    messages += &complaint(json(brackets(100_000)));
    messages += &complaint(json("[".repeat(100_000)));
    messages += &complaint(json("{\"reports\":".repeat(100_000)));
    messages += &complaint(json(aside(1_000_000)));
    insta::assert_snapshot!(messages);
    assert_eq!(links(&chart(json(aside(100)).unwrap())), "1:top");
    assert_eq!(chart(json(reports_first(60)).unwrap()).without_id().len(), 0);
}

#[test]
fn the_format_is_told_by_name_then_by_content() {
    let array = r#"[{"id": 1, "manager": null}]"#;
    let table = "id,manager\n1,\n";
    let lines = "{\"id\": 1, \"manager\": null}\n";
    let yaml = "- id: 1\n  manager:\n";
    let ldif = "dn: uid=1\nuid: 1\nmanager: uid=2\n";
    for (name, text, format) in [
        ("-", yaml, Format::Yaml),
        ("org.YML", yaml, Format::Yaml),
        ("org.yaml", array, Format::Yaml),
        ("-", ldif, Format::Ldif),
        ("org.ldf", ldif, Format::Ldif),
        ("org.ndjson", lines, Format::Jsonl),
        ("org.jsonl", lines, Format::Jsonl),
        ("org.json", lines, Format::Json),
        ("-", array, Format::Json),
        ("-", table, Format::Csv),
        ("org.CSV", table, Format::Csv),
        ("org.JSON", array, Format::Json),
        ("org.txt", array, Format::Json),
        ("a.json/org", table, Format::Csv),
    ] {
        assert_eq!(Format::detect(&Source::new(name, text).unwrap()), format, "{name}");
        assert_eq!(read(name, text).unwrap().len(), 1, "{name}");
    }
    let options = Options { format: Some(Format::Json), ..Options::default() };
    assert!(read_with("org.csv", array, &options).is_ok());
    assert_eq!(complaint(read_with("org.csv", table, &options)).lines().count(), 2);
}

#[test]
fn a_published_team_file_is_read_as_it_is() -> Outcome {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/real/sourcegraph/team.yml");
    let roster = read("team.yml", std::fs::read(path)?)?;
    assert_eq!(roster.len(), 175);
    assert_eq!(roster.text(Record(2), Field::Title), "CTO, co-founder, Board of Directors");
    assert_eq!(place(&roster, 2, Field::Manager), "16:15-16:18");
    Ok(())
}

#[test]
fn a_flag_that_is_off_says_who_has_left() {
    let active = |heading: &str, values: [&str; 2]| {
        let text = format!("id,manager,{heading}\n1,,{}\n2,1,{}\n", values[0], values[1]);
        chart(csv(text).unwrap()).positions().count()
    };
    for heading in ["Active", "accountEnabled", "Is Active"] {
        for [yes, no] in [["true", "false"], ["TRUE", "FALSE"], ["Yes", "No"], ["1", "0"]] {
            assert_eq!(active(heading, [yes, no]), 1, "{heading} {no}");
            assert_eq!(active(heading, [yes, yes]), 2, "{heading} {yes}");
        }
    }
    assert_eq!(active("Status", ["0", "0"]), 2, "a number says nothing of itself");
}

#[test]
fn a_place_far_into_its_record_is_found_again() {
    let long = "x".repeat(70_000);
    let roster = csv(format!("id,notes,title,manager\n1,\"{long}\",CEO,\n2,\"{long}\",\"C,TO\",1\n")).unwrap();
    assert_eq!(column(&roster, Field::Title), "CEO|C,TO");
    assert_eq!(place(&roster, 1, Field::Title), "3:70006-3:70012");
    assert_eq!(links(&chart(roster)), "1:top 2:1");
}

#[test]
fn a_span_outside_of_the_text_says_nothing() {
    let roster = csv("id,manager\n1,\n").unwrap();
    assert_eq!(roster.source().text(Span { start: 5, end: 900 }), "");
    assert_eq!(roster.source().place(900), Place { line: 3, column: 1 });
}
