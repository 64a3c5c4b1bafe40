//! From text to terms: parsed by the CEL crate, then every name looked up.

use cel::common::ast::{CallExpr, Expr, LiteralValue, operators};
use cel::{IdedExpr, Program};
use rapidfuzz::distance::jaro_winkler;

use super::{Fault, Name, Term};

/// Longer expressions are refused: whoever needs one writes two rules.
const LONGEST: usize = 10_000;

/// The terms of a condition.
pub(super) fn terms(text: &str, names: &'static [Name]) -> Result<Vec<Term>, Fault> {
    if text.len() > LONGEST {
        let message = format!("the expression is longer than {LONGEST} bytes");
        return Err(Fault { message, help: Some("write several rules".to_owned()), offset: 0 });
    }
    let program = Program::compile(text).map_err(|errors| match errors.errors.first() {
        Some(error) => Fault {
            message: format!("the expression cannot be parsed: {}", plainly(&error.msg)),
            help: None,
            offset: offset(text, error.pos),
        },
        None => Fault { message: "the expression cannot be parsed".to_owned(), help: None, offset: 0 },
    })?;
    let mut terms = Vec::new();
    let mut rest = vec![program.expression().clone()];
    while let Some(next) = rest.pop() {
        match next.expr {
            Expr::Call(CallExpr { func_name, target: None, mut args })
                if func_name == operators::LOGICAL_AND && args.len() == 2 =>
            {
                // The left one is taken first.
                rest.extend(args.pop());
                rest.extend(args.pop());
            }
            expr => {
                let mut expression = IdedExpr { id: next.id, expr };
                let mut lookup = Lookup { program: &program, names, uses: Vec::new(), own: Vec::new() };
                lookup.resolve(&mut expression)?;
                let offset = lookup.offset(expression.id);
                terms.push(Term { expression, uses: lookup.uses, offset });
            }
        }
    }
    Ok(terms)
}

/// The messages of the parser speak of the tokens of its grammar.
fn plainly(message: &str) -> String {
    let message = message.trim_start_matches("Syntax error: ");
    let before = message.split(" expecting").next().unwrap_or(message);
    before.replace("mismatched input '<EOF>'", "it ends too early").replace("at '<EOF>'", "at its end")
}

/// A place that is told as line and column, both from 1, as an offset.
fn offset(text: &str, (line, column): (isize, isize)) -> usize {
    let before: usize = text.split_inclusive('\n').take((line - 1).max(0) as usize).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    let within = rest.char_indices().nth((column - 1).max(0) as usize).map_or(rest.len(), |(at, _)| at);
    before + within
}

/// Looks up the names of one term.
struct Lookup<'a> {
    program: &'a Program,
    names: &'static [Name],
    uses: Vec<usize>,
    /// Names that the expression itself brings: `f` in `person.functions.exists(f, f == "sales")`.
    own: Vec<String>,
}

impl Lookup<'_> {
    /// Turns every name into one word of its own, so that its value is found at once; a test with `has` becomes a
    /// comparison with `null`.
    fn resolve(&mut self, node: &mut IdedExpr) -> Result<(), Fault> {
        if let Some(path) = path(&node.expr) {
            if self.own.iter().any(|own| path.split('.').next() == Some(own)) {
                return Ok(());
            }
            let is_test = matches!(&node.expr, Expr::Select(select) if select.test);
            let name = self.known(&path, root(node))?;
            node.expr = Expr::Ident(name.path.to_owned());
            if is_test {
                let null = IdedExpr { id: node.id, expr: Expr::Literal(LiteralValue::Null) };
                let call = |func_name: &str, args| CallExpr { func_name: func_name.to_owned(), target: None, args };
                let equal = call(operators::EQUALS, vec![node.clone(), null]);
                let equal = IdedExpr { id: node.id, expr: Expr::Call(equal) };
                node.expr = Expr::Call(call(operators::LOGICAL_NOT, vec![equal]));
            }
            return Ok(());
        }
        match &mut node.expr {
            Expr::Call(call) => {
                call.target.as_deref_mut().map_or(Ok(()), |target| self.resolve(target))?;
                call.args.iter_mut().try_for_each(|argument| self.resolve(argument))
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
            _ => Ok(()),
        }
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

    fn offset(&self, id: u64) -> usize {
        self.program.source_info().offset_for(id).map_or(0, |(start, _)| start as usize)
    }
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
