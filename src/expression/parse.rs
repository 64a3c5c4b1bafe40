//! From text to terms: parsed by the CEL crate, then every name looked up.

use cel::common::ast::{CallExpr, Expr, operators};
use cel::{IdedExpr, Program};

use super::lookup::Lookup;
use super::{Fault, Name, Term, depth, evaluate};

/// Longer expressions are refused: whoever needs one writes two rules.
const LONGEST: usize = 10_000;

/// The terms of a condition.
pub(super) fn terms(text: &str, names: &'static [Name]) -> Result<Vec<Term>, Fault> {
    if text.len() > LONGEST {
        let message = format!("the expression is longer than {LONGEST} bytes");
        return Err(Fault { message, help: Some("write several rules".to_owned()), offset: 0 });
    }
    depth::check(text)?;
    let program = Program::compile(text).map_err(|errors| match errors.errors.first() {
        Some(error) => Fault {
            message: format!("the expression cannot be parsed: {}", plainly(&error.msg)),
            help: mend(&error.msg).map(str::to_owned),
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
                let mut lookup = Lookup { program: &program, text, names, uses: Vec::new(), own: Vec::new() };
                lookup.resolve(&mut expression)?;
                evaluate::try_out(&expression, names, &lookup)?;
                terms.push(Term { expression, uses: lookup.uses });
            }
        }
    }
    Ok(terms)
}

/// How to mend what the parser complains of, where that is not said.
fn mend(message: &str) -> Option<&'static str> {
    let is_of_one_word = message.contains("invalid argument to has() macro");
    is_of_one_word.then_some("`has` asks for a name with a dot: compare with null, such as `base_pay != null`")
}

/// The messages of the parser speak of the tokens of its grammar.
fn plainly(message: &str) -> String {
    let message = message.trim_start_matches("Syntax error: ");
    let before = message.split(" expecting").next().unwrap_or(message);
    let unclosed = "a quote without its partner, or a sign that means nothing here:";
    before
        .replace("token recognition error at:", unclosed)
        .replace("mismatched input '<EOF>'", "it ends too early")
        .replace("at '<EOF>'", "at its end")
}

/// A place that is told as line and column, both from 1, as an offset.
fn offset(text: &str, (line, column): (isize, isize)) -> usize {
    let before: usize = text.split_inclusive('\n').take((line - 1).max(0) as usize).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    let within = rest.char_indices().nth((column - 1).max(0) as usize).map_or(rest.len(), |(at, _)| at);
    before + within
}
