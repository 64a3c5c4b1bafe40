//! The parts of a workbook, unpacked as they are read and never further than the limit.

use std::collections::HashMap;
use std::io::{self, BufRead, Cursor, Read};

use zip::read::ZipArchive;
use zip::result::ZipError;

use super::Limits;
use super::xml::Xml;
use crate::error::Error;

/// A zip archive in memory.
pub(super) struct Archive<'a> {
    path: &'a str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// The number of each part by its name in small letters, for names in a workbook are told apart without case.
    numbers: HashMap<String, usize>,
    limits: Limits,
    /// How many bytes may still be unpacked, by all parts together.
    left: u64,
}

impl<'a> Archive<'a> {
    pub(super) fn open(path: &'a str, bytes: &'a [u8], limits: &Limits) -> Result<Archive<'a>, Error> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(path, &error))?;
        let names = zip.file_names_raw().map(|name| key(&String::from_utf8_lossy(name)));
        let numbers = names.enumerate().map(|(number, name)| (name, number)).collect();
        Ok(Archive { path, zip, numbers, limits: *limits, left: limits.unpacked_bytes })
    }

    pub(super) fn path(&self) -> &'a str {
        self.path
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.numbers.contains_key(&key(name))
    }

    /// The part of this name, if there is one.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part<'_>>, Error> {
        let Some(number) = self.numbers.get(&key(name)) else { return Ok(None) };
        let file = self.zip.by_index(*number).map_err(|error| unreadable(self.path, &error))?;
        Ok(Some(Part {
            unpacking: Box::new(file),
            buffer: vec![0; BUFFER],
            filled: 0..0,
            left: &mut self.left,
            limit: self.limits.unpacked_bytes,
            token: 0,
        }))
    }

    /// The part of this name as XML, if there is one.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Xml<'_>>, Error> {
        let path = self.path;
        Ok(self.part(name)?.map(|part| Xml::new(path, name, part)))
    }

    /// The part of this name as XML, which a workbook cannot do without.
    pub(super) fn needed_xml(&mut self, name: &str) -> Result<Xml<'_>, Error> {
        let path = self.path;
        self.xml(name)?.ok_or_else(|| damaged(path, &format!("its part '{name}' is missing")))
    }
}

/// How names of parts are compared.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_ascii_lowercase()
}

fn unreadable(path: &str, error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => protected(path),
        error => damaged(path, &error.to_string()),
    }
}

/// An error of a workbook that cannot be read as one.
pub(super) fn damaged(path: &str, how: &str) -> Error {
    Error::in_file(path, format!("the workbook is damaged: {how}"))
        .help("open it in a spreadsheet program and save it again, or export the sheet as CSV")
}

/// An error of a workbook that is encrypted.
pub(super) fn protected(path: &str) -> Error {
    Error::in_file(path, "the workbook is protected by a password").help("save it without a password")
}

const BUFFER: usize = 1 << 15;

/// No tag and no text of a workbook is longer: a cell holds 32,767 characters.
const LONGEST_TOKEN: u64 = 1 << 24;

/// One part of a workbook, unpacked as it is read.
pub(super) struct Part<'a> {
    unpacking: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    filled: std::ops::Range<usize>,
    left: &'a mut u64,
    limit: u64,
    /// Bytes since the start of the token being read, in whole buffers.
    token: u64,
}

impl Part<'_> {
    /// What follows is another token.
    pub(super) fn start_token(&mut self) {
        self.token = 0;
    }
}

impl Read for Part<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Part<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.filled.is_empty() {
            // Counted as it comes out: what the archive says of its sizes is not relied on.
            let count = self.unpacking.read(&mut self.buffer)?;
            self.filled = 0..count;
            self.token += count as u64;
            if self.token > LONGEST_TOKEN {
                return Err(io::Error::other(TooMuch::Token));
            }
            match self.left.checked_sub(count as u64) {
                Some(left) => *self.left = left,
                None => return Err(io::Error::other(TooMuch::Unpacked { limit: self.limit })),
            }
        }
        Ok(&self.buffer[self.filled.clone()])
    }

    fn consume(&mut self, count: usize) {
        self.filled.start = (self.filled.start + count).min(self.filled.end);
    }
}

/// Why the reading of a part was stopped.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub(super) enum TooMuch {
    /// All parts together unpack to more than the limit.
    #[error("the workbook unpacks to more than {}", size(*limit))]
    Unpacked { limit: u64 },
    /// A single tag or text goes on and on.
    #[error("a tag or a text of more than {} stands in it", size(LONGEST_TOKEN))]
    Token,
}

/// A number of bytes as people say it.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        bytes if bytes >= 1 << 30 && bytes % (1 << 30) == 0 => format!("{} GiB", bytes >> 30),
        bytes if bytes >= 1 << 20 && bytes % (1 << 20) == 0 => format!("{} MiB", bytes >> 20),
        bytes => format!("{bytes} bytes"),
    }
}
