//! The cases kept from fuzzing, asked what the fuzzers ask of any bytes.

#[path = "../fuzz/src/corpus.rs"]
mod corpus;
#[path = "../fuzz/src/oracle.rs"]
mod oracle;

fn cases() -> Vec<Vec<u8>> {
    let cases = corpus::cases(include_str!("../fuzz/corpus.txt"));
    assert!(cases.is_some(), "every line is a case");
    cases.unwrap_or_default()
}

#[test]
fn a_case_is_the_same_as_a_line() {
    let bytes: Vec<u8> = (0..=255).collect();
    assert_eq!(corpus::cases(&corpus::line(&bytes)), Some(vec![bytes]));
    assert_eq!(corpus::cases("\\x1"), None);
}

#[test]
fn the_reader_goes_on_or_ends() {
    cases().iter().for_each(|case| oracle::reader(case));
}

#[test]
fn the_check_finds_the_same_whatever_the_pieces() {
    cases().iter().for_each(|case| oracle::same_findings(case));
}

#[test]
fn values_are_read_again_as_they_were() {
    cases().iter().for_each(|case| oracle::round_trip(case));
}
