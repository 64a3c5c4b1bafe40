//! What is taken from the cells while they are scanned and still in the cache: hashes of ids and manager references,
//! codes of texts that recur, the extent of dates, whether numbers are plain. At a million rows, coming back for any of them costs a walk through
//! all of the file's memory.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher};

use super::codes::Codes;
use super::columns::{Columns, Field};
use super::extent::{Dates, is_plain_number};
use super::flags::Flags;
use super::in_parts::InParts;
use super::nobody::Nobody;

/// The keys of all records of one input.
#[derive(Debug)]
pub(super) struct Keys {
    hash: Hash,
    pub(super) ids: KeyColumn,
    pub(super) managers: KeyColumn,
    pub(super) titles: Codes,
    pub(super) statuses: Codes,
    pub(super) departments: Codes,
    pub(super) quotas: Flags,
    pub(super) emails: InParts<AddressHash>,
    pub(super) dates: Dates,
    /// Records whose name says that nobody holds the position, in order, and what it says.
    pub(super) nobodies: Vec<(u32, Nobody)>,
    has_departments: bool,
    has_quotas: bool,
    has_emails: bool,
    /// For each of [`Keys::NUMBERS`] whether some cell is no plain number.
    irregular_numbers: [bool; Keys::NUMBERS.len()],
}

impl Keys {
    /// The fields whose cells [`Keys::push`] looks at.
    pub(super) const FIELDS: [Field; 10] = [
        Field::Id,
        Field::Manager,
        Field::Title,
        Field::Status,
        Field::StartDate,
        Field::EndDate,
        Field::QuotaCarrying,
        Field::Email,
        Field::Name,
        Field::Department,
    ];

    /// The fields whose cells [`Keys::push_number`] looks at.
    pub(super) const NUMBERS: [Field; 4] =
        [Field::BasePay, Field::TotalPay, Field::YearsExperience, Field::HeadcountWeight];

    pub(super) fn new(columns: &Columns) -> Keys {
        let email = columns.column(Field::Email);
        Keys {
            hash: Hash::default(),
            ids: KeyColumn::default(),
            managers: KeyColumn::default(),
            titles: Codes::default(),
            statuses: Codes::default(),
            departments: Codes::default(),
            quotas: Flags::default(),
            emails: InParts::default(),
            dates: Dates::default(),
            nobodies: Vec::new(),
            has_departments: columns.column(Field::Department).is_some(),
            has_quotas: columns.column(Field::QuotaCarrying).is_some(),
            // Addresses that serve as ids are ids.
            has_emails: email.is_some() && email != columns.column(Field::Id),
            irregular_numbers: [false; Keys::NUMBERS.len()],
        }
    }

    /// Keys of another part of the same input, to be joined.
    pub(super) fn alike(&self, columns: &Columns) -> Keys {
        Keys { hash: self.hash.clone(), ..Keys::new(columns) }
    }

    /// Joins those of the part that follows, which were made alike.
    pub(super) fn append(&mut self, next: Keys) {
        let before = self.ids.keys.len() as u32;
        self.ids.append(next.ids);
        self.managers.append(next.managers);
        self.titles.append(&next.titles, &self.hash);
        self.statuses.append(&next.statuses, &self.hash);
        self.departments.append(&next.departments, &self.hash);
        self.quotas.append(next.quotas);
        self.emails.append(next.emails);
        self.dates.append(&next.dates);
        self.nobodies.extend(next.nobodies.iter().map(|(record, nobody)| (before + record, *nobody)));
        self.irregular_numbers.iter_mut().zip(next.irregular_numbers).for_each(|(own, next)| *own |= next);
    }

    pub(super) fn reserve(&mut self, records: usize) {
        self.ids.keys.reserve(records);
        self.managers.keys.reserve(records);
        self.titles.reserve(records);
        self.statuses.reserve(records);
        if self.has_departments {
            self.departments.reserve(records);
        }
        if self.has_quotas {
            self.quotas.flags.reserve(records);
        }
        if self.has_emails {
            self.emails.reserve(records);
        }
    }

