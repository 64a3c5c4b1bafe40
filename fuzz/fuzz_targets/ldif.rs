//! Any bytes, read as LDIF, give an error or a chart whose places lie in the text.

#![no_main]

mod tree;

use libfuzzer_sys::fuzz_target;
use orglint::input::Format;

fuzz_target!(|bytes: &[u8]| tree::read(bytes, Format::Ldif));
