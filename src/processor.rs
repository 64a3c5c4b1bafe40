//! What the wider instructions of this processor are used for. To ask which of them it has takes a tenth of a millisecond
//! under a hypervisor, as much as a tenth of a small check: of what is short or near nobody asks.

use std::str::Utf8Error;

use fearless_simd::Level;

/// From so many bytes on it pays to ask.
const LARGE: usize = 1 << 13;
/// So many bytes are looked at one by one first: cells and lines are short.
const NEAR: usize = 256;

/// The instructions by which to go through so many bytes.
pub(crate) fn level(bytes: usize) -> Level {
    if bytes < LARGE { Level::baseline() } else { Level::new() }
}

/// Whether bytes are UTF-8, and if not, how many of them are.
pub(crate) fn utf_8(bytes: &[u8]) -> Result<(), usize> {
    if bytes.len() < LARGE {
        std::str::from_utf8(bytes).map_err(|fault: Utf8Error| fault.valid_up_to())?;
    } else {
        simdutf8::compat::from_utf8(bytes).map_err(|fault| fault.valid_up_to())?;
    }
    Ok(())
}

/// Where a byte stands first.
#[inline]
pub(crate) fn find(wanted: u8, bytes: &[u8]) -> Option<usize> {
    near_or_far(bytes, |byte| byte == wanted, |far| memchr::memchr(wanted, far))
}

/// Where one of two bytes stands first.
#[inline]
pub(crate) fn find_either(one: u8, other: u8, bytes: &[u8]) -> Option<usize> {
    near_or_far(bytes, |byte| byte == one || byte == other, |far| memchr::memchr2(one, other, far))
}

/// Wherever a byte stands, in order.
pub(crate) fn find_all(wanted: u8, bytes: &[u8]) -> impl Iterator<Item = usize> {
    let large = (bytes.len() >= LARGE).then(|| memchr::memchr_iter(wanted, bytes));
    let small = if large.is_none() { bytes } else { &[] };
    let in_small = small.iter().enumerate().filter(move |(_, byte)| **byte == wanted).map(|(at, _)| at);
    in_small.chain(large.into_iter().flatten())
}

#[inline]
fn near_or_far(bytes: &[u8], is_wanted: impl Fn(u8) -> bool, find: impl Fn(&[u8]) -> Option<usize>) -> Option<usize> {
    let (near, far) = bytes.split_at(bytes.len().min(NEAR));
    let is_near = near.iter().position(|byte| is_wanted(*byte));
    is_near.or_else(|| if far.is_empty() { None } else { find(far).map(|at| near.len() + at) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_far_is_found_as_what_is_near(before in 0_usize..600, after in "[ab]{0,9}") {
            let text = "-".repeat(before) + &after;
            prop_assert_eq!(find(b'a', text.as_bytes()), text.find('a'));
            prop_assert_eq!(find_either(b'a', b'b', text.as_bytes()), text.find(['a', 'b']));
        }

        #[test]
        fn what_is_large_is_told_as_what_is_small(size in prop_oneof![0_usize..9, LARGE - 9..LARGE + 9], fault in any::<prop::sample::Index>()) {
            let mut bytes = vec![b'x'; size];
            prop_assert_eq!(find_all(b'x', &bytes).collect::<Vec<_>>(), (0..size).collect::<Vec<_>>());
            prop_assert_eq!(utf_8(&bytes), Ok(()));
            if size > 0 {
                let fault = fault.index(size);
                bytes[fault] = 0xff;
                prop_assert_eq!(utf_8(&bytes), Err(fault));
            }
        }
    }
}
