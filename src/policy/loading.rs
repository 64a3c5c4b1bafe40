//! From the files of a configuration to what they say together.

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use toml::Spanned;
use toml::value::Datetime;

use super::config::{Config, Open};
use super::suggest::{nearest, suggestion};
use super::written::{self, Decision, Growth, Input, Organisation, Written};
use super::{Exception, Selection};
use crate::custom::{self, CustomRule};
use crate::error::Error;
use crate::expression::Fault;
use crate::input::{Field, Filter};
use crate::pattern::{self, Pattern, language};
use crate::rules::{RULES, Settings};
use crate::source::{Source, Span};
use crate::title::{Reader, Vocabulary, VocabularyError};

/// The built-in pack of patterns, and what a configuration builds on that says nothing.
const DOCUMENTED: &str = "documented";

/// Files that build on others; more are taken for a loop.
const DEEPEST: usize = 16;

/// The state between the files of a configuration: what a file builds on is read before it, and it goes before that.
pub(super) struct Loading<'o, 'f> {
    open: &'o mut Open<'f>,
    config: Config,
    titles: Vocabulary,
    /// What is decided of rules, to be looked up once all rules are known, with the number of the file that says it.
    decisions: Vec<(usize, Spanned<String>, Decision)>,
    exceptions: Vec<(usize, Spanned<written::Exception>)>,
    roles: Vec<language::NamedRole>,
    /// The names of the files that are being read, the outermost first.
    under_way: Vec<String>,
}

impl<'o, 'f> Loading<'o, 'f> {
    pub(super) fn new(open: &'o mut Open<'f>) -> Loading<'o, 'f> {
        Loading {
            open,
            config: Config::default(),
            titles: Vocabulary::default(),
            decisions: Vec::new(),
            exceptions: Vec::new(),
            roles: Vec::new(),
            under_way: Vec::new(),
        }
    }

    /// Reads one file, and before it what it builds on.
    pub(super) fn file(&mut self, source: Source) -> Result<(), Error> {
        let written = read(&source)?;
        self.under_way.push(source.name().to_owned());
        match &written.extends {
            None => self.documented()?,
            Some(extends) => extends.iter().try_for_each(|extended| self.extend(&source, extended))?,
        }
        self.under_way.pop();
        self.input(&source, written.input)?;
        organisation(&source, &written.organisation, &mut self.config.policy.organisation)?;
        self.titles(&source, written.titles)?;
        self.roles.extend(written.role);
        for own in &written.pattern {
            self.pattern(&source, own)?;
        }
        for own in &written.rule {
            self.rule(&source, own)?;
        }
        let file = self.config.policy.files.len();
        self.decisions.extend(written.rules.into_iter().map(|(rule, decision)| (file, rule, decision)));
        self.exceptions.extend(written.exception.into_iter().map(|exception| (file, exception)));
        self.config.policy.files.push(Arc::new(source));
        Ok(())
    }

    fn extend(&mut self, source: &Source, extended: &Spanned<String>) -> Result<(), Error> {
        let path = extended.get_ref();
        if path == DOCUMENTED {
            return self.documented();
        }
        let next = (self.open)(source.name(), path)
            .map_err(|error| at(source, extended.span(), format!("'{path}' cannot be built on: {error}")))?;
        if self.under_way.len() >= DEEPEST || self.under_way.iter().any(|name| name == next.name()) {
            return Err(at(source, extended.span(), format!("'{path}' builds on itself")));
        }
        self.file(next)
    }

    /// The built-in pack, once.
    fn documented(&mut self) -> Result<(), Error> {
        let pack = pattern::documented()?;
        let is_known = |name: &str| self.config.patterns.iter().any(|pattern| pattern.name == name);
        let new: Vec<_> = pack.pattern.iter().filter(|written| !is_known(written.name.get_ref())).collect();
        for written in new {
            let pattern = Pattern::new(written, &pack.role).map_err(|misfit| Error::new(misfit.fault.message))?;
            self.config.patterns.push(pattern);
        }
        self.roles.splice(0..0, pack.role);
        Ok(())
    }

