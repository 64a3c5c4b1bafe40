//! What the files of a configuration decide: of rules, of single findings, of the organisation.

use jiff::civil::Date;
use toml::Spanned;
use toml::value::Datetime;

use super::written::{self, Decision, Growth, Organisation};
use super::{Exception, Policy, Selection};
use crate::error::Error;
use crate::rules::{RULES, Setting, Settings};
use crate::source::Source;
use crate::title::{Function, Level};
use crate::toml_file::{at, nearest, span_in};

/// Adds to a policy what a file decides of a rule.
pub(super) fn decide(
    policy: &mut Policy,
    source: &Source,
    rules: &[String],
    rule: &Spanned<String>,
    decision: Decision,
) -> Result<(), Error> {
    let selection = select(source, rules, rule)?;
    if let Some(gravity) = decision.severity {
        policy.severities.push((selection.clone(), gravity.severity()));
    }
    let known = match &selection {
        Selection::Rule(name) => RULES.iter().find(|rule| rule.name == name).map_or(&[][..], |rule| rule.settings),
        _ => &[],
    };
    let mut settings = Settings::default();
    for (name, value) in &decision.settings {
        let Some(setting) = known.iter().find(|setting| setting.name == name.get_ref()) else {
            let names = || known.iter().map(|setting| setting.name).chain(["severity"]);
            // A name without quotes is a table within a table.
            let whole = format!("{}/{}", rule.get_ref(), name.get_ref());
            let message = format!("'{}' has no setting '{}'", rule.get_ref(), name.get_ref());
            let error = at(source, name.span(), message);
            return Err(match nearest(name.get_ref(), names()) {
                _ if rules.contains(&whole) => error.help(format!("write the name in quotes: \"{whole}\"")),
                Some(near) => error.meant(near),
                None => error.help(format!("it has: {}", names().collect::<Vec<_>>().join(", "))),
            });
        };
        set(source, setting, value, &mut settings)?;
    }
    if !decision.settings.is_empty() {
        policy.settings.push((rule.get_ref().clone(), settings));
    }
    Ok(())
}

/// Sets a threshold to a number, or to one by level and function.
fn set(source: &Source, setting: &Setting, value: &Spanned<toml::Value>, settings: &mut Settings) -> Result<(), Error> {
    let number = |value: &toml::Value| value.as_integer().and_then(|number| u32::try_from(number).ok());
    if let Some(number) = number(value.get_ref()) {
        settings.set(setting.name, number);
        return Ok(());
    }
    let table = value.get_ref().as_table().filter(|_| setting.is_by_role);
    let table = table.ok_or_else(|| {
        let by_role = if setting.is_by_role { ", or a table of them by level and function" } else { "" };
        let message = format!("'{}' is a whole number of {}, 0 or more{by_role}", setting.name, setting.unit);
        at(source, value.span(), message)
    })?;
    for (role, limit) in table {
        let limit = number(limit).ok_or_else(|| {
            at(source, value.span(), format!("'{}' for '{role}' is no whole number of {}", setting.name, setting.unit))
        })?;
        if role == "default" {
            settings.set(setting.name, limit);
        } else if Level::from_name(role).is_some() || Function::from_name(role).is_some() {
            settings.set_for(setting.name, role, limit);
        } else {
            let names = Level::ALL.into_iter().map(Level::name).chain(Function::ALL.into_iter().map(Function::name));
            let error = at(source, value.span(), format!("'{role}' is neither a level nor a function"));
            return Err(match nearest(role, names) {
                Some(near) => error.help(format!("did you mean '{near}'?")),
                None => error.help("write a level such as 'director', a function such as 'sales', or 'default'"),
            });
        }
    }
    Ok(())
}

/// Adds what a file says of the organisation.
pub(super) fn organisation(
    source: &Source,
    written: &Organisation,
    organisation: &mut crate::facts::Organisation,
) -> Result<(), Error> {
    let set = |slot: &mut u32, value: Option<u32>| value.into_iter().for_each(|value| *slot = value);
    organisation.headcount = written.headcount.or(organisation.headcount);
    set(&mut organisation.small_below, written.small_below.as_ref().map(|value| *value.get_ref()));
    set(&mut organisation.large_from, written.large_from.as_ref().map(|value| *value.get_ref()));
    set(&mut organisation.sellers_for_sales_ops, written.sellers_for_sales_ops);
    set(&mut organisation.sellers_for_departments, written.sellers_for_departments);
    set(&mut organisation.channels, written.channels);
    organisation.rapid_growth = written.growth.map_or(organisation.rapid_growth, |growth| growth == Growth::Rapid);
    organisation.overhaul = written.overhaul.unwrap_or(organisation.overhaul);
    let (small_below, large_from) = (organisation.small_below, organisation.large_from);
    if let Some(bound) =
        written.large_from.as_ref().or(written.small_below.as_ref()).filter(|_| large_from < small_below)
    {
        let message = format!("'large_from', {large_from}, is less than 'small_below', {small_below}");
        return Err(at(source, bound.span(), message).help("an organisation is not small and large at once"));
    }
    Ok(())
}

/// Checks an exception as it is written.
pub(super) fn accept(
    source: &Source,
    names: &[String],
    file: usize,
    exception: Spanned<written::Exception>,
) -> Result<Exception, Error> {
    let span = exception.span();
    let exception = exception.into_inner();
    if exception.reason.get_ref().trim().is_empty() {
        return Err(at(source, exception.reason.span(), "an exception needs a reason")
            .help("say who accepted the deviation, and why"));
    }
    Ok(Exception {
        rule: select(source, names, &exception.rule)?,
        rule_text: exception.rule.get_ref().clone(),
        id: exception.id,
        reason: exception.reason.into_inner(),
        until: exception.until.map(|until| day(source, &until)).transpose()?,
        file,
        at: span_in(source, span.start..exception.rule.span().end.max(span.start)),
    })
}

fn day(source: &Source, date: &Spanned<Datetime>) -> Result<Date, Error> {
    let day = date.get_ref().date.filter(|_| date.get_ref().time.is_none());
    let day = day.and_then(|day| {
        Date::new(day.year.try_into().ok()?, day.month.try_into().ok()?, day.day.try_into().ok()?).ok()
    });
    day.ok_or_else(|| at(source, date.span(), "'until' is a day, such as 2027-03-31"))
}

/// The rules that a name stands for.
fn select(source: &Source, names: &[String], rule: &Spanned<String>) -> Result<Selection, Error> {
    Selection::parse(rule.get_ref(), names.iter().map(String::as_str))
        .map_err(|error| error.placed(source, span_in(source, rule.span())))
}
