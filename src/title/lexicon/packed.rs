//! What words mean, as bytes: the few kinds of things that the tables of the lexicon share.

use serde::Deserialize;
use serde::de::value::{Error, U32Deserializer};

use crate::title::sense::{Class, Head, Sense};
use crate::title::{Chief, Function, Functions, Level, Levels, Office};

/// Bytes that are taken from the front; `None` where they end too early or mean nothing.
pub(super) struct Bytes(pub(super) &'static [u8]);

impl Bytes {
    fn take(&mut self, length: usize) -> Option<&'static [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// As many bytes as are said before them.
    pub(super) fn section(&mut self) -> Option<Bytes> {
        let length = u32::from_le_bytes(self.take(4)?.try_into().ok()?);
        self.take(length as usize).map(Bytes)
    }

    /// All that is left, as rows of one length.
    pub(super) fn rows<const N: usize>(self) -> Option<&'static [[u8; N]]> {
        let (rows, rest) = self.0.as_chunks();
        rest.is_empty().then_some(rows)
    }

    /// All that is left, one after the other.
    pub(super) fn each<T>(mut self, next: impl Fn(&mut Bytes) -> Option<T>) -> Option<Vec<T>> {
        let mut all = Vec::new();
        while !self.0.is_empty() {
            all.push(next(&mut self)?);
        }
        Some(all)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|taken| taken[0])
    }

    pub(super) fn number(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    pub(super) fn text(&mut self) -> Option<&'static str> {
        let length = self.byte()?;
        std::str::from_utf8(self.take(length.into())?).ok()
    }

    /// The variant of that number.
    fn variant<T: Deserialize<'static>>(&mut self) -> Option<T> {
        T::deserialize(U32Deserializer::<Error>::new(self.byte()?.into())).ok()
    }

    fn functions(&mut self) -> Option<Functions> {
        let mut functions = Functions::NONE;
        let count = self.byte()?;
        for number in self.take(count.into())? {
            functions.push(*Function::ALL.get(usize::from(*number))?);
        }
        Some(functions)
    }

    fn levels(&mut self) -> Option<Levels> {
        let set = self.number()?;
        Some(Level::ALL.into_iter().filter(|level| set & 1 << *level as u8 != 0).collect())
    }

    fn office(&mut self) -> Option<Office> {
        Some(Office { chief: Chief(self.text()?), functions: self.functions()?, title: self.text()? })
    }

    fn class(&mut self) -> Option<Class> {
        Some(match self.byte()? {
            0 => Class::Topic,
            1 => Class::Place,
            2 => Class::Of,
            3 => Class::To,
            4 => Class::At,
            5 => Class::And,
            6 => Class::Modifier(self.variant()?),
            7 => Class::Head(self.number()?),
            _ => return None,
        })
    }

    pub(super) fn sense(&mut self) -> Option<Sense> {
        Some(Sense {
            functions: self.functions()?,
            other_functions: self.functions()?,
            strength: self.byte()?,
            manager: self.variant()?,
            ..Sense::of(self.class()?)
        })
    }

    pub(super) fn head(&mut self) -> Option<Head> {
        let head = Head {
            family: self.variant()?,
            level: self.variant()?,
            manages_people: self.variant()?,
            other_levels: self.levels()?,
            counts: self.variant()?,
            before: if self.byte()? == 0 { None } else { Some(self.variant()?) },
            chief: Some(self.text()?).filter(|chief| !chief.is_empty()).map(Chief),
            offices: &[],
        };
        let offices: Option<Vec<Office>> = (0..self.byte()?).map(|_| self.office()).collect();
        let offices: &[Office] = offices?.leak();
        Some(Head { offices, ..head })
    }
}

/// The same the other way round.
#[cfg(test)]
pub(super) mod writing {
    use super::*;

    pub(in super::super) fn section(bytes: &[u8], out: &mut Vec<u8>) {
        out.extend((bytes.len() as u32).to_le_bytes());
        out.extend(bytes);
    }

    pub(in super::super) fn text(text: &str, out: &mut Vec<u8>) {
        out.push(u8::try_from(text.len()).unwrap());
        out.extend(text.as_bytes());
    }

    fn functions(functions: Functions, out: &mut Vec<u8>) {
        out.push(functions.len() as u8);
        out.extend(functions.iter().map(|function| function as u8));
    }

    pub(in super::super) fn sense(sense: &Sense, out: &mut Vec<u8>) {
        functions(sense.functions, out);
        functions(sense.other_functions, out);
        out.extend([sense.strength, sense.manager as u8]);
        match sense.class {
            Class::Topic => out.push(0),
            Class::Place => out.push(1),
            Class::Of => out.push(2),
            Class::To => out.push(3),
            Class::At => out.push(4),
            Class::And => out.push(5),
            Class::Modifier(modifier) => out.extend([6, modifier as u8]),
            Class::Head(number) => {
                out.push(7);
                out.extend(number.to_le_bytes());
            }
        }
    }

    pub(in super::super) fn head(head: &Head, out: &mut Vec<u8>) {
        out.extend([head.family as u8, head.level as u8, head.manages_people as u8]);
        let levels = head.other_levels.iter().fold(0_u16, |set, level| set | 1 << level as u8);
        out.extend(levels.to_le_bytes());
        out.push(head.counts as u8);
        match head.before {
            None => out.push(0),
            Some(modifier) => out.extend([1, modifier as u8]),
        }
        text(head.chief.map_or("", |chief| chief.0), out);
        out.push(u8::try_from(head.offices.len()).unwrap());
        for office in head.offices {
            text(office.chief.0, out);
            functions(office.functions, out);
            text(office.title, out);
        }
    }
}
