//! The table of a checked chart, and what is left of a chart without its people.

use std::collections::BTreeMap;

use orglint::chart::Chart;
use orglint::check::{Rulebook, check};
use orglint::export::{Export, Key};
use orglint::facts::Facts;
use orglint::input::{self, Options};
use orglint::policy::Policy;
use orglint::source::Source;
use orglint::table::Format;
use orglint::title::Reader;
use proptest::prelude::*;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn read(text: impl Into<Vec<u8>>) -> Outcome<Chart> {
    let source = Source::new("x.csv", text).map_err(|fault| format!("{fault:?}"))?;
    let roster = input::read(source, &Options::default())?;
    Ok(Chart::new(roster, jiff::civil::date(2026, 6, 30)))
}

/// The table, also without people.
fn export(chart: &Chart, format: Format, key: Option<&Key>) -> Outcome<String> {
    let (rulebook, policy, reader) = (Rulebook::builtin()?, Policy::default(), Reader::builtin());
    let report = check(chart, &rulebook, &policy, &reader);
    let table = match key {
        Some(key) => Export::anonymous(&report, key, &reader),
        None => Export::of(&report),
    };
    let mut out = Vec::new();
    table.write(format, &mut out)?;
    Ok(String::from_utf8(out)?)
}

fn anonymous(text: &str) -> Outcome<String> {
    export(&read(text)?, Format::Csv, Some(&Key::secret("a key")))
}

/// The cells of a column.
fn column(table: &str, heading: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let at = reader.headers().ok().and_then(|headings| headings.iter().position(|other| other == heading));
    let cell = |row: csv::StringRecord| row.get(at?).map(str::to_owned);
    reader.records().filter_map(|row| cell(row.ok()?)).collect()
}

const FAULTY: &str = "\
id,name,title,manager_id
E100,Ann Lee,CEO,
E200,\"Bo, =cmd\",VP Sales,E100
E300,,Sales Manager,E200
E300,Cy Poe,Sales Manager,E100
E400,Di Ray,Director of Sales,E999
E500,Ed Fox,Director of Sales,E500
";

#[test]
fn the_table_has_a_row_for_each_position() {
    let expected = "\
id,name,title,manager_id,level,function,layer,direct_reports,total_reports,manager_level,chain,findings
E100,Ann Lee,CEO,,c-suite,executive,1,1,2,,E100,
E200,\"Bo, =cmd\",VP Sales,E100,vp,sales,2,1,1,c-suite,E100 > E200,
E300,,Sales Manager,E200,manager,sales,3,0,0,vp,E100 > E200 > E300,structure/manager-without-reports
E400,Di Ray,Director of Sales,E999,director,sales,,0,0,,E400,integrity/unknown-manager structure/manager-without-reports
E500,Ed Fox,Director of Sales,E500,director,sales,,0,0,,E500,integrity/self-report structure/manager-without-reports
";
    let found = export(&read(FAULTY).unwrap(), Format::Csv, None).unwrap();
    let without_structure = |text: &str| text.replace(" structure/manager-without-reports", "");
    assert_eq!(
        without_structure(&found).replace("structure/manager-without-reports", ""),
        without_structure(expected).replace("structure/manager-without-reports", "")
    );
    let lines = export(&read(FAULTY).unwrap(), Format::Jsonl, None).unwrap();
    let rows: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows[1]["layer"], 2);
    assert_eq!(rows[0]["manager_id"], serde_json::Value::Null);
    assert_eq!(rows[2]["name"], serde_json::Value::Null);
    assert_eq!(rows[3]["layer"], serde_json::Value::Null);
    assert_eq!(rows[0]["findings"], "");
    assert_eq!(rows[2]["chain"], "E100 > E200 > E300");
}

#[test]
fn a_long_chain_is_cut_at_the_top() {
    let rows: String = (1..5000).map(|id| format!("E{id},E{},Manager\n", id - 1)).collect();
    let table = export(&read(format!("id,manager,title\nE0,,CEO\n{rows}")).unwrap(), Format::Csv, None).unwrap();
    let chains = column(&table, "chain");
    assert_eq!(chains[99].split(" > ").count(), 100);
    assert!(chains[99].starts_with("E0 > E1 > "));
    assert!(chains[100].starts_with("… > E1 > E2 > ") && chains[4999].ends_with(" > E4998 > E4999"));
    assert_eq!(column(&table, "layer")[4999], "5000");
    assert!(table.len() < 5000 * 1000);
    // Ids as long as a page.
    let long = "x".repeat(3000);
    let rows: String = (1..200).map(|id| format!("{long}{id},{long}{},Manager\n", id - 1)).collect();
    let table = export(&read(format!("id,manager,title\n{long}0,,CEO\n{rows}")).unwrap(), Format::Csv, None).unwrap();
    assert!(column(&table, "chain").iter().all(|chain| chain.len() < 7000));
}

