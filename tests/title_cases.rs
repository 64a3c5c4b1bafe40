//! Titles one by one: the cases that the labelled set has few of or none.

use orglint::title::{Chief, Function, Level, ManagesPeople, Qualifier, Reader, Role};

fn read(title: &str) -> Role {
    Reader::builtin().read(title)
}

fn functions(role: &Role) -> String {
    role.functions.iter().map(Function::name).collect::<Vec<_>>().join("+")
}

#[test]
fn level_functions_and_people() {
    use Level::{
        AssistantTo, AssociateDirector, Avp, Board, CSuite, Director, Evp, Head, Individual, Manager, SeniorDirector,
        SeniorManager, SupervisorOrLead, Svp, Unknown, Vp,
    };
    let cases = [
        // Abbreviations, punctuation, slips.
        ("V.P. Marketing", Vp, "marketing", "yes"),
        ("Sr. Dir, FP&A", SeniorDirector, "finance", "yes"),
        ("Snr Mgr Ops", SeniorManager, "operations", "yes"),
        ("Mgr - Tax", Manager, "finance", "yes"),
        ("Asst. Mgr., Facilities", SupervisorOrLead, "facilities", "yes"),
        ("Exec. Asst. to the CFO", AssistantTo, "finance", "no"),
        ("AVP, Claims", Avp, "finance", "unclear"),
        ("Assoc. VP Finance", Avp, "finance", "unclear"),
        ("D i r e c t o r", Unknown, "other", "unclear"),
        // Sales operations and what belongs to it.
        ("VP - Sales Ops & Enablement - LATAM", Vp, "sales-operations+sales-enablement", "yes"),
        ("Director, GTM Strategy & Operations", Director, "revenue-operations", "yes"),
        ("GTM Systems Administrator", Individual, "revenue-operations", "no"),
        ("Forecasting Analyst", Individual, "finance", "no"),
        ("Deal Desk Analyst III", Individual, "deal-desk", "no"),
        ("Sales Compensation Analyst", Individual, "sales-compensation", "no"),
        ("Manager, Sales Compensation", Manager, "sales-compensation", "yes"),
        ("CRM Administrator", Individual, "crm-administration", "no"),
        ("Sales Analytics Manager", Manager, "sales-analytics", "yes"),
        ("VP Enablement", Vp, "sales-enablement", "yes"),
        ("Sales Coordinator", Individual, "sales-support", "no"),
        ("Head of Commercial Excellence", Head, "sales-operations", "yes"),
        ("Director of Sales, Marketing, and Operations", Director, "sales+marketing+operations", "yes"),
        ("Sales Lead", SupervisorOrLead, "sales", "unclear"),
        ("Head of Channel and Partner Management", Head, "sales", "yes"),
        // The word 'manager' that leads nobody, and the one that does.
        ("Customer Success Manager", Individual, "customer-success", "no"),
        ("Senior Product Manager", Individual, "product", "no"),
        ("Sr Mgr, Product Management", SeniorManager, "product", "yes"),
        ("Group Product Manager", Manager, "product", "yes"),
        ("Marketing Manager", Manager, "marketing", "unclear"),
        ("Regional Sales Manager", Manager, "sales", "unclear"),
        ("Office Manager", Individual, "facilities", "unclear"),
        ("Management Trainee", Individual, "other", "no"),
        // Directors that are none, and chiefs that are none.
        ("Art Director", Individual, "design", "no"),
        ("Director of Photography", Individual, "other", "no"),
        ("Director, Board of Directors", Board, "other", "no"),
        ("Non-Executive Director", Board, "other", "no"),
        ("Chief of Staff", Head, "executive", "unclear"),
        ("Chief Economist", Head, "finance", "unclear"),
        ("Crew Chief", SupervisorOrLead, "operations", "yes"),
        ("Elementary School Principal", Head, "education", "yes"),
        ("Assistant Principal", AssociateDirector, "education", "yes"),
        ("HR Business Partner", Individual, "hr", "no"),
        ("Loan Officer", Individual, "finance", "no"),
        // One who serves another.
        ("Secretary to the Board", AssistantTo, "other", "no"),
        ("Executive Assistant, CTO and VP People", AssistantTo, "engineering+hr", "no"),
        ("Analyst, Office of the CEO", Individual, "executive", "no"),
        // Several jobs.
        ("Chairman & CEO", CSuite, "executive", "yes"),
        ("SVP & CFO", CSuite, "finance", "yes"),
        ("VP, Head of Product", Vp, "product", "yes"),
        ("EVP, General Manager", Evp, "executive", "yes"),
        ("Deputy Director, Head of HR Operations", AssociateDirector, "hr", "yes"),
        ("Managing Director", CSuite, "executive", "yes"),
        ("Managing Director, Investment Banking", Svp, "finance", "yes"),
        ("Chief Governance, Risk and Compliance Officer", CSuite, "risk-compliance", "yes"),
        ("Managing Director, Head of Research", Svp, "other", "yes"),
        ("Chief Legal & Compliance Officer", CSuite, "legal+risk-compliance", "yes"),
        // Other languages.
        ("Geschaeftsfuehrer", CSuite, "executive", "yes"),
        ("Verkaufsleiterin Süd", Head, "sales", "yes"),
        ("Teamleiter Kundenservice", SupervisorOrLead, "customer-success", "yes"),
        ("Bereichsleiter Finanzen", Director, "finance", "yes"),
        ("Directeur financier adjoint", AssociateDirector, "finance", "yes"),
        ("Directeur des Ressources Humaines", Director, "hr", "yes"),
        ("Chef de projet", Individual, "operations", "no"),
        ("Gerente de Ventas", Manager, "sales", "yes"),
        ("Consejero Delegado", CSuite, "executive", "yes"),
        ("Diretor Financeiro", Director, "finance", "yes"),
        ("Direttore Commerciale", Director, "sales", "yes"),
        ("Hoofd Verkoop", Head, "sales", "yes"),
        // No job.
        ("", Unknown, "other", "unclear"),
        ("...", Unknown, "other", "unclear"),
        ("Sales", Unknown, "sales", "unclear"),
        ("Marketing - EMEA", Unknown, "marketing", "unclear"),
    ];
    let mut wrong = Vec::new();
    for (title, level, named, manages) in cases {
        let role = read(title);
        let got = (role.level, functions(&role), role.manages_people.name());
        if got != (level, named.to_owned(), manages) {
            wrong.push(format!("{title}: {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn vacant_and_other_qualifiers() {
    for title in [
        "Vacant - VP Sales",
        "VP Sales (vacant)",
        "VP Sales - TBH",
        "TBD, VP Sales",
        "VP Sales (to be hired)",
        "OPEN - VP Sales",
        "VP Sales [Open]",
    ] {
        let role = read(title);
        assert!(role.qualifiers.contains(Qualifier::Vacant), "{title}");
        assert_eq!((role.level, functions(&role)), (Level::Vp, "sales".to_owned()), "{title}");
    }
    assert!(read("TBH").qualifiers.contains(Qualifier::Vacant));
    assert!(!read("Open Source Program Manager").qualifiers.contains(Qualifier::Vacant));
    assert!(read("Acting VP Marketing").qualifiers.contains(Qualifier::Acting));
    assert!(read("Interim CEO").qualifiers.contains(Qualifier::Interim));
    assert!(read("Deputy Head of Sales").qualifiers.contains(Qualifier::Deputy));
    assert!(!read("Deputy Sheriff").qualifiers.contains(Qualifier::Deputy));
    for title in ["VP Sales, EMEA", "VP Sales - North America", "Regional Sales Director", "VP Sales (D-A-CH)"] {
        assert!(read(title).qualifiers.contains(Qualifier::Regional), "{title}");
    }
    assert!(read("Global VP Sales").qualifiers.is_empty());
}

#[test]
fn second_readings_that_hold_back() {
    let cases = [
        ("Managing Director, Retail Banking", Level::CSuite),
        ("Executive Director of Technology", Level::SeniorDirector),
        ("Partner, Talent", Level::CSuite),
        ("Director", Level::Board),
        ("Creative Director", Level::Individual),
        ("Customer Success Manager", Level::Manager),
        ("Senior Account Manager", Level::Manager),
        ("Office Manager", Level::Manager),
        ("Lead Engineer", Level::SupervisorOrLead),
        ("Design Lead", Level::Individual),
    ];
    for (title, level) in cases {
        assert!(read(title).other_levels.contains(level), "{title}: {:?}", read(title).other_levels);
        assert_ne!(read(title).level, level, "{title}");
    }
    assert!(read("Sales Director").other_levels.is_empty());
    assert!(read("CRO").other_functions.contains(Function::RiskCompliance));
    assert!(read("CSO").other_functions.contains(Function::Security));
    assert!(read("CPO").other_functions.contains(Function::Hr));
    assert!(read("CCO").other_functions.contains(Function::RiskCompliance));
    assert!(read("Chief Revenue Officer").other_functions.is_empty());
}

#[test]
fn the_office_of_a_chief() {
    let cases = [
        ("COO", Some("coo")),
        ("Chief Operations Officer", Some("coo")),
        ("COO & VP of Sales Operations", Some("coo")),
        ("President and COO", Some("coo")),
        ("CEO", Some("ceo")),
        ("Chief Technology Officer", Some("cto")),
        ("Chief Information Officer", Some("cio")),
        ("Chief Commercial Officer", Some("cco")),
        ("Chief Customer Officer", Some("cco-customer")),
        ("General Counsel", Some("clo")),
        ("Chief Human Resources Officer", Some("chro")),
        ("Co-Founder / CTO", Some("cto")),
        ("Founder", None),
        ("Managing Partner", None),
        ("Chief of Staff", None),
        ("VP Sales", None),
        ("Assistant to the CEO", None),
    ];
    for (title, office) in cases {
        assert_eq!(read(title).chief.map(|Chief(office)| office), office, "{title}");
    }
}

#[test]
fn a_part_of_the_organisation() {
    for title in
        ["CEO, Elephant Entertainment", "CTO - NYL Ventures", "CFO EMEA", "Co-CEO", "Deputy CFO", "Divisional COO"]
    {
        assert!(read(title).is_partial, "{title}");
    }
    for title in
        ["CEO", "Chief Financial Officer (CFO)", "President & CEO", "Chief Risk and Compliance Officer", "VP, Sales"]
    {
        assert!(!read(title).is_partial, "{title}");
    }
}

#[test]
fn the_further_job_of_a_title() {
    let second = read("COO / VP Sales Operations").second.expect("a second job");
    assert_eq!(second.level, Level::Vp);
    assert!(second.functions.contains(Function::SalesOperations));
    assert_eq!(read("COO").second, None);
    assert_eq!(read("Sales Operations Manager (Sales Ops Manager)").second, None);
    assert_eq!(read("Chairman & CEO").second.map(|job| job.level), Some(Level::Board));
}

#[test]
fn hostile_titles_get_an_answer() {
    let long = "VP of Sales, ".repeat(10_000);
    assert_eq!(read(&long).level, Level::Vp);
    assert_eq!(read(&"x".repeat(100_000)).level, Level::Unknown);
    assert_eq!(read(&"(".repeat(100_000)).level, Level::Unknown);
    assert_eq!(read(&"& ".repeat(50_000)).level, Level::Unknown);
    assert_eq!(read(&"chief ".repeat(20_000)).manages_people, ManagesPeople::Yes);
    assert_eq!(read(&"teamleiter ".repeat(10_000)).level, Level::SupervisorOrLead);
    assert_eq!(read("\u{202e}VP\u{200f} of\u{0}Sales\u{7}").level, Level::Vp);
    assert_eq!(read("ＶＰ， Ｓａｌｅｓ").level, Level::Vp);
    assert_eq!(read("Gescha\u{308}ftsfu\u{308}hrer").level, Level::CSuite);
}

#[test]
fn letters_that_look_like_plain_ones_read_as_these() {
    for title in [
        "Sales Manager",
        "Sаlеs Маnаgеr",
        "ＳＡＬＥＳ　ＭＡＮＡＧＥＲ",
        "𝐒𝐚𝐥𝐞𝐬 𝓜𝓪𝓷𝓪𝓰𝓮𝓻",
        "Ⓢⓐⓛⓔⓢ 🅼🅰🅽🅰🅶🅴🆁",
        "ѕᴀʟᴇѕ ᴍᴀɴᴀɢᴇʀ",
    ] {
        assert_eq!(read(title), read("Sales Manager"), "{title}");
    }
    assert_eq!(read("СЕО").level, Level::CSuite);
    // Words of other scripts are unknown words.
    for title in ["Директор", "директор по продажам", "Διευθυντής", "営業部長", "مدير المبيعات", "영업 이사", "коллег"]
    {
        assert_eq!((read(title).level, functions(&read(title))), (Level::Unknown, "other".to_owned()), "{title}");
    }
}

#[test]
fn a_mark_that_is_not_seen_beside_a_hyphen_separates_nothing() {
    for title in ["Vice-President, Sales", "Vice\u{200b}-\u{200e}President, Sales", "Vice-\u{301}President, Sales"] {
        assert_eq!(read(title).level, Level::Vp, "{title:?}");
    }
    assert_eq!(read("V\u{2060}.\u{ad}P\u{fe0f}. Sales").level, Level::Vp);
}
