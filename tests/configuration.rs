//! What `orglint.toml` may not say, and how that is told.

use orglint::policy::Config;
use orglint::source::Source;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// What is said of a configuration that cannot be: with its place, and with the mend.
fn refusal(text: &str) -> Outcome<String> {
    let source = Source::new("orglint.toml", text).map_err(|fault| format!("{fault:?}"))?;
    match Config::load(source, &mut |_, path| Err(orglint::error::Error::new(path))) {
        Ok(_) => Err(format!("accepted: {text}").into()),
        Err(error) => Ok(format!("{error}\n  help: {}", error.mend().unwrap_or_default())),
    }
}

fn rule(when: &str) -> String {
    format!("[[rule]]\nname = 'custom/r'\nwhen = '''{when}'''\nmessage = '{{id}}'\n")
}

#[test]
fn unknown_keys_are_told_with_their_place_and_the_nearest_one() -> Outcome {
    let pattern =
        |who: &str, to: &str| format!("[[pattern]]\nname = 'custom/p'\nwho = {{ {who} }}\nreports_to = [{{ {to} }}]\n");
    for (text, place, help) in [
        ("organization = {}".to_owned(), "1:1", "organisation"),
        ("\u{feff}organization = {}".to_owned(), "1:1", "organisation"),
        ("[rules]\r\n\r\n[organization]\r\n".to_owned(), "3:2", "organisation"),
        ("[organisation]\nsmall_belo = 3".to_owned(), "2:1", "small_below"),
        ("[input]\ncolums = {}".to_owned(), "2:1", "columns"),
        ("[input.columns]\nid = 'x'\nmanger = 'x'".to_owned(), "3:1", "manager"),
        ("input = { columns = { titel = 'x' } }".to_owned(), "1:23", "title"),
        ("[rules]\n'structure/wide-spam' = 'off'".to_owned(), "2:1", "structure/wide-span"),
        ("[rules]\n'structure/wide-span' = 'of'".to_owned(), "2:25", "off"),
        ("[rules]\n'structure/wide-span' = { maxx = 3 }".to_owned(), "2:27", "max"),
        ("[rules]\n'structure/wide-span' = { severity = 'warn' }".to_owned(), "2:38", "warning"),
        ("[titles]\nexakt = {}".to_owned(), "2:1", "exact"),
        ("[titles.exact]\nX = { levle = 'vp' }".to_owned(), "2:7", "level"),
        ("[[exception]]\nrule = 'pattern/coo'\nreason = 'x'\nuntill = 2027-01-01".to_owned(), "4:1", "until"),
        ("[[exception]]\nrule = 'pattern/cooo'\nreason = 'x'".to_owned(), "2:8", "pattern/coo"),
        (pattern("levle = 'vp'", "level = 'vp'"), "3:9", "level"),
        (pattern("level = 'vpp'", "level = 'vp'"), "3:17", "vp"),
        (pattern("level = 'vp'", "level = ['vp', 'evpp']"), "4:32", "evp"),
        (pattern("function = 'sale'", "level = 'vp'"), "3:20", "sales"),
        (pattern("level = 'vp'", "level = 'vp', when = 'headcont < 5'"), "4:39", "headcount"),
        (pattern("level = 'vp'", "under = { levle = 'vp' }"), "4:27", "level"),
        (pattern("level = 'vp'", "level = 'vp'").replace("reports_to", "reports_two"), "4:1", "reports_to"),
        ("[[role]]\nname = 'x'\nlabel = 'X'\nlevel = 'vpp'\nfunction = 'it'".to_owned(), "4:9", "vp"),
        ("[[rule]]\nname = 'custom/r'\nwhen = 'true'\nmesage = 'x'".to_owned(), "4:1", "message"),
        ("[[rule]]\nname = 'custom/r'\nwhen = 'true'\nmessage = 'x'\nat = 'titel'".to_owned(), "5:6", "title"),
        ("[[rule]]\nname = 'custom/r'\nwhen = 'true'\nmessage = 'x {nam}'".to_owned(), "4:14", "name"),
    ] {
        let message = refusal(&text)?;
        assert!(message.contains(&format!("orglint.toml:{place}: ")), "{text}\n{place}: {message}");
        assert!(message.contains(&format!("did you mean '{help}'?")), "{text}\n{help}: {message}");
    }
    Ok(())
}

