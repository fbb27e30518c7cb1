#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| iati_fuzz::oracle::round_trip(bytes));