    /// Adds the next record: the cells of [`Keys::FIELDS`], in that order, as they stand, and `value` tells what each says.
    #[inline]
    pub(super) fn push<'a>(
        &mut self,
        cells: [&'a [u8]; Keys::FIELDS.len()],
        around: &[u8],
        value: impl Fn(&'a [u8]) -> Cow<'a, [u8]>,
    ) {
        let [id, manager, title, status, start, end, quota, email, name, department] = cells;
        let record = self.ids.keys.len() as u32;
        self.ids.push(&value(id), &self.hash);
        self.managers.push(&value(manager), &self.hash);
        self.dates.push(&value(start), &value(end));
        self.titles.push(&value(title), around, &self.hash);
        self.statuses.push(&value(status), around, &self.hash);
        if self.has_departments {
            self.departments.push(&value(department), around, &self.hash);
        }
        if self.has_quotas {
            self.quotas.push(&value(quota));
        }
        if self.has_emails {
            self.emails.push(self.hash.of_address(&value(email)));
        }
        if let Some(nobody) = Nobody::said(&value(name)) {
            self.nobodies.push((record, nobody));
        }
    }

    /// The key of what a cell of ids says.
    pub(super) fn key_of(&self, value: &[u8]) -> Key {
        Key::of(value, &self.hash)
    }

    /// Gives the records of a file without ids ids of their own.
    pub(super) fn name_rows<'a>(&mut self, ids: impl Iterator<Item = &'a [u8]>) {
        self.ids = KeyColumn::default();
        ids.for_each(|id| self.ids.push(id, &self.hash));
    }

    /// Looks at what a cell says of the field that has this place in [`Keys::NUMBERS`].
    pub(super) fn push_number(&mut self, number: usize, value: &[u8]) {
        self.irregular_numbers[number] |= !is_plain_number(value);
    }

    /// Whether every cell of a column of numbers is blank or a plain number, not below zero.
    pub(super) fn are_plain(&self, field: Field) -> bool {
        let at = Keys::NUMBERS.iter().position(|number| *number == field);
        at.is_some_and(|at| !self.irregular_numbers[at])
    }
}

/// The keys of one column.
#[derive(Debug)]
pub(super) struct KeyColumn {
    keys: InParts<Key>,
    /// For each key that does not hold its cell whole another hash of it; nothing behind the last one of these.
    checks: InParts<u64>,
    /// Whether some cell was blank, or is taken for such.
    has_blank: bool,
    /// Whether each key was greater than the one before it, as it is where ids were given out in the order of the records.
    is_rising: bool,
    last: Key,
}

impl Default for KeyColumn {
    fn default() -> KeyColumn {
        let (keys, checks) = (InParts::default(), InParts::default());
        KeyColumn { keys, checks, has_blank: false, is_rising: true, last: Key::BLANK }
    }
}

impl KeyColumn {
    fn append(&mut self, next: KeyColumn) {
        if let Some(first) = next.keys.get(0) {
            self.is_rising &= next.is_rising && first.number() > self.last.number();
            self.last = next.last;
        }
        if !next.checks.is_empty() {
            self.checks.resize(self.keys.len(), 0);
            self.checks.append(next.checks);
        }
        self.keys.append(next.keys);
        self.has_blank |= next.has_blank;
    }

    #[inline]
    fn push(&mut self, value: &[u8], hash: &Hash) {
        let key = Key::of(value, hash);
        if !key.is_whole() {
            self.checks.resize(self.keys.len(), 0);
            self.checks.push(hash.another_of(value));
        }
        self.has_blank |= key.is_blank();
        self.is_rising &= key.number() > self.last.number();
        self.last = key;
        self.keys.push(key);
    }

    /// Whether no two cells can be the same, as the order of the keys tells without a look at all of them.
    pub(super) fn is_rising(&self) -> bool {
        self.is_rising
    }

    /// Whether some key is that of a blank cell.
    pub(super) fn has_blank(&self) -> bool {
        self.has_blank
    }

    /// The key of a record.
    #[inline]
    pub(super) fn key(&self, record: usize) -> Key {
        self.keys.get(record).unwrap_or(Key::BLANK)
    }

    /// The keys of all records.
    pub(super) fn all(&self) -> &InParts<Key> {
        &self.keys
    }

    /// Makes the key of a record that of a blank cell.
    pub(super) fn hide(&mut self, record: usize) {
        self.keys.set(record, Key::BLANK);
        self.has_blank = true;
    }

    /// What tells apart cells that have the same key and are not held whole by it.
    pub(super) fn check(&self, record: usize) -> u64 {
        self.checks.get(record).unwrap_or_default()
    }
}

