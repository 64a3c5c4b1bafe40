//! A chart without the people in it: pseudonyms for ids, names and references, and titles that name nobody.

mod people;
mod pseudonym;
mod title;
mod words;

use std::borrow::Cow;

use crate::chart::{Chart, Link, Presence};
use crate::finding::Record;
use crate::input::Field;
use crate::title::Reader;
pub use pseudonym::Key;
use pseudonym::Pseudonyms;

/// What stands for the people of a chart.
pub(super) struct Anonymous {
    pseudonyms: Pseudonyms,
    /// By the code of the title, where something had to be taken out.
    titles: Vec<Option<String>>,
}

impl Anonymous {
    pub(super) fn new(chart: &Chart, key: &Key, reader: &Reader) -> Anonymous {
        let pseudonyms = Pseudonyms::of(chart, key);
        let titles = title::without_people(chart, reader, &pseudonyms);
        Anonymous { pseudonyms, titles }
    }

    /// Empty where the record has no id.
    pub(super) fn id(&self, chart: &Chart, record: Record) -> String {
        self.pseudonyms.of_id(chart, record).unwrap_or_default()
    }

    /// A name where there is one. What a name says of a post is kept, in the words that are read back as the same.
    pub(super) fn name(&self, chart: &Chart, record: Record) -> String {
        if let Some(first) = earlier(chart, record) {
            // Whether two records of one id are of one person is a part of the fault.
            return match chart.name(record) {
                name if name.is_empty() => String::new(),
                name if name == chart.name(first) && !self.confuses_titles(chart, record, first) => {
                    self.name(chart, first)
                }
                name => format!("Person {}", self.pseudonyms.of_name(&name)),
            };
        }
        match chart.presence(record) {
            Presence::Vacant => "Vacant".to_owned(),
            Presence::Left | Presence::NotBegun => "Eliminated".to_owned(),
            Presence::Here if chart.name(record).is_empty() => String::new(),
            Presence::Here => format!("Person {}", self.pseudonyms.of_person(chart, record)),
        }
    }

    /// Whether two titles differ only in whom they name, and that cannot be told of either.
    fn confuses_titles(&self, chart: &Chart, one: Record, other: Record) -> bool {
        self.title(chart, one) == self.title(chart, other) && chart.title(one) != chart.title(other)
    }

    pub(super) fn title<'c>(&'c self, chart: &'c Chart, record: Record) -> Cow<'c, str> {
        let code = chart.roster().title_codes().at(record.index());
        match &self.titles[code as usize] {
            Some(title) => Cow::Borrowed(title),
            None => chart.title(record),
        }
    }

    /// The pseudonym of the manager, or of several that the cell names, or of somebody unknown.
    pub(super) fn manager_id(&self, chart: &Chart, record: Record) -> String {
        if let Some(first) = earlier(chart, record)
            && reference(chart, record) == reference(chart, first)
        {
            return self.manager_id(chart, first);
        }
        let several = chart.several_managers();
        if let Ok(at) = several.binary_search_by_key(&record, |(record, _)| *record) {
            let ids = several[at].1.iter().map(|manager| self.id(chart, *manager));
            return ids.collect::<Vec<_>>().join(";");
        }
        match chart.link(record) {
            Link::Top => String::new(),
            Link::Itself => self.id(chart, record),
            Link::Manager(manager) => self.id(chart, manager),
            Link::Unknown => self.pseudonyms.of_reference(chart, record).unwrap_or_default(),
        }
    }
}

/// The position whose id a record has, too.
fn earlier(chart: &Chart, record: Record) -> Option<Record> {
    let duplicates = chart.duplicates();
    let at = duplicates.binary_search_by_key(&record, |(later, _)| *later).ok()?;
    Some(duplicates[at].1)
}

/// What a record's manager is called, where the cell says something.
fn reference<'c>(chart: &'c Chart, record: Record) -> Option<Cow<'c, [u8]>> {
    let cell = chart.roster().bytes(record, Field::Manager);
    (!chart.roster().manager_key(record).is_blank()).then_some(cell)
}
