#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| orglint_fuzz::run("plan", bytes));