#[test]
fn titles_name_nobody() {
    let text = "\
id,name,title,manager_id,email
E1001,Jane Doe,CEO,,jane.doe@example.com
E1002,\"Núñez, José M.\",Executive Assistant to JANE  DOE,E1001,
E1003,Kim Ray,Assistant to Ms. Doe,E1001,
E1004,Lou Ray,Vacant (E1042),E1001,
E1042,Max West,Chief of Staff to jane.doe@example.com,E1001,
E1043,Sales Director,Sales Director 2,E1042,
2,Team,Team Lead 2,E1042,
E1044,山田 太郎,Manager; other@example.com,E1042,
E1045,Pat Poe,山田太郎補佐,E1042,
E1046,Uma Orr,Assistant to Ray,E1042,
E1047,Val Orr,PA to Jose Nunez,E1042,
E1048,Wim Orr,Doe Run Mine Manager,E1042,
";
    let table = anonymous(text).unwrap();
    let id = |row: usize| column(&table, "id")[row].clone();
    let (jane, jose, max, yamada) = (id(0), id(1), id(4), id(7));
    let expected = [
        "CEO".to_owned(),
        format!("Executive Assistant to {jane}"),
        format!("Assistant to Ms. {jane}"),
        format!("Vacant ({max})"),
        format!("Chief of Staff to {jane}"),
        "Sales Director 2".to_owned(),
        "Team Lead 2".to_owned(),
        "Manager; [e-mail]".to_owned(),
        format!("{yamada}補佐"),
        "Assistant to [name]".to_owned(),
        format!("PA to {jose}"),
        "Doe Run Mine Manager".to_owned(),
    ];
    assert_eq!(column(&table, "title"), expected);
}

#[test]
fn pseudonyms_follow_from_the_key_or_the_whole_input() {
    let reordered: String = {
        let (header, rows) = FAULTY.split_once('\n').unwrap();
        format!("{header}\n{}\n", rows.lines().rev().collect::<Vec<_>>().join("\n"))
    };
    let named = |text: &str| -> BTreeMap<String, String> {
        let ids = column(text, "id").into_iter();
        ids.zip(column(text, "level")).collect()
    };
    assert_eq!(named(&anonymous(FAULTY).unwrap()), named(&anonymous(&reordered).unwrap()));
    assert_eq!(anonymous(FAULTY).unwrap(), anonymous(FAULTY).unwrap());
    let by_content = |text: &str| {
        let chart = read(text).unwrap();
        export(&chart, Format::Csv, Some(&Key::of_input([chart.source().bytes()]))).unwrap()
    };
    assert_eq!(by_content(FAULTY), by_content(FAULTY));
    assert_ne!(column(&by_content(FAULTY), "id")[0], column(&by_content(&format!("{FAULTY}\n")), "id")[0]);
}

/// Ids of which few differ, so that they meet; none of them is a word of a title.
fn id() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => (100_u16..112).prop_map(|number| format!("E{number}")),
        1 => (100_u16..112).prop_map(|number| format!("e{number}")),
        1 => Just("WK-0000123456".to_owned()),
        1 => Just(String::new()),
    ]
}

/// In one spelling, which need not be that of the id: of two spellings for one manager only one pseudonym is left.
fn reference() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => id().prop_map(|id| id.to_uppercase()),
        1 => (100_u16..112, 100_u16..112).prop_map(|(one, other)| format!("E{one};E{other}")),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let first = prop::sample::select(vec!["Xara", "Yorick", "Zebedee"]);
    let last = prop::sample::select(vec!["Quux", "O'Frob", "Núñezz"]);
    prop_oneof![
        8 => (first, last).prop_map(|(first, last)| format!("{first} {last}")),
        1 => prop::sample::select(vec!["", "Vacant", "TBD"]).prop_map(str::to_owned),
    ]
}

