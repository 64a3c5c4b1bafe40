//! The bytes of an input, as they are read.

use std::io::{self, Read};

use super::Raw;
use super::on_disk::OnDisk;

/// Where the bytes live. A large file goes to pages of its own that the system is asked to make large: at a million
/// rows, touching fresh memory in small pages costs more than reading the file.
pub(super) enum Bytes {
    Heap(Vec<u8>),
    Pages { pages: memmap2::MmapMut, len: usize },
    OnDisk(Box<OnDisk>),
}

/// Whether the system would give the process so many bytes more. They are asked for in pages of their own and given back
/// untouched, which costs nothing that could be measured.
pub fn has_room_for(bytes: usize) -> bool {
    memmap2::MmapMut::map_anon(bytes).is_ok()
}

impl Bytes {
    const LARGE: u64 = 4 << 20;

    pub(super) fn as_slice(&self) -> &[u8] {
        match self {
            Bytes::Heap(bytes) => bytes,
            Bytes::Pages { pages, len } => &pages[..*len],
            Bytes::OnDisk(file) => file.whole(),
        }
    }

    pub(super) fn read(input: impl Read, size: Option<u64>) -> io::Result<Bytes> {
        let mut input = input.take(Raw::MAX_BYTES + 1);
        let known = size.filter(|size| (Bytes::LARGE..=Raw::MAX_BYTES).contains(size));
        let bytes = match known {
            Some(size) => Bytes::read_to_pages(&mut input, size as usize)?,
            None => {
                let mut bytes = Vec::new();
                input.read_to_end(&mut bytes)?;
                Bytes::Heap(bytes)
            }
        };
        if bytes.as_slice().len() as u64 > Raw::MAX_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes)
    }

    fn read_to_pages(input: &mut impl Read, size: usize) -> io::Result<Bytes> {
        let mut pages = memmap2::MmapMut::map_anon(size)?;
        #[cfg(target_os = "linux")]
        // Only advice: where the system has no large pages, small ones do.
        let _ = pages.advise(memmap2::Advice::HugePage);
        let mut len = 0;
        while len < size {
            // In parts, so that whoever waits is told how far it is.
            let part = len..size.min(len + Bytes::LARGE as usize);
            match input.read(&mut pages[part]) {
                Ok(0) => return Ok(Bytes::Pages { pages, len }),
                Ok(more) => len += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        let mut rest = Vec::new();
        if input.read_to_end(&mut rest)? == 0 {
            return Ok(Bytes::Pages { pages, len });
        }
        // The file grew while it was read.
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(len + rest.len())?;
        bytes.extend_from_slice(&pages);
        bytes.append(&mut rest);
        Ok(Bytes::Heap(bytes))
    }
}