#[test]
fn values_that_cannot_be_are_told() -> Outcome {
    let exception = |until: &str| format!("[[exception]]\nrule = 'pattern/coo'\nreason = 'x'\nuntil = {until}\n");
    let pattern = |rest: &str| format!("[[pattern]]\nname = 'custom/p'\n{rest}\n");
    let rule = |name: &str, rest: &str| format!("[[rule]]\nname = '{name}'\n{rest}\n");
    for (text, expected) in [
        ("[organisation]\nlarge_from = 10".to_owned(), "2:14: 'large_from', 10, is less than 'small_below', 50"),
        ("[organisation]\nsmall_below = 300".to_owned(), "2:15: 'large_from', 250, is less than 'small_below', 300"),
        ("[organisation]\nsmall_below = -3".to_owned(), "2:15: invalid value: integer `-3`, expected a whole number"),
        ("[organisation]\nchannels = 1.5".to_owned(), "2:12: invalid type"),
        ("[organisation]\nheadcount = 99999999999".to_owned(), "2:13: invalid value"),
        ("[organisation]\ngrowth = 'fast'".to_owned(), "2:10: unknown variant `fast`, expected `steady` or `rapid`"),
        ("[organisation]\noverhaul = 'yes'".to_owned(), "2:12: invalid type"),
        ("[rules]\n'structure/wide-span' = 3".to_owned(), "2:25: invalid type: integer `3`, expected a severity"),
        ("[rules]\n'structure/wide-span' = { max = -1 }".to_owned(), "2:33: 'max' is a whole number of direct reports"),
        ("[rules]\n'structure/wide-span' = { max = 'x' }".to_owned(), "2:33: 'max' is a whole number"),
        ("[rules]\n'structure/narrow-span' = { max = 1 }".to_owned(), "has no setting 'max'"),
        ("[rules]\n'structure/*' = { max = 1 }".to_owned(), "2:19: 'structure/*' has no setting 'max'"),
        ("[rules]\nstructure.wide-span = 'off'".to_owned(), "write the name in quotes: \"structure/wide-span\""),
        (exception("2027-01-01T10:00:00"), "4:9: 'until' is a day, such as 2027-03-31"),
        (exception("10:00:00"), "4:9: 'until' is a day"),
        (exception("'2027-01-01'"), "4:9: invalid type: string \"2027-01-01\", expected a day without quotes"),
        (exception("2027-02-30"), "4:9: invalid date"),
        ("[[exception]]\nrule = 'pattern/coo'".to_owned(), "1:1: missing field `reason`"),
        ("[[exception]]\nrule = 'pattern/coo'\nreason = '  '".to_owned(), "3:10: an exception needs a reason"),
        ("[exception]\nrule = 'pattern/coo'\nreason = 'x'".to_owned(), "1:1: invalid type: a table, expected a list"),
        (pattern("who = { level = 'vp' }"), "2:8: the pattern names no manager"),
        (pattern("who = {}\nreports_to = [{ level = 'vp' }]"), "2:8: a selector of the pattern is about nobody"),
        (pattern("who = []\nreports_to = [{ level = 'vp' }]"), "2:8: a selector of the pattern is about nobody"),
        (pattern("who = { level = 'vp' }\nreports_to = [{ when = 'true' }]"), "2:8: a selector of the pattern"),
        (pattern("who = 'vp'\nreports_to = [{ level = 'vp' }]"), "3:7: invalid type: string \"vp\", expected a table"),
        (pattern("who = { role = 'croo' }\nreports_to = [{ level = 'vp' }]"), "3:17: there is no role 'croo'"),
        (rule("Custom", "when = 'true'\nmessage = 'x'"), "2:8: 'Custom' is no name of a rule"),
        (rule("custom/a/b", "when = 'true'\nmessage = 'x'"), "2:8: 'custom/a/b' is no name of a rule"),
        (rule("integrity/cycle", "when = 'true'\nmessage = 'x'"), "2:8: 'integrity/cycle' is built in"),
        (rule("pattern/coo", "when = 'true'\nmessage = 'x'"), "2:8: 'pattern/coo' is the name of a pattern"),
        (rule("custom/r", "when = 'true'\nmessage = ' '"), "4:12: a rule needs a message"),
        (rule("custom/r", "when = 'true'\nmessage = 'x'").repeat(2), "6:8: 'custom/r' stands here a second time"),
        (rule("custom/r", "when = 'true'\nmessage = 'x'\nseverity = 'off'"), "5:12: unknown variant `off`"),
        ("titels".to_owned(), "1:7: "),
        ("\r\n[rules\r\n".to_owned(), "2:7: "),
    ] {
        let message = refusal(&text)?;
        assert!(
            message.contains(&format!("orglint.toml:{expected}")) || message.contains(expected),
            "{text}\n{expected}: {message}"
        );
    }
    Ok(())
}

#[test]
fn a_condition_that_can_never_be_told_is_refused_before_anything_is_read() -> Outcome {
    for (when, column, message) in [
        ("person.level ==", 26, "the expression cannot be parsed"),
        ("person.level == \"vp", 27, "a quote without its partner"),
        ("", 11, "the expression cannot be parsed"),
        ("person.levl == 'vp'", 11, "there is no 'person.levl' to be used here"),
        ("person.title == 'é' && persn.id == ''", 34, "did you mean 'person.id'?"),
        ("person.is_root || frobnicate(person.id)", 29, "there is no function 'frobnicate'"),
        ("person.is_root ? true : person.name > 3", 47, "'>' cannot be applied to text and number"),
        ("person.functions.exists(f, f > 3)", 0, "cannot be applied"),
        ("person.name / 2 > 1", 23, "'/' cannot be applied to text and number"),
        ("person.name + 2 > 1", 23, "'+' cannot be applied to text and number"),
        ("person.direct_reports", 17, "this is neither true nor false"),
        ("person.id.matches('x')", 21, "there is no function 'matches'"),
        ("person.title == 'é' && )", 34, "the expression cannot be parsed"),
        ("person.title == 'é' && foo(person.id)", 34, "there is no function 'foo'"),
        ("{'a': 1}.a == 1", 11, "maps have no use"),
    ] {
        let refusal = refusal(&rule(when))?;
        assert!(refusal.contains(message), "{when}: {refusal}");
        if column > 0 {
            assert!(refusal.starts_with(&format!("orglint.toml:3:{column}: ")), "{when}: {refusal}");
        }
    }
    let several = "[[rule]]\nname = 'custom/r'\nwhen = '''\nperson.is_root &&\n  persn.id == 'x'\n'''\nmessage = 'x'\n";
    assert!(refusal(several)?.starts_with("orglint.toml:5:3: "), "{}", refusal(several)?);
    Ok(())
}
