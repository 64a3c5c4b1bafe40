//! Whom references mean, by id: the distinct ones are numbered, and then looked for among the ids. Managers are few, so
//! that what is kept of them stays in the nearer caches, where a table of all ids would not.

use super::hashing::{Bits, Hashing};
use crate::input::{Key, Roster};

/// The distinct references of one input, by number.
pub(super) struct References {
    hashing: Hashing,
    /// Each the number of a reference, from 1; 0 where it is free. Their number is a power of two.
    slots: Vec<u32>,
    keys: Vec<Key>,
    /// What tells those apart whose key does not hold them whole; nothing behind the last one of these.
    checks: Vec<u64>,
}

impl References {
    /// For each record the number of its reference, or `blank` where it has none; and all of them.
    pub(super) fn number(roster: &Roster, blank: u32) -> (Vec<u32>, References) {
        // Room that is not used costs nothing, and to make more means to copy.
        let keys = Vec::with_capacity(roster.len() / 4);
        let mut references = References { hashing: Hashing::default(), slots: vec![0; 16], keys, checks: Vec::new() };
        let number = |(record, key): (usize, Key)| {
            let check = || roster.manager_check(record);
            if key.is_blank() { blank } else { references.number_of(key, check) }
        };
        (roster.manager_keys().iter().enumerate().map(number).collect(), references)
    }

    fn number_of(&mut self, key: Key, check: impl Fn() -> u64) -> u32 {
        match self.probe(key, &check) {
            Ok(number) => number,
            Err(slot) => {
                if !key.is_whole() {
                    self.checks.resize(self.keys.len(), 0);
                    self.checks.push(check());
                }
                self.keys.push(key);
                self.slots[slot] = self.keys.len() as u32;
                if self.keys.len() * 2 > self.slots.len() {
                    self.grow();
                }
                self.keys.len() as u32 - 1
            }
        }
    }

    /// The number of a reference, or else the slot that is free for it.
    #[inline]
    fn probe(&self, key: Key, check: &impl Fn() -> u64) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = self.hashing.place(key.number(), self.slots.len());
        loop {
            let Some(number) = self.slots[slot].checked_sub(1) else { return Err(slot) };
            let same = self.keys[number as usize] == key;
            if same && (key.is_whole() || self.checks[number as usize] == check()) {
                return Ok(number);
            }
            slot = (slot + 1) & mask;
        }
    }

    #[cold]
    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        self.slots.clear();
        self.slots.resize(size, 0);
        for (number, key) in (1..).zip(&self.keys) {
            let mut slot = self.hashing.place(key.number(), size);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = number;
        }
    }

    /// For each reference the first record with that id, or `nobody`.
    pub(super) fn holders(&self, roster: &Roster, nobody: u32) -> Vec<u32> {
        let mut holders = vec![nobody; self.keys.len()];
        if roster.ids_rise() {
            self.find_in_order(roster, &mut holders);
        } else {
            self.find(roster, &mut holders, nobody);
        }
        holders
    }

    /// Finds the holders of ids that rise from record to record: both they and the references are gone through in order.
    fn find_in_order(&self, roster: &Roster, holders: &mut [u32]) {
        let mut sorted: Vec<(u64, u32)> = (0..).zip(&self.keys).map(|(number, key)| (key.number(), number)).collect();
        sorted.sort_unstable();
        let mut rest = sorted.iter().peekable();
        for (record, key) in roster.id_keys().iter().enumerate() {
            while let Some((_, number)) = rest.next_if(|(wanted, _)| *wanted <= key.number()) {
                let number = *number as usize;
                if self.keys[number] == key && (key.is_whole() || self.checks[number] == roster.id_check(record)) {
                    holders[number] = record as u32;
                }
            }
        }
    }

    /// Finds the holders of ids in any order.
    fn find(&self, roster: &Roster, holders: &mut [u32], nobody: u32) {
        // Most ids are nobody's manager: a few bits tell it of nearly all of these.
        let are_there = Bits::of(self.keys.iter().map(|key| key.number()));
        for (record, key) in roster.id_keys().iter().enumerate() {
            if are_there.may_have(key.number())
                && let Ok(number) = self.probe(key, &|| roster.id_check(record))
                && holders[number as usize] == nobody
            {
                holders[number as usize] = record as u32;
            }
        }
    }
}