    fn input(&mut self, source: &Source, input: Input) -> Result<(), Error> {
        for (field, column) in input.columns {
            let known = Field::from_name(field.get_ref()).ok_or_else(|| {
                let names = Field::ALL.map(Field::name);
                let help = match nearest(field.get_ref(), names.into_iter()) {
                    Some(name) => format!("did you mean '{name}'?"),
                    None => format!("known are: {}", names.join(", ")),
                };
                at(source, field.span(), format!("there is no field '{}'", field.get_ref())).help(help)
            })?;
            self.config.mapping.set(known, column);
        }
        if let Some(condition) = input.condition {
            let filter =
                Filter::parse(condition.get_ref()).map_err(|fault| in_text(source, condition.span(), fault))?;
            self.config.filter = Some(Arc::new(filter));
        }
        Ok(())
    }

    fn titles(&mut self, source: &Source, titles: Vocabulary) -> Result<(), Error> {
        if titles.is_empty() {
            return Ok(());
        }
        // Checked alone, where a fault can be placed; the files together are read once more at the end.
        self.config.reader = Reader::with(&titles)
            .map_err(|VocabularyError { message, help, span }| at(source, span, message).help(help))?;
        self.titles.extend(titles);
        Ok(())
    }

    fn pattern(&mut self, source: &Source, written: &language::Pattern) -> Result<(), Error> {
        self.check_name(source, &written.name)?;
        if written.reports_to.is_empty() && written.documented.is_empty() && written.rolls_up_to.is_empty() {
            return Err(at(source, written.name.span(), "the pattern names no manager")
                .help("say under `reports_to`, `documented` or `rolls_up_to` whom the line leads to"));
        }
        let pattern = Pattern::new(written, &self.roles)
            .map_err(|pattern::Misfit { fault, span }| in_text(source, span, fault))?;
        self.config.patterns.retain(|other| other.name != pattern.name);
        self.config.patterns.push(pattern);
        Ok(())
    }

    fn rule(&mut self, source: &Source, written: &custom::Written) -> Result<(), Error> {
        self.check_name(source, &written.name)?;
        let rule = CustomRule::new(written).map_err(|custom::Misfit { fault, span }| in_text(source, span, fault))?;
        if self.config.patterns.iter().any(|pattern| pattern.name == rule.name) {
            let message = format!("'{}' is the name of a pattern", rule.name);
            return Err(at(source, written.name.span(), message).help("give the rule a name of its own"));
        }
        self.config.rules.retain(|other| other.name != rule.name);
        self.config.rules.push(rule);
        Ok(())
    }

    /// A rule or pattern has a name of the form `category/name`, and not that of a rule which is built in.
    fn check_name(&self, source: &Source, name: &Spanned<String>) -> Result<(), Error> {
        let is_part = |part: &str| {
            !part.is_empty()
                && part.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
        };
        let text = name.get_ref();
        if !text.split_once('/').is_some_and(|(category, own)| is_part(category) && is_part(own)) {
            return Err(at(source, name.span(), format!("'{text}' is no name of a rule"))
                .help("write 'category/name' in small letters, digits and '-', such as 'custom/deal-desk'"));
        }
        if RULES.iter().any(|rule| rule.name == text) {
            return Err(at(source, name.span(), format!("'{text}' is built in")).help("choose another name"));
        }
        Ok(())
    }

    /// What the files say together.
    pub(super) fn finish(mut self) -> Result<Config, Error> {
        if self.config.policy.files.len() > 1 && !self.titles.is_empty() {
            self.config.reader = Reader::with(&self.titles).map_err(|error| Error::new(error.message))?;
        }
        let own = self.config.patterns.iter().map(|pattern| pattern.name.as_str());
        let own = own.chain(self.config.rules.iter().map(|rule| rule.name.as_str()));
        let names: Vec<String> = RULES.iter().map(|rule| rule.name).chain(own).map(str::to_owned).collect();
        for (file, rule, decision) in std::mem::take(&mut self.decisions) {
            let source = Arc::clone(&self.config.policy.files[file]);
            self.decide(&source, &names, &rule, decision)?;
        }
        for (file, exception) in std::mem::take(&mut self.exceptions) {
            let source = Arc::clone(&self.config.policy.files[file]);
            let exception = accept(&source, &names, file, exception)?;
            self.config.policy.exceptions.push(exception);
        }
        Ok(self.config)
    }

