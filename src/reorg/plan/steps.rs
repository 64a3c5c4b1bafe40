//! What each kind of step does to a chart.

use super::edits::{Edits, Hired};
use super::people::{People, distinct};
use super::{Action, Step, Word, incumbents};
use crate::chart::{Link, Presence};
use crate::error::Error;
use crate::finding::Record;
use crate::input::Field;
use crate::title::{Level, Qualifier, Reader, Role};

/// The changes of a step, or why it cannot apply.
pub(super) fn edits<'c>(
    step: &Step,
    people: &People<'_>,
    mut edits: Edits<'c>,
    reader: &Reader,
) -> Result<Edits<'c>, Error> {
    let ids = step.action.ids();
    edits.note_beside(people, &ids);
    match &step.action {
        Action::Move { who, to } => {
            let manager = people.manager(to)?;
            for position in people.all(who)? {
                edits.managers.insert(position, manager);
            }
            refuse_loop(&edits, who, to)?;
        }
        Action::Hire { .. } => hire(step, people, &mut edits, reader)?,
        Action::Leave { who, to, is_vacant } => leave(who, to.as_ref(), *is_vacant, people, &mut edits)?,
        Action::Promote { who, title, to } => {
            let position = people.one(who)?;
            refuse_demotion(&edits, position, title, reader)?;
            edits.set(position, Field::Title, &title.text, title)?;
            if let Some(to) = to {
                edits.managers.insert(position, people.manager(to)?);
                refuse_loop(&edits, std::slice::from_ref(who), to)?;
            }
        }
        Action::Retitle { who, title } => {
            let position = people.one(who)?;
            edits.set(position, Field::Title, &title.text, title)?;
        }
        Action::Swap { who } => swap([people.one(&who[0])?, people.one(&who[1])?], who, &mut edits)?,
        Action::Merge { who, into } => {
            distinct(edits.source, who.iter().chain([into]))?;
            let manager = people.one(into)?;
            let merged = people.all(who)?;
            let reports = edits.reports(&merged).into_iter().map(|(report, _)| report);
            edits.managers.extend(reports.chain(merged).map(|position| (position, Some(manager))));
            refuse_loop(&edits, who, into)?;
        }
        Action::Split { who, reports, to } => {
            let (manager, from) = (people.manager(to)?, people.one(who)?);
            for (report, id) in people.all(reports)?.into_iter().zip(reports) {
                if edits.chart.manager(report) != Some(from) {
                    let message = format!("{} does not report to {}", id.text, who.text);
                    return Err(edits.fault(id, message).help(match edits.chart.manager(report) {
                        Some(other) => format!("{} reports to {}", id.text, edits.chart.id(other)),
                        None => format!("{} reports to nobody in the chart", id.text),
                    }));
                }
                edits.managers.insert(report, manager);
            }
            refuse_loop(&edits, reports, to)?;
        }
    }
    Ok(edits)
}

/// Nobody can report to themselves, also not through others.
fn refuse_loop(edits: &Edits<'_>, who: &[Word], to: &Word) -> Result<(), Error> {
    let Some(position) = edits.loops() else { return Ok(()) };
    let id = edits.chart.true_id(position);
    let Some(manager) = edits.managers.get(&position).copied().flatten() else { return Ok(()) };
    let above = edits.chart.id(manager);
    // The line that the plan names is the one to mend.
    let named = who.iter().find(|word| word.text == id);
    let (message, help) = match named {
        Some(_) if position == manager => (format!("{id} would report to itself"), "name somebody else".to_owned()),
        _ => {
            let message = match position == manager {
                true => format!("{id}, who takes over, would report to itself"),
                false => format!("{id} would report to {above}, who is below {id}: a loop"),
            };
            (message, format!("move {above} to another manager in a step before, or name somebody else"))
        }
    };
    Err(edits.fault(named.unwrap_or(to), message).help(help))
}

/// A promotion is one to a higher level, unless the titles can be read so.
fn refuse_demotion(edits: &Edits<'_>, position: Record, title: &Word, reader: &Reader) -> Result<(), Error> {
    let (old, new) = (reader.read(&edits.chart.title(position)), reader.read(&title.text));
    let (Some(old_ranks), Some(new_ranks)) = (ranks(&old), ranks(&new)) else { return Ok(()) };
    // Among individuals and among chiefs there are grades that levels do not tell apart.
    let has_grades =
        |level: Level| matches!(level, Level::AssistantTo | Level::Individual | Level::CSuite | Level::Board);
    let is_no_higher = match has_grades(new.level) {
        true => new_ranks.1 < old_ranks.0,
        false => new_ranks.1 <= old_ranks.0,
    };
    if !is_no_higher {
        return Ok(());
    }
    let than = if new.level == old.level { "the same level as" } else { "a lower level than" };
    let message =
        format!("'{}' ({}) is of {than} '{}' ({})", title.text, new.level, edits.chart.title(position), old.level);
    Err(edits.fault(title, message).help("take `retitle` for a title that is no promotion"))
}

