//! The values of terms over records.

use cel::common::types::{CelBool, CelDouble, CelInt, CelList, CelNull, CelString};
use cel::common::value::Val;
use cel::{Context, ExecutionError, Value as Outcome};
use hashbrown::HashMap;

use super::{Expression, Fault, Kind, Name, Term, Value};

/// What a condition asks of the record in hand.
pub trait Facts {
    /// A number for the value of the name of that number: the same for the same value throughout a run.
    fn code(&mut self, name: usize) -> u64;
    /// The value of the name of that number.
    fn value(&self, name: usize) -> Value<'_>;
}

/// Evaluates one expression over many records.
pub struct Evaluator<'e> {
    expression: &'e Expression,
    context: Context<'static, 'static>,
    known: Vec<Known>,
    /// The codes of the values that a term uses.
    codes: Vec<u64>,
    /// The terms in the order in which they are looked at.
    order: Vec<usize>,
    /// How many records have been looked at.
    seen: usize,
}

/// After so many records it shows which terms are dear: those whose values hardly recur.
const TRIAL: usize = 4096;

/// What a term said for the combinations of values that came before.
type Known = HashMap<Box<[u64]>, Option<bool>, foldhash::fast::RandomState>;

/// So many combinations of values are remembered for each term; with more, values hardly recur.
const MOST_KNOWN: usize = 1 << 16;

impl<'e> Evaluator<'e> {
    /// For an expression.
    pub fn new(expression: &'e Expression) -> Evaluator<'e> {
        let known = expression.terms.iter().map(|_| Known::default()).collect();
        let order = (0..expression.terms.len()).collect();
        Evaluator { expression, context: Context::default(), known, codes: Vec::new(), order, seen: 0 }
    }

    /// Whether the condition holds for a record; `None` where that cannot be told, for a value that it needs is missing.
    pub fn holds(&mut self, facts: &mut impl Facts) -> Option<bool> {
        self.seen += 1;
        if self.seen == TRIAL {
            // The order of terms does not change what they say together.
            let known = &self.known;
            self.order.sort_by_key(|term| known[*term].len());
        }
        let mut all = Some(true);
        for number in &self.order {
            let (term, known) = (&self.expression.terms[*number], &mut self.known[*number]);
            self.codes.clear();
            self.codes.extend(term.uses.iter().map(|name| facts.code(*name)));
            let holds = match known.get(&self.codes[..]) {
                Some(holds) => *holds,
                None => {
                    let holds = term.holds(&self.context, self.expression.names, &*facts);
                    if known.len() < MOST_KNOWN {
                        known.insert(self.codes.as_slice().into(), holds);
                    }
                    holds
                }
            };
            match holds {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        all
    }
}

impl Term {
    fn holds(&self, context: &Context<'static, 'static>, names: &[Name], facts: &impl Facts) -> Option<bool> {
        let values = self.uses.iter().map(|name| (names[*name].path, facts.value(*name)));
        match self.evaluate(context, values) {
            Ok(Outcome::Bool(holds)) => Some(holds),
            _ => None,
        }
    }

    fn evaluate<'v>(
        &self,
        context: &Context<'static, 'static>,
        values: impl Iterator<Item = (&'static str, Value<'v>)>,
    ) -> Result<Outcome, ExecutionError> {
        let mut scope = context.new_inner_scope();
        for (name, value) in values {
            scope.add_variable_as_val(name, bound(value));
        }
        Outcome::resolve(&self.expression, &scope)
    }
}

fn bound(value: Value<'_>) -> Box<dyn Val> {
    match value {
        Value::Nothing => Box::new(CelNull),
        Value::Flag(flag) => Box::new(CelBool::from(flag)),
        Value::Whole(number) => Box::new(CelInt::from(number)),
        Value::Number(number) => Box::new(CelDouble::from(number)),
        Value::Text(text) => Box::new(CelString::from(text.into_owned())),
        Value::Texts(texts) => {
            let texts = texts.into_iter().map(|text| Box::new(CelString::from(text)) as Box<dyn Val>);
            Box::new(CelList::from(texts.collect::<Vec<_>>()))
        }
    }
}

/// Evaluates every term once with a value of the right kind for each name, so that what can never be told is refused
/// before any record is read.
pub(super) fn try_out(expression: &Expression) -> Result<(), Fault> {
    let context = Context::default();
    for term in &expression.terms {
        let values = term.uses.iter().map(|name| {
            let name = expression.names[*name];
            (name.path, sample(name.kind))
        });
        let message = match term.evaluate(&context, values) {
            Ok(Outcome::Bool(_)) => continue,
            Ok(_) => "this is neither true nor false".to_owned(),
            // These depend on the values.
            Err(ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_)) => continue,
            Err(ExecutionError::Overflow(..) | ExecutionError::IndexOutOfBounds(_)) => continue,
            Err(ExecutionError::UndeclaredReference(name)) => format!("there is no function '{name}'"),
            Err(ExecutionError::NoSuchOverload(fault)) => {
                let types = fault.argument_types().join(" and ");
                format!("'{}' cannot be applied to {types}", fault.function().trim_matches('_'))
            }
            Err(error) => format!("it cannot be evaluated: {error}"),
        };
        return Err(Fault { message, help: None, offset: term.offset });
    }
    Ok(())
}

fn sample(kind: Kind) -> Value<'static> {
    match kind {
        Kind::Text => Value::Text("a".into()),
        Kind::Number => Value::Whole(1),
        Kind::Flag => Value::Flag(true),
        Kind::Texts => Value::Texts(vec!["a"]),
    }
}
