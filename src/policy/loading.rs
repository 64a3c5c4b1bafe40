//! From the files of a configuration to what they say together.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::config::{Config, Open, without_detours};
use super::decisions::{accept, decide, organisation};
use super::written::{self, Decision, Input, Written};
use crate::custom::{self, CustomRule};
use crate::error::Error;
use crate::input::{Field, Filter};
use crate::pattern::language::{self, Selector};
use crate::pattern::{self, Pattern};
use crate::rules::RULES;
use crate::source::Source;
use crate::title::{Reader, Vocabulary, VocabularyError};
use crate::toml_file::{at, in_text, nearest, read};

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
    /// Whether the built-in pack is among what was read.
    is_documented: bool,
    /// The files that are being read, the outermost first.
    under_way: Vec<PathBuf>,
    /// The files that were read: what several build on counts once, before the first of them.
    read: HashSet<PathBuf>,
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
            is_documented: false,
            under_way: Vec::new(),
            read: HashSet::new(),
        }
    }

    /// Reads one file, and before it what it builds on.
    pub(super) fn file(&mut self, source: Source) -> Result<(), Error> {
        let written: Written = read(&source)?;
        self.under_way.push(without_detours(Path::new(source.name())));
        match &written.extends {
            None => self.documented()?,
            Some(extends) => extends.iter().try_for_each(|extended| self.extend(&source, extended))?,
        }
        self.read.extend(self.under_way.pop());
        self.input(&source, written.input)?;
        self.config.input.limits = written.limits.unwrap_or(self.config.input.limits);
        organisation(&source, &written.organisation, &mut self.config.policy.organisation)?;
        self.titles(&source, written.titles)?;
        self.roles.extend(written.role);
        let named = written.pattern.iter().map(|own| &own.name).chain(written.rule.iter().map(|own| &own.name));
        Self::check_names(&source, named)?;
        for own in written.pattern {
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
        let next = (self.open)(source.name(), path).map_err(|error| {
            let error = at(source, extended.span(), format!("'{path}' cannot be built on: {error}"));
            match nearest(path, std::iter::once(DOCUMENTED)) {
                Some(near) => error.meant(near),
                None => error.help("a path is seen from the folder of this file; built in is 'documented'"),
            }
        })?;
        let name = without_detours(Path::new(next.name()));
        if self.under_way.len() >= DEEPEST || self.under_way.contains(&name) {
            return Err(at(source, extended.span(), format!("'{path}' builds on itself"))
                .help("leave it out of the list of one of the two"));
        }
        if self.read.contains(&name) { Ok(()) } else { self.file(next) }
    }

    /// The built-in pack, once.
    fn documented(&mut self) -> Result<(), Error> {
        if std::mem::replace(&mut self.is_documented, true) {
            return Ok(());
        }
        let pack = pattern::documented()?;
        let is_known = |name: &str| self.config.patterns.iter().any(|pattern| pattern.name == name);
        let new: Vec<_> = pack.pattern.into_iter().filter(|written| !is_known(written.name.get_ref())).collect();
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
                let error = at(source, field.span(), format!("there is no field '{}'", field.get_ref()));
                match nearest(field.get_ref(), names.into_iter()) {
                    Some(name) => error.meant(name),
                    None => error.help(format!("known are: {}", names.join(", "))),
                }
            })?;
            self.config.input.mapping.set(known, column);
        }
        if let Some(condition) = input.condition {
            let filter =
                Filter::parse(condition.get_ref()).map_err(|fault| in_text(source, condition.span(), fault))?;
            self.config.input.filter = Some(Arc::new(filter));
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

    fn pattern(&mut self, source: &Source, written: language::Pattern) -> Result<(), Error> {
        if written.reports_to.is_empty() && written.documented.is_empty() && written.rolls_up_to.is_empty() {
            return Err(at(source, written.name.span(), "the pattern names no manager")
                .help("say under `reports_to`, `documented` or `rolls_up_to` whom the line leads to"));
        }
        let managers = [&written.reports_to, &written.documented, &written.rolls_up_to].into_iter().flatten();
        if written.who.iter().next().is_none() || written.who.iter().chain(managers).any(Selector::says_nothing) {
            return Err(at(source, written.name.span(), "a selector of the pattern is about nobody in particular")
                .help("give it a `role`, or a `level` and a `function`"));
        }
        let pattern = Pattern::new(written, &self.roles)
            .map_err(|pattern::Misfit { fault, span }| in_text(source, span, fault))?;
        self.config.patterns.retain(|other| other.name != pattern.name);
        self.config.rules.retain(|other| other.name != pattern.name);
        self.config.patterns.push(pattern);
        Ok(())
    }

    fn rule(&mut self, source: &Source, written: &custom::Written) -> Result<(), Error> {
        let rule = CustomRule::new(written).map_err(|custom::Misfit { fault, span }| in_text(source, span, fault))?;
        if self.config.patterns.iter().any(|pattern| pattern.name == rule.name) {
            let message = format!("'{}' is the name of a pattern", rule.name);
            return Err(at(source, written.name.span(), message).help("give the rule a name of its own"));
        }
        self.config.rules.retain(|other| other.name != rule.name);
        self.config.rules.push(rule);
        Ok(())
    }

    /// Of one file every rule and pattern has a name of its own; that of another file is replaced.
    fn check_names<'n>(source: &Source, names: impl Iterator<Item = &'n Spanned<String>>) -> Result<(), Error> {
        let mut seen = HashSet::new();
        for name in names {
            check_name(source, name)?;
            if !seen.insert(name.get_ref()) {
                let message = format!("'{}' stands here a second time", name.get_ref());
                return Err(at(source, name.span(), message).help("give each rule and pattern a name of its own"));
            }
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
            decide(&mut self.config.policy, &source, &names, &rule, decision)?;
        }
        for (file, exception) in std::mem::take(&mut self.exceptions) {
            let source = Arc::clone(&self.config.policy.files[file]);
            let exception = accept(&source, &names, file, exception)?;
            self.config.policy.exceptions.push(exception);
        }
        Ok(self.config)
    }
}

/// A rule or pattern has a name of the form `category/name`, and not that of a rule which is built in.
fn check_name(source: &Source, name: &Spanned<String>) -> Result<(), Error> {
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