/// The lowest and the highest rank that a title allows; `None` where it proves nothing.
fn ranks(role: &Role) -> Option<(u8, u8)> {
    let second = role.second.map(|job| job.level);
    let levels = || role.levels().iter().chain(second);
    if levels().any(|level| level.is_soft() || level == Level::Unknown) {
        return None;
    }
    let ranks = || levels().filter_map(Level::rank);
    Some((ranks().min()?, ranks().max()?))
}

fn hire(step: &Step, people: &People<'_>, edits: &mut Edits<'_>, reader: &Reader) -> Result<(), Error> {
    let Action::Hire { id, name, title, to, cells } = &step.action else { return Ok(()) };
    if people.is_free(id) {
        for (field, word) in [("title", title), ("to", to)] {
            if word.is_none() {
                return Err(edits.fault(id, format!("{} is a new position, and needs '{field}'", id.text)).help(
                    match field {
                        "title" => "say the title: title = \"VP of Sales\"",
                        _ => "say to whom: to = \"E3\", or to = \"\" for the top",
                    },
                ));
            }
        }
        let manager = to.as_ref().map(|to| people.manager(to)).transpose()?.flatten();
        let texts = incumbents::newcomer(edits, id, name.as_ref(), title.as_ref(), cells, step.on)?;
        edits.hired = Some(Hired { id: id.text.clone(), manager, cells: texts });
        return Ok(());
    }
    // Of somebody who left before, too: an id is that of one position.
    let help = "it is somebody's id already: give the new position one of its own";
    let position = people.one(id).map_err(|error| error.help(help))?;
    let is_vacant_title = reader.read(&edits.chart.title(position)).qualifiers.contains(Qualifier::Vacant);
    let is_vacant = edits.chart.presence(position) == Presence::Vacant;
    if !is_vacant && !is_vacant_title {
        let message = format!("the id {} is taken: {}", id.text, described(edits, position));
        return Err(edits.fault(id, message).help("give the new position an id of its own"));
    }
    if !is_vacant && title.is_none() {
        let message = format!("{} is vacant by its title, '{}'", id.text, edits.chart.title(position));
        return Err(edits.fault(id, message).help("say the title that it has from now on"));
    }
    incumbents::fill(edits, position, id, name.as_ref(), cells, step.on)?;
    if let Some(title) = title {
        edits.set(position, Field::Title, &title.text, title)?;
    }
    if let Some(to) = to {
        edits.managers.insert(position, people.manager(to)?);
        refuse_loop(edits, std::slice::from_ref(id), to)?;
    }
    if is_vacant {
        edits.filled.insert(position);
    }
    Ok(())
}

fn described(edits: &Edits<'_>, position: Record) -> String {
    let (name, title) = (edits.chart.name(position), edits.chart.title(position));
    let parts: Vec<&str> = [&*name, &*title].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

fn leave(
    who: &[Word],
    to: Option<&Word>,
    is_vacant: bool,
    people: &People<'_>,
    edits: &mut Edits<'_>,
) -> Result<(), Error> {
    let leaving = people.all(who)?;
    if let Some(to) = to {
        distinct(edits.source, who.iter().chain([to]))?;
        let manager = people.manager(to)?;
        let mut reports = edits.reports(&leaving);
        reports.retain(|(report, _)| is_vacant || !leaving.contains(report));
        edits.managers.extend(reports.into_iter().map(|(report, _)| (report, manager)));
        refuse_loop(edits, who, to)?;
    }
    for (position, id) in leaving.into_iter().zip(who) {
        let Some(holders) = people.holders(id) else { continue };
        if is_vacant {
            incumbents::vacate(edits, position, id)?;
            edits.vacated.insert(position);
            // Who shared the post has left it, too.
            edits.removed.extend(edits.beside.get(&position).into_iter().flatten());
        } else {
            edits.remove(holders);
        }
    }
    Ok(())
}

/// Each takes the other's title, manager, department and reports; where one reports to the other, the line turns round.
fn swap([one, other]: [Record; 2], who: &[Word; 2], edits: &mut Edits<'_>) -> Result<(), Error> {
    let exchanged = |record: Record| match record {
        record if record == one => other,
        record if record == other => one,
        record => record,
    };
    let above = [one, other].map(|position| edits.chart.manager(exchanged(position)).map(exchanged));
    let reports = edits.reports(&[one, other]);
    edits.managers.extend(reports.into_iter().map(|(report, manager)| (report, Some(exchanged(manager)))));
    for ((position, manager), id) in [one, other].into_iter().zip(above).zip(who) {
        let counterpart = exchanged(position);
        if manager.is_none() && edits.chart.link(counterpart) != Link::Top {
            let message = format!("nobody in the chart is the manager of {}", edits.chart.id(counterpart));
            let help =
                format!("move {} to a manager who is in the chart, in a step before", edits.chart.id(counterpart));
            return Err(edits.fault(id, message).help(help));
        }
        edits.managers.insert(position, manager);
        for field in [Field::Title, Field::Department] {
            if edits.roster().has(field) {
                let text = edits.roster().text(counterpart, field).into_owned();
                edits.set(position, field, &text, id)?;
            }
        }
    }
    Ok(())
}
