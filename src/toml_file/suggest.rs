//! What may have been meant by a word that is not known.

use rapidfuzz::distance::jaro_winkler;

/// The name that is most like `written`, if any is much like it.
pub(crate) fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const LIKE: f64 = 0.7;
    names
        .map(|name| (jaro_winkler::similarity(written.chars(), name.chars()), name))
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .filter(|(likeness, _)| *likeness > LIKE)
        .map(|(_, name)| name)
}

/// What may have been meant, from a message such as "unknown field `exat`, expected one of `exact`, `words`".
pub(super) fn suggestion(message: &str) -> Option<&str> {
    let rest = message.strip_prefix("unknown field ").or_else(|| message.strip_prefix("unknown variant "))?;
    let mut names = rest.split('`').skip(1).step_by(2);
    let written = names.next()?;
    nearest(written, names)
}
