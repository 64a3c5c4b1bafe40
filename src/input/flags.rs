//! A column of flags, read while the file is scanned.

use super::values::{self, Reading};

/// What a cell of a column of flags says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Flag {
    /// Nothing, or nothing clear.
    #[default]
    Nothing,
    Yes,
    No,
    /// Something else than a flag.
    Other,
}

impl Flag {
    /// Whether it says yes, where it is clear.
    pub(crate) fn is_yes(self) -> Option<bool> {
        match self {
            Flag::Yes => Some(true),
            Flag::No => Some(false),
            Flag::Nothing | Flag::Other => None,
        }
    }

    fn of(value: &[u8]) -> Flag {
        match values::flag(std::str::from_utf8(value).unwrap_or_default()) {
            Reading::Value { least: true, .. } => Flag::Yes,
            Reading::Value { most: false, .. } => Flag::No,
            Reading::Value { .. } | Reading::Nothing => Flag::Nothing,
            Reading::Other => Flag::Other,
        }
    }
}

/// The flags of all records.
#[derive(Debug, Default)]
pub(super) struct Flags {
    pub(super) flags: Vec<Flag>,
    /// The short cells that were read last: a column of flags has few distinct ones. 0 is the empty cell.
    known: [(u64, Flag); 4],
    next: usize,
    pub(super) has_value: bool,
}

impl Flags {
    /// Whether some of them, of which `counts` is true, says yes or no.
    pub(super) fn tell(&self, counts: impl Fn(usize) -> bool) -> bool {
        self.flags.iter().enumerate().any(|(record, flag)| flag.is_yes().is_some() && counts(record))
    }

    /// Joins those of the records that follow.
    pub(super) fn append(&mut self, mut next: Flags) {
        self.flags.append(&mut next.flags);
        self.has_value |= next.has_value;
    }

    #[cold]
    fn read(&mut self, key: u64, value: &[u8]) -> Flag {
        let flag = Flag::of(value);
        self.known[self.next % self.known.len()] = (key, flag);
        self.next += 1;
        flag
    }

    #[inline]
    pub(super) fn push(&mut self, value: &[u8]) {
        let flag = if value.len() < 8 {
            let key = value.iter().fold(0, |key, byte| key << 8 | u64::from(*byte));
            match self.known.iter().find(|(known, _)| *known == key) {
                Some((_, flag)) => *flag,
                None => self.read(key, value),
            }
        } else {
            Flag::of(value)
        };
        self.has_value |= matches!(flag, Flag::Yes | Flag::No);
        self.flags.push(flag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_what_is_read() {
        let cells =
            ["yes", "no", "", "x", "perhaps", "0", "1", "no", "yes", "", "500000", "1,250,000", "0 to 5", "soon"];
        let mut flags = Flags::default();
        for _ in 0..3 {
            for cell in cells {
                flags.push(cell.as_bytes());
            }
        }
        let read = cells.map(|cell| Flag::of(cell.as_bytes()));
        assert_eq!(flags.flags, read.repeat(3));
        assert!(flags.has_value);
        assert_eq!(read[12], Flag::Nothing, "of two readings");
    }
}
