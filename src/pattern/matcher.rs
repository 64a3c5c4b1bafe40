//! Selectors, made ready to be matched against roles.

use super::condition::Condition;
use super::language::{NamedRole, OneOrMany, Selector};
use super::{Kind, Misfit, condition};
use crate::facts::{Facts, is_whole};
use crate::title::{Function, Level, Levels, ManagesPeople, Role};

/// A selector, checked and with its names resolved.
#[derive(Debug, Default)]
pub struct Matcher {
    /// How messages call it.
    pub(super) label: String,
    /// Any of these; all where none is given.
    levels: Levels,
    functions: FunctionSet,
    beside: FunctionSet,
    not_functions: FunctionSet,
    chiefs: Option<Vec<String>>,
    not_chiefs: Vec<String>,
    manages_people: Option<ManagesPeople>,
    /// The manager's own manager, for an intermediate rank.
    pub(super) under: Option<Box<Matcher>>,
    when: Option<Condition>,
    sources: Vec<String>,
}

impl Matcher {
    /// Checks a selector; the fault says which word is unknown.
    pub fn new(selector: Selector, roles: &[NamedRole]) -> Result<Matcher, Misfit> {
        let named = match &selector.role {
            None => None,
            Some(name) => Some(
                roles
                    .iter()
                    .rev()
                    .find(|role| role.name == *name.get_ref())
                    .ok_or_else(|| Misfit::no_role(name, roles))?,
            ),
        };
        let level = selector.level.as_ref().or(named.map(|role| &role.level));
        let function = selector.function.as_ref().or(named.map(|role| &role.function));
        let words = |words: OneOrMany<String>| words.into_iter().collect();
        let mut matcher = Matcher {
            levels: level.into_iter().flat_map(OneOrMany::iter).copied().collect(),
            functions: FunctionSet::named(function),
            beside: FunctionSet::named(selector.beside.as_ref()),
            not_functions: FunctionSet::named(selector.not_function.as_ref()),
            chiefs: selector.chief.map(words),
            not_chiefs: selector.not_chief.map(words).unwrap_or_default(),
            manages_people: selector.manages_people,
            under: selector.under.map(|under| Matcher::new(*under, roles)).transpose()?.map(Box::new),
            when: selector.when.map(condition).transpose()?,
            sources: selector.sources,
            label: String::new(),
        };
        let given = selector.label.or_else(|| named.map(|role| role.label.clone()));
        matcher.label = given.unwrap_or_else(|| matcher.describe());
        Ok(matcher)
    }

    /// Whether it counts in this chart.
    pub(super) fn applies(&self, facts: &Facts<'_>) -> bool {
        self.when.as_ref().is_none_or(|when| when.holds(facts))
    }

    /// The condition under which it counts, as it was written.
    pub(super) fn condition(&self) -> Option<&str> {
        self.when.as_ref().map(Condition::text)
    }