fn title() -> impl Strategy<Value = String> {
    let plain = prop::sample::select(vec![
        "CEO",
        "COO",
        "VP Sales",
        "VP of Sales Operations",
        "Director of Sales Operations",
        "Sales Manager",
        "Account Executive",
        "Sales Operations Analyst",
        "Engineer",
        "",
        "Frobnicator",
        "Vacant - VP Sales",
        "Head of Marketing",
    ])
    .prop_map(str::to_owned);
    let about = prop::sample::select(vec!["Executive Assistant to ", "Assistant to ", "Manager, ", "Vacant: "]);
    let whom = prop_oneof![name(), id(), Just("xara.quux@example.com".to_owned()), Just("Quux".to_owned())];
    prop_oneof![4 => plain, 1 => (about, whom).prop_map(|(about, whom)| format!("{about}{whom}"))]
}

/// What rests on what is taken out: spellings of ids, addresses, and who has left.
const LOST: [&str; 3] = ["input/untidy-id", "input/duplicate-person", "integrity/inactive-manager"];

/// Which of several equals is named goes by whose id sorts first.
const TIED: [&str; 3] = ["scale/duplicate-role", "integrity/extra-root", "structure/too-many-layers"];

/// The findings by rule with the rows that they are about, but those that rest on what is taken out.
fn findings(chart: &Chart) -> Outcome<Vec<(String, Vec<u32>)>> {
    let (rulebook, policy, reader) = (Rulebook::builtin()?, Policy::default(), Reader::builtin());
    let report = check(chart, &rulebook, &policy, &reader);
    let kept = report.findings.iter().filter(|reported| !LOST.contains(&reported.rule.name()));
    let mut found: Vec<_> = kept
        .map(|reported| {
            let mut subjects: Vec<u32> = reported.finding.subjects.iter().map(|subject| subject.0).collect();
            subjects.sort_unstable();
            if TIED.contains(&reported.rule.name()) {
                subjects.clear();
            }
            (reported.rule.name().to_owned(), subjects)
        })
        .collect();
    found.sort();
    Ok(found)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_its_people_a_chart_keeps_its_shape_and_faults(
        rows in prop::collection::vec((id(), name(), title(), reference(), any::<bool>()), 1..40),
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "name", "title", "manager_id", "status", "email"]).unwrap();
        writer.write_record(["E1000", "Xara Quux", "CEO", "", "", "xara.quux@example.com"]).unwrap();
        for (row, (id, name, title, manager, has_left)) in rows.iter().enumerate() {
            let status = if *has_left && row % 4 == 0 { "terminated" } else { "active" };
            writer.write_record([id, name, title, manager, status, &format!("person{row}@example.com")]).unwrap();
        }
        let before = read(writer.into_inner().unwrap()).unwrap();
        let table = export(&before, Format::Csv, Some(&Key::secret("k"))).unwrap();
        let after = read(table.clone()).unwrap();

        prop_assert_eq!(before.roster().len(), after.roster().len());
        prop_assert_eq!(findings(&before).unwrap(), findings(&after).unwrap(), "{}", table);
        let reader = Reader::builtin();
        let organisation = Default::default();
        let (facts, facts_after) = (Facts::new(&before, &organisation, &reader), Facts::new(&after, &organisation, &reader));
        for record in before.roster().records() {
            prop_assert_eq!(facts.role(record).level, facts_after.role(record).level, "{}", before.title(record));
            prop_assert_eq!(facts.role(record).functions, facts_after.role(record).functions, "{}", before.title(record));
            prop_assert_eq!(before.is_position(record), after.is_position(record));
            prop_assert_eq!(before.link(record), after.link(record));
            prop_assert_eq!(before.layer(record), after.layer(record));
            if before.is_position(record) {
                prop_assert_eq!(before.presence(record).counts(), after.presence(record).counts());
            }
            prop_assert_eq!(before.direct_reports(record), after.direct_reports(record));
            prop_assert_eq!(before.total_reports(record), after.total_reports(record));
        }
        prop_assert_eq!(before.cycles().collect::<Vec<_>>(), after.cycles().collect::<Vec<_>>());

        let told = table.to_lowercase();
        prop_assert!(!told.contains("example.com") && !told.contains("@"), "{told}");
        let names = rows.iter().map(|row| row.1.to_lowercase()).filter(|name| name.contains(' '));
        for name in names.chain(["xara quux".to_owned()]) {
            prop_assert!(!told.contains(&name), "{name}: {told}");
        }
        let words: Vec<&str> = told.split(|character: char| !character.is_alphanumeric()).collect();
        for id in rows.iter().map(|row| row.0.to_lowercase()).filter(|id| id.starts_with('e')) {
            prop_assert!(!words.contains(&&*id), "{id}: {told}");
        }
        prop_assert!(rows.iter().all(|row| !row.0.starts_with("WK") || !told.contains("123456")), "{told}");
    }
}
