//! Numbers in few bits: variable lengths, runs, and differences.
//!
//! The readers hold where they are and are shown the bytes anew for each value, since a page and what reads it live
//! together. `None` is always that the bytes end too soon, or cannot be meant.

/// A whole number in groups of seven bits, the lowest first, and how many bytes it takes.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0;
    for (at, byte) in bytes.iter().take(10).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}

/// The number with a sign that is written as one without.
pub(super) fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

/// So many bits from a bit on, the lowest bit of each byte first.
fn packed(bytes: &[u8], bit: usize, width: u32) -> Option<u64> {
    let (first, shift) = (bit / 8, bit % 8);
    let value = match bytes.get(first..first + 16).and_then(|near| near.try_into().ok()) {
        Some(near) => u128::from_le_bytes(near),
        None => {
            let length = (shift + width as usize).div_ceil(8);
            let near = bytes.get(first..first.checked_add(length)?)?;
            near.iter().rev().fold(0, |value, byte| value << 8 | u128::from(*byte))
        }
    };
    Some((value >> shift) as u64 & mask(width))
}

fn mask(width: u32) -> u64 {
    if width >= 64 { u64::MAX } else { (1 << width) - 1 }
}

/// Runs of one number, and numbers packed in groups of eight: levels, and places in a dictionary.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runs {
    at: usize,
    end: usize,
    width: u32,
    /// What is left of the run.
    left: u64,
    run: Run,
}

#[derive(Clone, Copy, Debug)]
enum Run {
    Same(u64),
    Packed { bit: usize },
}

impl Runs {
    /// The runs in a part of the bytes; each number has so many bits, 32 at most.
    pub(super) fn new(part: std::ops::Range<usize>, width: u32) -> Option<Runs> {
        (width <= 32).then_some(Runs { at: part.start, end: part.end, width, left: 0, run: Run::Same(0) })
    }

    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<u64> {
        while self.left == 0 {
            self.begin(bytes.get(..self.end)?)?;
        }
        self.left -= 1;
        match &mut self.run {
            Run::Same(value) => Some(*value),
            Run::Packed { bit } => {
                let value = packed(bytes.get(..self.end)?, *bit, self.width);
                *bit += self.width as usize;
                value
            }
        }
    }

    fn begin(&mut self, bytes: &[u8]) -> Option<()> {
        let (head, length) = varint(bytes.get(self.at..)?)?;
        self.at += length;
        if head & 1 == 0 {
            self.left = head >> 1;
            let value = bytes.get(self.at..self.at + self.width.div_ceil(8) as usize)?;
            self.at += value.len();
            self.run = Run::Same(value.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte)));
        } else {
            // The last group may be cut off behind the last number that counts.
            let groups = head >> 1;
            self.left = groups.checked_mul(8)?;
            self.run = Run::Packed { bit: self.at * 8 };
            let length = usize::try_from(groups.checked_mul(u64::from(self.width))?).ok()?;
            self.at = self.at.checked_add(length)?;
        }
        Some(())
    }
}

/// Whole numbers as their differences, in blocks of packed ones.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deltas {
    at: usize,
    /// How many numbers a part of a block has, and a block has parts.
    per_part: u64,
    parts: usize,
    /// How many numbers are still to come, of which the next may be the first.
    left: u64,
    is_first: bool,
    value: i64,
    least: i64,
    /// Where the widths of the parts stand, which part is read, and how many numbers and from which bit on are left of it.
    widths: usize,
    part: usize,
    left_of_part: u64,
    width: u32,
    bit: usize,
}

impl Deltas {
    pub(super) fn new(bytes: &[u8], at: usize) -> Option<Deltas> {
        let mut at = at;
        let mut next = || {
            let (value, length) = varint(bytes.get(at..)?)?;
            at += length;
            Some(value)
        };
        let (block, parts, left, first) = (next()?, next()?, next()?, next()?);
        let per_part = block.checked_div(parts)?;
        if per_part == 0 || per_part % 8 != 0 || per_part * parts != block || block > u64::from(u32::MAX) {
            return None;
        }
        Some(Deltas {
            at,
            per_part,
            parts: usize::try_from(parts).ok()?,
            left,
            is_first: true,
            value: unzigzag(first),
            least: 0,
            widths: 0,
            part: usize::MAX,
            left_of_part: 0,
            width: 0,
            bit: 0,
        })
    }

    pub(super) fn next(&mut self, bytes: &[u8]) -> Option<i64> {
        self.left = self.left.checked_sub(1)?;
        if std::mem::take(&mut self.is_first) {
            return Some(self.value);
        }
        if self.left_of_part == 0 {
            self.begin_part(bytes)?;
        }
        self.left_of_part -= 1;
        let difference = packed(bytes, self.bit, self.width)?;
        self.bit += self.width as usize;
        self.value = self.value.wrapping_add(self.least).wrapping_add(difference as i64);
        Some(self.value)
    }

    fn begin_part(&mut self, bytes: &[u8]) -> Option<()> {
        self.part = self.part.wrapping_add(1);
        if self.part >= self.parts || self.widths == 0 {
            let (least, length) = varint(bytes.get(self.at..)?)?;
            self.least = unzigzag(least);
            self.widths = self.at + length;
            self.at = self.widths.checked_add(self.parts)?;
            self.part = 0;
        }
        self.width = u32::from(*bytes.get(self.widths + self.part)?);
        if self.width > 64 {
            return None;
        }
        self.bit = self.at.checked_mul(8)?;
        self.left_of_part = self.per_part;
        let length = u64::from(self.width) * self.per_part / 8;
        self.at = self.at.checked_add(usize::try_from(length).ok()?)?;
        Some(())
    }

    /// The byte behind all the numbers.
    pub(super) fn end(mut self, bytes: &[u8]) -> Option<usize> {
        self.left = self.left.saturating_sub(u64::from(self.is_first));
        while self.left > 0 {
            self.begin_part(bytes)?;
            self.left = self.left.saturating_sub(self.per_part);
        }
        // The widths of all parts of the last block are there, of the others nothing.
        (self.at <= bytes.len()).then_some(self.at)
    }
}
