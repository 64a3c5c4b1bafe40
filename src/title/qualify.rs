//! What qualifies a title without changing its level.

use super::items::Items;
use super::sense::{Class, Modifier};
use super::words::Gap;
use super::{Qualifier, Qualifiers};

/// What qualifies the title, and whether it is a wish ('seeking …') and names no post.
pub(super) fn qualifiers(items: &Items<'_>) -> (Qualifiers, bool) {
    let mut qualifiers = Qualifiers::default();
    let mut is_wish = false;
    for (at, item) in items.all().iter().enumerate() {
        is_wish |= item.class == Class::Modifier(Modifier::Seeking);
        if let Some(qualifier) = qualifier(items, at) {
            qualifiers.insert(qualifier);
        }
    }
    (qualifiers, is_wish)
}

/// How the item at `at` qualifies the title.
pub(super) fn qualifier(items: &Items<'_>, at: usize) -> Option<Qualifier> {
    let all = items.all();
    let item = &all[at];
    match item.class {
        Class::Place | Class::Modifier(Modifier::Regional) => Some(Qualifier::Regional),
        Class::Modifier(Modifier::Acting) => Some(Qualifier::Acting),
        Class::Modifier(Modifier::Interim) => Some(Qualifier::Interim),
        Class::Modifier(Modifier::Deputy) => Some(Qualifier::Deputy),
        Class::Modifier(modifier @ (Modifier::Vacant | Modifier::Open)) => {
            let begins = at == 0 || item.gap >= Gap::Comma;
            let ends = all.get(at + 1).is_none_or(|next| next.gap >= Gap::Comma);
            // 'Vacant VP Sales' is a vacancy, 'Director of Vacant Property Services' is not, nor is 'Open Source Lead'.
            let is_vacancy = if modifier == Modifier::Vacant { begins || ends } else { begins && ends };
            is_vacancy.then_some(Qualifier::Vacant)
        }
        _ => None,
    }
}