/// The hash functions of one input, others in each run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hash(foldhash::fast::RandomState, foldhash::quality::RandomState);

impl Hash {
    pub(super) fn of(&self, value: &[u8]) -> u64 {
        let mut hasher = self.0.build_hasher();
        hasher.write(value);
        hasher.finish()
    }

    /// A hash that has nothing to do with the first. Where both agree, which are 127 bits that nobody can know beforehand,
    /// the values do.
    fn another_of(&self, value: &[u8]) -> u64 {
        let mut hasher = self.1.build_hasher();
        hasher.write(value);
        hasher.finish()
    }

    /// The same for addresses that differ in case or in blanks around them only; 0 where a cell is too short for one.
    #[inline]
    fn of_address(&self, value: &[u8]) -> AddressHash {
        /// `a@b.de`
        const SHORTEST: usize = 6;
        /// The bit by which small letters differ from capital ones. To set it in every byte is no exact way to fold
        /// case, but for a hash it is right, and eight bytes are folded at once.
        const SMALL: u64 = 0x2020_2020_2020_2020;
        let is_trimmed = value.first() > Some(&b' ') && value.last() > Some(&b' ');
        let value = if is_trimmed { value } else { value.trim_ascii() };
        if value.len() < SHORTEST {
            return AddressHash::default();
        }
        let small = |word: &[u8; 8]| u64::from_le_bytes(*word) | SMALL;
        let smaller = |words: &[u8; 16]| u128::from_le_bytes(*words) | u128::from(SMALL) << 64 | u128::from(SMALL);
        let mut hasher = self.0.build_hasher();
        // What the last words have in common with those before them does no harm.
        if let (Some(first), Some(last)) = (value.first_chunk(), value.last_chunk()) {
            hasher.write_u128(smaller(first));
            // Most addresses have no more than 32 bytes.
            let (between, _) = value[16..].as_chunks();
            if value.len() > 32 {
                between.iter().for_each(|words| hasher.write_u128(smaller(words)));
            }
            hasher.write_u128(smaller(last));
        } else if let (Some(first), Some(last)) = (value.first_chunk(), value.last_chunk()) {
            hasher.write_u128(u128::from(small(first)) << 64 | u128::from(small(last)));
        } else {
            hasher.write_u64(value.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)) | SMALL);
        }
        hasher.write_u64(value.len() as u64);
        let [.., a, b, c, d, e, f] = (hasher.finish() >> 16).max(1).to_be_bytes();
        AddressHash([a, b, c, d, e, f])
    }
}

/// A hash of an e-mail address. The text of two that look alike has to be fetched, and among as many as a file can hold six
/// bytes are alike by chance a few times.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct AddressHash([u8; 6]);

impl AddressHash {
    /// The hash as a number; 0 where there is no address.
    #[inline]
    pub(crate) fn number(self) -> u64 {
        let [a, b, c, d, e, f] = self.0;
        u64::from_be_bytes([0, 0, a, b, c, d, e, f])
    }
}

/// What an id or a reference is found by. Most ids are short and plain, and their key holds them whole: equal keys are
/// equal ids, and no text has to be fetched to know. Of the others it is a hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Key(u64);

impl Key {
    pub(crate) const BLANK: Key = Key(0);
    const HASHED: u64 = 1 << 63;
    /// Ten characters of six bits.
    const LONGEST: usize = 10;

    /// The key of what a cell says.
    #[inline]
    pub(crate) fn of(value: &[u8], hash: &Hash) -> Key {
        if value.len() <= Key::LONGEST {
            let (packed, all) = value.iter().fold((0_u64, 0), |(packed, all), byte| {
                let code = SIX_BITS[usize::from(*byte)];
                (packed << 6 | u64::from(code), all | code)
            });
            if all & FOREIGN == 0 {
                return Key(packed);
            }
        }
        if is_blank(value) { Key::BLANK } else { Key(hash.of(value) | Key::HASHED) }
    }

    /// Whether the cell is blank.
    pub(crate) fn is_blank(self) -> bool {
        self == Key::BLANK
    }

