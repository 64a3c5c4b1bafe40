//! What stands around a head.

use super::Function;
use super::chunk::Chunk;
use super::items::Items;
use super::sense::{Class, ManagerOf, Modifier};

/// The modifiers before a head.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Modifiers(u32);

impl Modifiers {
    pub(super) fn insert(&mut self, modifier: Modifier) {
        self.0 |= modifier.bit();
    }

    pub(super) fn has(self, modifier: Modifier) -> bool {
        self.0 & modifier.bit() != 0
    }

    pub(super) fn any(self, modifiers: &[Modifier]) -> bool {
        modifiers.iter().any(|modifier| self.has(*modifier))
    }

    pub(super) fn take(&mut self, modifier: Modifier) -> bool {
        let had = self.has(modifier);
        self.0 &= !modifier.bit();
        had
    }
}

/// Where a head stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) items: &'a Items<'a>,
    pub(super) chunk: Chunk,
    pub(super) at: usize,
}

impl Place<'_> {
    fn class_after(&self) -> Option<Class> {
        let next = self.at + 1;
        (next < self.chunk.end).then(|| self.items.all()[next].class)
    }

    /// Whether something that the head looks after follows.
    pub(super) fn goes_on(&self) -> bool {
        matches!(self.class_after(), Some(Class::Of | Class::Topic))
    }

    /// Whether it follows without 'of'.
    pub(super) fn goes_on_at_once(&self) -> bool {
        self.class_after() == Some(Class::Topic)
    }

    /// Whether a word for people at work follows at once, and is the last: 'head falconer'.
    pub(super) fn names_somebody(&self) -> bool {
        let after = self.items.all()[self.at + 1..self.chunk.end].iter();
        let described = after.take_while(|item| item.class == Class::Topic);
        described.last().is_some_and(|last| last.is_agent)
    }

    /// Whether somebody who is served follows.
    pub(super) fn serves(&self) -> bool {
        matches!(self.class_after(), Some(Class::Of | Class::To))
    }

    /// Whether a topic stands before the head.
    pub(super) fn is_described(&self) -> bool {
        self.items.all()[self.chunk.start..self.at].iter().any(|item| item.class == Class::Topic)
    }

    /// Whether nothing but modifiers stands before the head.
    pub(super) fn comes_first(&self) -> bool {
        self.items.all()[self.chunk.start..self.at].iter().all(|item| matches!(item.class, Class::Modifier(_)))
    }

    /// Whether the word before names a department, as in 'finance chief'.
    pub(super) fn describes_a_department(&self) -> bool {
        const FULL: u8 = 5;
        let before = &self.items.all()[self.chunk.start..self.at];
        before.last().is_some_and(|item| item.class == Class::Topic && item.sense.strength >= FULL)
    }

    /// What the manager manages, by the word before; of two joined by 'and', people are managed where one says so.
    ///
    /// A regional sales manager is often a seller with a territory.
    pub(super) fn manager_of(&self, modifiers: Modifiers) -> ManagerOf {
        let mut before = self.items.all()[self.chunk.start..self.at]
            .iter()
            .rev()
            .filter(|item| !matches!(item.class, Class::Modifier(_) | Class::Place));
        let Some(nearest) = before.next() else {
            return ManagerOf::People;
        };
        let sells = nearest.sense.functions.iter().eq([Function::Sales]);
        if sells && modifiers.has(Modifier::Regional) && nearest.sense.manager == ManagerOf::People {
            return ManagerOf::Unclear;
        }
        if nearest.sense.manager != ManagerOf::Things {
            return nearest.sense.manager;
        }
        // 'Marketing and Events Manager', not 'Leave and Disability Case Manager'.
        let joined = before.next().filter(|item| item.class == Class::And).and_then(|_| before.next());
        match joined {
            Some(item) if !item.sense.functions.is_empty() => item.sense.manager,
            _ => ManagerOf::Things,
        }
    }
}

/// What a chunk says beside its head: for what, and where.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Scope {
    /// Whether it says for what, or for whom.
    names_topic: bool,
    /// Whether it says where.
    pub(super) names_place: bool,
    /// Whether 'of' follows the head.
    pub(super) has_of: bool,
}

impl Scope {
    /// The scope that `chunk` names.
    pub(super) fn of(items: &Items<'_>, chunk: Chunk) -> Scope {
        let mut scope = Scope::default();
        let mut has_head = false;
        // What stands between 'chief' and 'officer' is the office itself.
        let mut is_in_office = false;
        for item in &items.all()[chunk.start..chunk.end] {
            match item.class {
                Class::Modifier(Modifier::Chief) => is_in_office = true,
                Class::Modifier(Modifier::Regional | Modifier::Divisional) | Class::Place => scope.names_place = true,
                Class::Topic => scope.names_topic |= !is_in_office,
                Class::Head(_) => {
                    scope.names_topic |= scope.has_of;
                    has_head = true;
                    is_in_office = false;
                }
                Class::Of => scope.has_of |= has_head,
                Class::To | Class::At if has_head => break,
                _ => {}
            }
        }
        scope
    }

    /// Whether neither a topic nor an 'of' narrows the job.
    pub(super) fn is_open(self) -> bool {
        !self.names_topic && !self.has_of
    }

    /// Whether it says where, and not for what.
    pub(super) fn is_a_place(self) -> bool {
        self.names_place && !self.names_topic
    }
}

/// Whether `chunk` names a department as such.
pub(super) fn names_department(items: &Items<'_>, chunk: Chunk) -> bool {
    let department = Class::Modifier(Modifier::Department);
    items.all()[chunk.start..chunk.end].iter().any(|item| item.class == department)
}
