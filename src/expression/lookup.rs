//! Every name of an expression looked up, and what CEL has for programs turned into what it means for records.
//!
//! - A name becomes one word of its own, so that its value is found at once.
//! - A value that is not told is no value at all: what asks for it cannot be told. Whether it is told is asked with `has`,
//!   or by a comparison with `null`.
//! - All numbers are of one kind, so that a count can be multiplied by 1.5 and compared with a share.

use cel::common::ast::{CallExpr, Expr, LiteralValue, operators};
use cel::{IdedExpr, Program};
use rapidfuzz::distance::jaro_winkler;

use super::{Fault, Name};

/// Functions and operators of whole numbers, whose outcome is made a number like every other.
const OF_WHOLE_NUMBERS: [&str; 4] = ["size", "int", "uint", operators::MODULO];

/// A division that has no outcome where it is by naught: in CEL it is infinite then, and more than any bound.
pub(super) const DIVIDED: &str = "divided";

/// Looks up the names of one term.
pub(super) struct Lookup<'a> {
    pub(super) program: &'a Program,
    pub(super) text: &'a str,
    pub(super) names: &'static [Name],
    pub(super) uses: Vec<usize>,
    /// Names that the expression itself brings: `f` in `person.functions.exists(f, f == "sales")`.
    pub(super) own: Vec<String>,
}

impl Lookup<'_> {
    pub(super) fn resolve(&mut self, node: &mut IdedExpr) -> Result<(), Fault> {
        if self.resolve_name(node)? || self.resolve_test(node)? {
            return Ok(());
        }
        match &mut node.expr {
            Expr::Call(call) => {
                call.target.as_deref_mut().map_or(Ok(()), |target| self.resolve(target))?;
                call.args.iter_mut().try_for_each(|argument| self.resolve(argument))?;
                as_numbers(node);
                Ok(())
            }
            Expr::List(list) => list.elements.iter_mut().try_for_each(|element| self.resolve(element)),
            Expr::Select(select) => self.resolve(&mut select.operand),
            Expr::Comprehension(within) => {
                self.resolve(&mut within.iter_range)?;
                let known = self.own.len();
                self.own.extend([within.iter_var.clone(), within.accu_var.clone()]);
                self.own.extend(within.iter_var2.clone());
                for part in [&mut within.accu_init, &mut within.loop_cond, &mut within.loop_step, &mut within.result] {
                    self.resolve(part)?;
                }
                self.own.truncate(known);
                Ok(())
            }
            Expr::Map(_) | Expr::Struct(_) => Err(Fault {
                message: "maps have no use in a condition".to_owned(),
                help: None,
                offset: self.offset(node.id),
            }),
            Expr::Literal(literal) => {
                let number = match literal {
                    LiteralValue::Int(number) => *number.inner() as f64,
                    LiteralValue::UInt(number) => *number.inner() as f64,
                    _ => return Ok(()),
                };
                *literal = LiteralValue::Double(number.into());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Turns a name into one word, or into the test of it; whether there was one.
    fn resolve_name(&mut self, node: &mut IdedExpr) -> Result<bool, Fault> {
        let Some(path) = path(&node.expr) else { return Ok(false) };
        if self.is_own(&path) {
            return Ok(true);
        }
        let is_test = matches!(&node.expr, Expr::Select(select) if select.test);
        let name = self.known(&path, root(node))?;
        node.expr = Expr::Ident(if is_test { told(name) } else { name.path.to_owned() });
        Ok(true)
    }

    /// Turns a comparison of a name with `null` into the question whether its value is told; whether there was one.
    fn resolve_test(&mut self, node: &mut IdedExpr) -> Result<bool, Fault> {
        let Expr::Call(call) = &node.expr else { return Ok(false) };
        let is_equal = call.func_name == operators::EQUALS;
        let [one, other] = &call.args[..] else { return Ok(false) };
        if !is_equal && call.func_name != operators::NOT_EQUALS {
            return Ok(false);
        }
        let is_null = |node: &IdedExpr| matches!(&node.expr, Expr::Literal(LiteralValue::Null));
        let tested = if is_null(other) { one } else { other };
        let Some(path) = path(&tested.expr).filter(|path| !self.is_own(path)) else { return Ok(false) };
        if !is_null(one) && !is_null(other) {
            return Ok(false);
        }
        let name = self.known(&path, root(tested))?;
        let test = Expr::Ident(told(name));
        node.expr = if is_equal { call_of(operators::LOGICAL_NOT, node.id, test) } else { test };
        Ok(true)
    }

    fn is_own(&self, path: &str) -> bool {
        self.own.iter().any(|own| path.split('.').next() == Some(own))
    }

    fn known(&mut self, path: &str, id: u64) -> Result<&'static Name, Fault> {
        if let Some(number) = self.names.iter().position(|name| name.path == path) {
            if !self.uses.contains(&number) {
                self.uses.push(number);
            }
            return Ok(&self.names[number]);
        }
        let nearest = self
            .names
            .iter()
            .map(|name| (jaro_winkler::similarity(path.chars(), name.path.chars()), name.path))
            .max_by(|one, other| one.0.total_cmp(&other.0));
        let all = || self.names.iter().map(|name| name.path).collect::<Vec<_>>().join(", ");
        let help = match nearest {
            Some((likeness, name)) if likeness > 0.8 => format!("did you mean '{name}'?"),
            _ => format!("known are: {}", all()),
        };
        let message = format!("there is no '{path}' to be used here");
        Err(Fault { message, help: Some(help), offset: self.offset(id) })
    }

    /// Where a node stands, in bytes.
    pub(super) fn offset(&self, id: u64) -> usize {
        self.program.source_info().offset_for(id).map_or(0, |(start, _)| start as usize)
    }

    /// Where the name of a function stands that is called at a node, whose own place is that of the bracket.
    pub(super) fn offset_of_function(&self, id: u64, name: &str) -> usize {
        let bracket = self.offset(id);
        let before = self.text.get(..bracket).and_then(|before| before.strip_suffix(name));
        before.map_or(bracket, str::len)
    }
}

/// The word under which it stands whether the value of a name is told. No name of an expression has a blank.
pub(super) fn told(name: &Name) -> String {
    format!("has {}", name.path)
}

/// Makes the outcome of what is about whole numbers a number like every other, and gives it whole numbers.
fn as_numbers(node: &mut IdedExpr) {
    let id = node.id;
    let Expr::Call(call) = &mut node.expr else { return };
    if [operators::MODULO, operators::INDEX].contains(&&*call.func_name) {
        let from = usize::from(call.func_name == operators::INDEX);
        for number in call.args.iter_mut().skip(from) {
            number.expr = call_of("int", number.id, std::mem::take(&mut number.expr));
        }
    }
    if call.func_name == operators::DIVIDE {
        call.func_name = DIVIDED.to_owned();
    }
    if OF_WHOLE_NUMBERS.contains(&&*call.func_name) {
        node.expr = call_of("double", id, std::mem::take(&mut node.expr));
    }
}

fn call_of(function: &str, id: u64, argument: Expr) -> Expr {
    let args = vec![IdedExpr { id, expr: argument }];
    Expr::Call(CallExpr { func_name: function.to_owned(), target: None, args })
}

/// The node where a dotted name begins: the place of a selection is that of its dot.
fn root(node: &IdedExpr) -> u64 {
    match &node.expr {
        Expr::Select(select) => root(&select.operand),
        _ => node.id,
    }
}

/// The dotted name that an expression spells, if it does.
fn path(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) => Some(format!("{}.{}", path(&select.operand.expr)?, select.field)),
        _ => None,
    }
}
