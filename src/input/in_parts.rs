//! A column that was read in parts, which stay where they are: to bring them together would take as much fresh memory again.

/// What stands in a column, record by record.
#[derive(Clone, Debug)]
pub(crate) struct InParts<T> {
    first: Vec<T>,
    /// Of the records that follow; nothing where all were read in one go.
    rest: Vec<T>,
}

impl<T> Default for InParts<T> {
    fn default() -> InParts<T> {
        InParts { first: Vec::new(), rest: Vec::new() }
    }
}

impl<T: Copy> InParts<T> {
    pub(crate) fn len(&self) -> usize {
        self.first.len() + self.rest.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.last().reserve(more);
    }

    #[inline]
    pub(super) fn push(&mut self, value: T) {
        self.last().push(value);
    }

    /// Makes it so long.
    pub(super) fn resize(&mut self, length: usize, value: T) {
        let other = if self.rest.is_empty() { 0 } else { self.first.len() };
        self.last().resize(length.saturating_sub(other), value);
    }

    /// Joins the part that follows.
    pub(super) fn append(&mut self, mut next: InParts<T>) {
        if self.rest.is_empty() && next.rest.is_empty() {
            self.rest = next.first;
        } else {
            self.last().append(&mut next.first);
            self.last().append(&mut next.rest);
        }
    }

    #[inline]
    pub(super) fn get(&self, record: usize) -> Option<T> {
        match record.checked_sub(self.first.len()) {
            None => Some(self.first[record]),
            Some(record) => self.rest.get(record).copied(),
        }
    }

    pub(super) fn set(&mut self, record: usize, value: T) {
        match record.checked_sub(self.first.len()) {
            None => self.first[record] = value,
            Some(record) => self.rest[record] = value,
        }
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = T> + Clone {
        self.first.iter().chain(&self.rest).copied()
    }

    /// The part that the next record belongs to.
    #[inline]
    fn last(&mut self) -> &mut Vec<T> {
        if self.rest.is_empty() { &mut self.first } else { &mut self.rest }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_read_as_one(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..5), 0..5), more in 0_usize..4) {
            let mut joined = InParts::default();
            for part in &parts {
                let mut next = InParts::default();
                part.iter().for_each(|value| next.push(*value));
                joined.append(next);
            }
            let mut list = parts.concat();
            joined.push(7);
            list.push(7);
            list.resize(list.len() + more, 9);
            joined.resize(list.len(), 9);
            for at in (0..list.len()).step_by(2) {
                list[at] ^= 1;
                joined.set(at, list[at]);
            }
            prop_assert_eq!(joined.iter().collect::<Vec<u8>>(), list.clone());
            prop_assert_eq!((0..=list.len()).map_while(|at| joined.get(at)).collect::<Vec<u8>>(), list.clone());
            prop_assert_eq!((joined.len(), joined.is_empty()), (list.len(), false));
        }
    }
}