    fn decide(
        &mut self,
        source: &Source,
        names: &[String],
        rule: &Spanned<String>,
        decision: Decision,
    ) -> Result<(), Error> {
        let selection = select(source, names, rule)?;
        if let Some(gravity) = decision.severity {
            self.config.policy.severities.push((selection.clone(), gravity.severity()));
        }
        let known = match &selection {
            Selection::Rule(name) => RULES.iter().find(|rule| rule.name == name).map_or(&[][..], |rule| rule.settings),
            _ => &[],
        };
        let mut settings = Settings::default();
        for (name, value) in &decision.settings {
            if !known.iter().any(|setting| setting.name == name.get_ref()) {
                let names = || known.iter().map(|setting| setting.name).chain(["severity"]);
                let help = match nearest(name.get_ref(), names()) {
                    Some(near) => format!("did you mean '{near}'?"),
                    None => format!("it has: {}", names().collect::<Vec<_>>().join(", ")),
                };
                let message = format!("'{}' has no setting '{}'", rule.get_ref(), name.get_ref());
                return Err(at(source, name.span(), message).help(help));
            }
            let number = value.get_ref().as_integer().and_then(|number| u32::try_from(number).ok());
            let number = number.ok_or_else(|| {
                let unit =
                    known.iter().find(|setting| setting.name == name.get_ref()).map_or("", |setting| setting.unit);
                at(source, value.span(), format!("'{}' is a whole number of {unit}, 0 or more", name.get_ref()))
            })?;
            settings.set(name.get_ref(), number);
        }
        if !decision.settings.is_empty() {
            self.config.policy.settings.push((rule.get_ref().clone(), settings));
        }
        Ok(())
    }
}

fn read(source: &Source) -> Result<Written, Error> {
    let text = source.text(Span::new(source.text_start()..source.bytes().len()));
    toml::from_str(text).map_err(|fault| {
        let error = at(source, fault.span().unwrap_or_default(), fault.message());
        match suggestion(fault.message()) {
            Some(help) => error.help(help),
            None => error,
        }
    })
}

fn organisation(
    source: &Source,
    written: &Organisation,
    organisation: &mut crate::facts::Organisation,
) -> Result<(), Error> {
    let set = |slot: &mut u32, value: Option<u32>| value.into_iter().for_each(|value| *slot = value);
    organisation.headcount = written.headcount.or(organisation.headcount);
    set(&mut organisation.small_below, written.small_below);
    set(&mut organisation.large_from, written.large_from.as_ref().map(|value| *value.get_ref()));
    set(&mut organisation.sellers_for_sales_ops, written.sellers_for_sales_ops);
    set(&mut organisation.sellers_for_departments, written.sellers_for_departments);
    set(&mut organisation.channels, written.channels);
    organisation.rapid_growth = written.growth.map_or(organisation.rapid_growth, |growth| growth == Growth::Rapid);
    organisation.overhaul = written.overhaul.unwrap_or(organisation.overhaul);
    if let Some(large_from) = &written.large_from
        && *large_from.get_ref() < organisation.small_below
    {
        let message = format!("'large_from' is less than 'small_below', {}", organisation.small_below);
        return Err(at(source, large_from.span(), message).help("an organisation is not small and large at once"));
    }
    Ok(())
}

fn accept(
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

fn select(source: &Source, names: &[String], rule: &Spanned<String>) -> Result<Selection, Error> {
    Selection::parse(rule.get_ref(), names.iter().map(String::as_str)).map_err(|error| {
        let place = at(source, rule.span(), error.message());
        match error.mend() {
            Some(mend) => place.help(mend),
            None => place,
        }
    })
}

/// A range of the text, which begins after a byte order mark, as a place in the file.
fn span_in(source: &Source, span: Range<usize>) -> Span {
    let start = source.text_start();
    Span::new(start + span.start..start + span.end)
}

fn at(source: &Source, span: Range<usize>, message: impl Into<String>) -> Error {
    Error::at(source, span_in(source, span), message)
}

/// A fault within a text that stands in quotes at `span`: at its very place, unless escapes move it.
fn in_text(source: &Source, span: Range<usize>, fault: Fault) -> Error {
    let raw = source.text(span_in(source, span.clone()));
    let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| raw.starts_with(quotes)).map_or(0, str::len);
    let moves = raw.starts_with('"') && raw.contains('\\') || quotes == 3;
    let offset = if moves { 0 } else { (quotes + fault.offset).min(raw.len()) };
    let error = at(source, span.start + offset..span.end, fault.message);
    match fault.help {
        Some(help) => error.help(help),
        None => error,
    }
}