    /// What it is, in words.
    pub(super) fn kind(&self) -> Kind<'_> {
        let levels: Vec<&str> = self.levels.iter().map(Level::name).collect();
        let functions = |set: FunctionSet| set.iter().map(Function::name).collect::<Vec<&str>>();
        let mut asks = match &self.chiefs {
            None => alternatives(&levels),
            Some(chiefs) if chiefs.iter().any(|office| office == "any") => "any chief's office".to_owned(),
            Some(chiefs) => format!("the office '{}'", chiefs.join("' or '")),
        };
        if !self.not_chiefs.is_empty() {
            asks += &format!(" but '{}'", self.not_chiefs.join("' and '"));
        }
        for (set, word) in [(self.functions, "in"), (self.not_functions, "outside")] {
            if !set.is_empty() {
                let before = if asks.is_empty() { "" } else { " " };
                asks += &format!("{before}{word} {}", alternatives(&functions(set)));
            }
        }
        Kind {
            label: &self.label,
            asks,
            when: self.condition(),
            under: self.under.as_deref().map(|under| &*under.label),
            sources: &self.sources,
        }
    }

    /// Whether a role is of this kind in every reading of its title, and of no other kind beside.
    pub fn is_surely(&self, role: &Role) -> bool {
        let level = self.levels.is_empty() || role.levels().iter().all(|level| self.levels.contains(level));
        let named = FunctionSet::of(role.functions.iter());
        let function = self.functions.is_empty()
            || named.meets(self.functions) && named.without(self.functions).without(self.beside).is_empty();
        let chief = match (&self.chiefs, role.chief) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(wanted), Some(chief)) => {
                let is = |offices: &[String]| offices.iter().any(|office| office == chief.0);
                is_whole(role) && !is(&self.not_chiefs) && (is(wanted) || wanted.iter().any(|office| office == "any"))
            }
        };
        let manages = self.manages_people.is_none_or(|manages| role.manages_people == manages);
        level && function && chief && manages && !named.meets(self.not_functions)
    }

    /// Whether a role may be of this kind in some reading of its title. A head stands for a director or a vice president
    /// of the function, an AVP for a vice president, and a title that names no level or no function for any.
    pub fn is_possibly(&self, role: &Role) -> bool {
        let levels = role.levels();
        let level = self.levels.is_empty()
            || levels.contains(Level::Unknown)
            || levels.meets(self.levels)
            || levels.contains(Level::Head) && self.levels.meets(HEADS_STAND_FOR)
            || levels.contains(Level::Avp) && self.levels.contains(Level::Vp);
        let named = FunctionSet::of(role.functions.iter()).with(FunctionSet::of(role.other_functions.iter()));
        level && (self.functions.is_empty() || !role.names_function() || named.meets(self.functions))
    }

    fn describe(&self) -> String {
        let levels: Vec<&str> = self.levels.iter().map(Level::name).collect();
        let functions: Vec<&str> = self.functions.iter().map(Function::name).collect();
        match (alternatives(&levels), alternatives(&functions)) {
            (levels, functions) if levels.is_empty() && functions.is_empty() => match self.kind().asks {
                asks if asks.is_empty() => "anybody".to_owned(),
                asks => format!("holder of {asks}"),
            },
            (levels, functions) if levels.is_empty() => format!("position in {functions}"),
            (levels, functions) if functions.is_empty() => levels,
            (levels, functions) => format!("{levels} of {functions}"),
        }
    }
}

/// 'a, b or c'.
pub(super) fn alternatives(names: &[&str]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        names => names.concat(),
    }
}

const HEADS_STAND_FOR: Levels = Levels::NONE.with(Level::Director).with(Level::Vp);

/// A set of functions.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct FunctionSet(u64);

impl FunctionSet {
    fn of(functions: impl Iterator<Item = Function>) -> FunctionSet {
        FunctionSet(functions.fold(0, |set, function| set | 1 << function as u8))
    }

    /// The set of these; revenue operations counts as sales operations.
    fn named(functions: Option<&OneOrMany<Function>>) -> FunctionSet {
        let mut set = FunctionSet::of(functions.into_iter().flat_map(OneOrMany::iter).copied());
        if set.meets(FunctionSet::of([Function::SalesOperations].into_iter())) {
            set = set.with(FunctionSet::of([Function::RevenueOperations].into_iter()));
        }
        set
    }

    fn with(self, other: FunctionSet) -> FunctionSet {
        FunctionSet(self.0 | other.0)
    }

    fn without(self, other: FunctionSet) -> FunctionSet {
        FunctionSet(self.0 & !other.0)
    }

    fn meets(self, other: FunctionSet) -> bool {
        self.0 & other.0 != 0
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn iter(self) -> impl Iterator<Item = Function> {
        Function::ALL.into_iter().filter(move |function| self.0 & 1 << *function as u8 != 0)
    }
}
