//! The values of terms over records.

use cel::common::ast::Expr;
use cel::common::types::{CelBool, CelDouble, CelList, CelString};
use cel::common::value::Val;
use cel::{Context, ExecutionError, IdedExpr, Value as Outcome};
use hashbrown::HashMap;

use super::lookup::{DIVIDED, Lookup, told};
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
        Evaluator { expression, context: context(), known, codes: Vec::new(), order, seen: 0 }
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

/// The functions of CEL, and those that names of operators stand for.
fn context() -> Context<'static, 'static> {
    let mut context = Context::default();
    let divided = |one: f64, other: f64| {
        if other == 0.0 { Err(ExecutionError::DivisionByZero(one.into())) } else { Ok(one / other) }
    };
    // It is refused only for a name that is taken.
    let _ = context.add_function(DIVIDED, divided);
    context
}

impl Term {
    fn holds(&self, context: &Context<'static, 'static>, names: &[Name], facts: &impl Facts) -> Option<bool> {
        let values: Vec<(&Name, Value<'_>)> =
            self.uses.iter().map(|name| (&names[*name], facts.value(*name))).collect();
        if !values.iter().any(|(_, value)| matches!(value, Value::Between(..))) {
            return self.holds_for(context, values.into_iter());
        }
        let read = |is_most: bool| {
            values.iter().cloned().map(move |(name, value)| match value {
                Value::Between(least, most) => (name, Value::Number(if is_most { most } else { least })),
                value => (name, value),
            })
        };
        let least = self.holds_for(context, read(false));
        least.filter(|_| least == self.holds_for(context, read(true)))
    }

    fn holds_for<'v>(
        &self,
        context: &Context<'static, 'static>,
        values: impl Iterator<Item = (&'v Name, Value<'v>)>,
    ) -> Option<bool> {
        let mut scope = context.new_inner_scope();
        values.for_each(|(name, value)| bind(&mut scope, name, value));
        match Outcome::resolve(&self.expression, &scope) {
            Ok(Outcome::Bool(holds)) => Some(holds),
            _ => None,
        }
    }
}

/// Gives a name its value, and says whether it is told. What is not told has no value: whatever asks for it fails, and
/// the condition cannot be told, unless the rest decides it.
fn bind(scope: &mut Context<'_, '_>, name: &Name, value: Value<'_>) {
    let is_told = match &value {
        Value::Nothing => false,
        Value::Text(text) => !text.is_empty(),
        _ => true,
    };
    scope.add_variable_as_val(told(name), Box::new(CelBool::from(is_told)));
    if let Some(value) = bound(value) {
        scope.add_variable_as_val(name.path, value);
    }
}

fn bound(value: Value<'_>) -> Option<Box<dyn Val>> {
    Some(match value {
        Value::Nothing => return None,
        Value::Flag(flag) => Box::new(CelBool::from(flag)),
        Value::Whole(number) => Box::new(CelDouble::from(number as f64)),
        Value::Number(number) | Value::Between(number, _) => Box::new(CelDouble::from(number)),
        Value::Text(text) => Box::new(CelString::from(text.into_owned())),
        Value::Texts(texts) => {
            let texts = texts.into_iter().map(|text| Box::new(CelString::from(text)) as Box<dyn Val>);
            Box::new(CelList::from(texts.collect::<Vec<_>>()))
        }
    })
}

/// Evaluates a term, and every part of it by itself, once with a value of the right kind for each name, so that what can
/// never be told is refused before any record is read.
pub(super) fn try_out(term: &IdedExpr, names: &'static [Name], lookup: &Lookup<'_>) -> Result<(), Fault> {
    let context = context();
    let mut scope = context.new_inner_scope();
    for name in &lookup.uses {
        bind(&mut scope, &names[*name], sample(names[*name].kind));
    }
    match try_part(term, &scope, lookup)? {
        Some(Outcome::Bool(_)) | None => Ok(()),
        Some(_) => {
            let message = "this is neither true nor false".to_owned();
            Err(Fault { message, help: None, offset: lookup.offset(term.id) })
        }
    }
}

/// The innermost part is tried first: it is the one at fault. `None` where it depends on the values whether there is an
/// outcome.
fn try_part(node: &IdedExpr, scope: &Context<'_, '_>, lookup: &Lookup<'_>) -> Result<Option<Outcome>, Fault> {
    let parts: Vec<&IdedExpr> = match &node.expr {
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).collect(),
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Select(select) => vec![&select.operand],
        // What is said of each member names it, and it has no value out here.
        Expr::Comprehension(within) => vec![&within.iter_range],
        _ => Vec::new(),
    };
    let mut outcomes = Vec::new();
    for part in parts {
        outcomes.push(try_part(part, scope, lookup)?);
    }
    let Some(outcomes) = outcomes.into_iter().collect::<Option<Vec<Outcome>>>() else { return Ok(None) };
    let (message, help) = match Outcome::resolve(node, scope) {
        Ok(outcome) => return Ok(Some(outcome)),
        Err(
            ExecutionError::DivisionByZero(_)
            | ExecutionError::RemainderByZero(_)
            | ExecutionError::Overflow(..)
            | ExecutionError::IndexOutOfBounds(_),
        ) => return Ok(None),
        Err(ExecutionError::UndeclaredReference(name)) => {
            let message = format!("there is no function '{name}'");
            let offset = lookup.offset_of_function(node.id, &name);
            return Err(Fault { message, help: Some(FUNCTIONS.to_owned()), offset });
        }
        Err(ExecutionError::NoSuchOverload(fault)) => {
            let types: Vec<&str> = fault.argument_types().iter().map(|name| plain_type(name)).collect();
            (format!("'{}' cannot be applied to {}", plain_function(fault.function()), types.join(" and ")), None)
        }
        Err(ExecutionError::UnsupportedBinaryOperator(operator, one, other)) => {
            let [one, other] = [one, other].map(|value| plain_type(&value.type_of().to_string()).to_owned());
            (format!("'{}' cannot be applied to {one} and {other}", plain_function(operator)), None)
        }
        Err(_) if matches!(&node.expr, Expr::Call(call) if call.func_name == DIVIDED) => {
            let types: Vec<String> = outcomes.iter().map(|value| value.type_of().to_string()).collect();
            let types: Vec<&str> = types.iter().map(|name| plain_type(name)).collect();
            (format!("'/' cannot be applied to {}", types.join(" and ")), None)
        }
        Err(error) => (format!("it cannot be evaluated: {error}"), None),
    };
    Err(Fault { message, help, offset: lookup.offset(node.id) })
}

const FUNCTIONS: &str = "known are: contains, startsWith, endsWith, size, has, exists, exists_one, all, filter, map, \
    string, double, int, min, max";

/// An operator as it is written: the crate knows `a > b` as `_>_(a, b)`.
fn plain_function(name: &str) -> &str {
    match name {
        "add" => "+",
        "sub" => "-",
        "mul" => "*",
        "div" => "/",
        "rem" => "%",
        other => other.trim_matches(['_', '@']),
    }
}

/// A kind of value in the words of the documentation.
fn plain_type(name: &str) -> &str {
    match name {
        "string" => Kind::Text.name(),
        "int" | "uint" | "double" | "float" => Kind::Number.name(),
        "bool" => Kind::Flag.name(),
        "null_type" | "null" => "nothing",
        other => other,
    }
}

fn sample(kind: Kind) -> Value<'static> {
    match kind {
        Kind::Text => Value::Text("a".into()),
        Kind::Number => Value::Number(1.0),
        Kind::Flag => Value::Flag(true),
        Kind::Texts => Value::Texts(vec!["a"]),
    }
}
