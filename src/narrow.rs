//! Numbers of records, each in as few bytes as the largest of them needs: memory that is touched for the first time costs
//! more than what is done with it.

/// A list of numbers, of which nearly always all are small.
#[derive(Clone, Debug)]
pub(crate) enum Narrow {
    One(Vec<u8>),
    Two(Vec<u16>),
    Four(Vec<u32>),
}

impl Default for Narrow {
    fn default() -> Narrow {
        Narrow::One(Vec::new())
    }
}

/// Does the same with the list, whatever its width.
macro_rules! with {
    ($narrow:expr, $list:ident => $does:expr) => {
        match $narrow {
            Narrow::One($list) => $does,
            Narrow::Two($list) => $does,
            Narrow::Four($list) => $does,
        }
    };
}

impl Narrow {
    pub(crate) fn len(&self) -> usize {
        with!(self, list => list.len())
    }

    /// Makes room for so many more.
    pub(crate) fn reserve(&mut self, more: usize) {
        with!(self, list => list.reserve(more));
    }

    /// The number at a place.
    #[inline]
    pub(crate) fn at(&self, place: usize) -> u32 {
        with!(self, list => list[place] as _)
    }

    pub(crate) fn get(&self, place: usize) -> Option<u32> {
        with!(self, list => list.get(place).map(|number| *number as _))
    }

    pub(crate) fn set(&mut self, place: usize, number: u32) {
        self.widen(number);
        with!(self, list => list[place] = number as _);
    }

    #[inline]
    pub(crate) fn push(&mut self, number: u32) {
        match self {
            Narrow::One(list) if number <= u32::from(u8::MAX) => list.push(number as u8),
            Narrow::Two(list) if number <= u32::from(u16::MAX) => list.push(number as u16),
            Narrow::Four(list) => list.push(number),
            _ => {
                self.widen(number);
                self.push(number);
            }
        }
    }

    /// Adds what each of `next` becomes by `numbers`.
    pub(crate) fn append(&mut self, next: &Narrow, numbers: &[u32]) {
        self.widen(numbers.iter().copied().max().unwrap_or(0));
        with!(self, list => with!(next, next => for number in next {
            list.push(numbers[*number as usize] as _);
        }));
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = u32> + Clone {
        (0..self.len()).map(|place| self.at(place))
    }

    /// Lets a number fit.
    #[cold]
    fn widen(&mut self, number: u32) {
        fn wider<From: Copy, To: TryFrom<From> + Default>(list: &[From], room: usize) -> Vec<To> {
            let mut wider = Vec::with_capacity(room);
            wider.extend(list.iter().map(|number| To::try_from(*number).unwrap_or_default()));
            wider
        }
        let room = with!(self, list => list.capacity());
        *self = match self {
            Narrow::One(list) if number > u32::from(u16::MAX) => Narrow::Four(wider(list, room)),
            Narrow::Two(list) if number > u32::from(u16::MAX) => Narrow::Four(wider(list, room)),
            Narrow::One(list) if number > u32::from(u8::MAX) => Narrow::Two(wider(list, room)),
            _ => return,
        };
    }
}

impl FromIterator<u32> for Narrow {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Narrow {
        let numbers = numbers.into_iter();
        let mut narrow = Narrow::default();
        narrow.reserve(numbers.size_hint().0);
        numbers.for_each(|number| narrow.push(number));
        narrow
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number() -> impl Strategy<Value = u32> {
        prop_oneof![4 => 0_u32..300, 2 => 65_500_u32..65_600, 1 => any::<u32>()]
    }

    proptest! {
        #[test]
        fn numbers_are_as_they_would_be_in_a_list(
            numbers in prop::collection::vec(number(), 0..40),
            set in prop::collection::vec((any::<prop::sample::Index>(), number()), 0..4),
            next in prop::collection::vec(0_u32..5, 0..9),
            meant in prop::collection::vec(number(), 5),
        ) {
            let mut narrow = Narrow::default();
            numbers.iter().for_each(|number| narrow.push(*number));
            let mut list = numbers;
            for (place, number) in set {
                let Some(place) = (!list.is_empty()).then(|| place.index(list.len())) else { continue };
                narrow.set(place, number);
                list[place] = number;
            }
            let mut other = Narrow::default();
            next.iter().for_each(|number| other.push(*number));
            narrow.append(&other, &meant);
            list.extend(next.iter().map(|number| meant[*number as usize]));
            prop_assert_eq!(narrow.iter().collect::<Vec<u32>>(), list.clone());
            prop_assert_eq!(narrow.get(list.len()), None);
        }
    }

    #[test]
    fn small_numbers_take_a_byte() {
        let mut narrow = Narrow::default();
        narrow.push(255);
        assert!(matches!(narrow, Narrow::One(_)));
        narrow.push(256);
        assert!(matches!(narrow, Narrow::Two(_)));
        narrow.push(65_536);
        assert!(matches!(&narrow, Narrow::Four(list) if *list == [255, 256, 65_536]));
    }
}