    /// The cell, where the key holds it whole and it is not blank.
    pub(crate) fn spelled(self) -> Option<Spelled> {
        if self.is_blank() || !self.is_whole() {
            return None;
        }
        let mut rest = self.0;
        let mut start = Key::LONGEST;
        let mut bytes = [0; Key::LONGEST];
        while rest != 0 {
            start -= 1;
            bytes[start] = ALPHABET[(rest & 0x3f) as usize - 1];
            rest >>= 6;
        }
        Some(Spelled { bytes, start })
    }

    /// The key of the last three characters, where the key holds the cell whole and it has so many.
    #[inline]
    pub(crate) fn ending(self) -> Option<Key> {
        (self.is_whole() && self.0 >> 12 != 0).then_some(Key(self.0 & 0x3_ffff))
    }

    /// As a number.
    pub(crate) fn number(self) -> u64 {
        self.0
    }

    /// Whether equal keys mean equal cells; if not, the cells have to be compared.
    pub(crate) fn is_whole(self) -> bool {
        self.0 & Key::HASHED == 0
    }
}

impl std::hash::Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0);
    }
}

/// Whether nothing but blanks of any script is in a cell, such as the no-break spaces of an export from a web page.
fn is_blank(value: &[u8]) -> bool {
    let is_plain = value.first().is_some_and(u8::is_ascii_graphic);
    !is_plain && std::str::from_utf8(value).is_ok_and(|text| text.trim_start().is_empty())
}

/// What a key holds whole, spelled out.
pub(crate) struct Spelled {
    bytes: [u8; Key::LONGEST],
    start: usize,
}

impl Spelled {
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[self.start..]).unwrap_or_default()
    }
}

/// The bytes of which six bits tell which it is.
static ALPHABET: &[u8; 63] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-";

/// Of a byte that six bits do not tell.
const FOREIGN: u8 = 0x80;

/// The bytes of [`ALPHABET`] as numbers from 1.
static SIX_BITS: [u8; 256] = {
    let mut codes = [FOREIGN; 256];
    let mut at = 0;
    while at < ALPHABET.len() {
        codes[ALPHABET[at] as usize] = at as u8 + 1;
        at += 1;
    }
    codes
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whole_keys_are_equal_only_for_equal_ids(one in "[0-9A-Za-z-]{1,10}", other in "[0-9A-Za-z-]{1,10}") {
            let hash = Hash::default();
            let key = |id: &str| Key::of(id.as_bytes(), &hash);
            prop_assert!(key(&one).is_whole() && !key(&one).is_blank());
            let spelled = key(&one).spelled().unwrap();
            prop_assert_eq!(spelled.as_str(), &one);
            let ending = one.len().checked_sub(3).map(|start| key(&one[start..]));
            prop_assert_eq!(key(&one).ending(), ending);
            prop_assert_eq!(key(&one) == key(&other), one == other);
        }

        #[test]
        fn rising_keys_are_told_across_parts(
            mut ids in prop::collection::vec("[0-9]{0,3}|[a-z]{11,12}", 0..8),
            at in 0..8_usize,
            is_sorted in any::<bool>(),
        ) {
            let hash = Hash::default();
            let number = |id: &String| Key::of(id.as_bytes(), &hash).number();
            if is_sorted {
                ids.sort_by_key(number);
            }
            let column = |ids: &[String]| {
                let mut column = KeyColumn::default();
                ids.iter().for_each(|id| column.push(id.as_bytes(), &hash));
                column
            };
            let (one, other) = ids.split_at(at.min(ids.len()));
            let mut whole = column(one);
            whole.append(column(other));
            let rises = ids.first().is_none_or(|id| number(id) > 0) && ids.is_sorted_by(|one, next| number(one) < number(next));
            prop_assert_eq!(whole.is_rising(), rises);
        }

        #[test]
        fn addresses_are_found_whatever_their_case(address in "[ -~]{6,30}", blanks in "[ \t]{0,2}") {
            let hash = Hash::default();
            let spelled = format!("{blanks}{}{blanks}", address.to_ascii_uppercase());
            prop_assert_eq!(hash.of_address(address.as_bytes()), hash.of_address(spelled.as_bytes()));
        }

        #[test]
        fn every_other_id_has_a_hash(id in "[a-z]{0,3}[ _.é/][a-z]{0,3}|[a-z]{11,20}") {
            let key = Key::of(id.as_bytes(), &Hash::default());
            prop_assert!(key.is_blank() == id.trim().is_empty() && (key.is_blank() || !key.is_whole()));
        }
    }
}
