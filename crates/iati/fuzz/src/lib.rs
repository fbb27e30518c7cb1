//! What must be true of any bytes whatever: the questions that the fuzzers and the test of the corpus ask.

pub mod corpus;
pub mod oracle;
