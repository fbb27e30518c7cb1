//! `CONFORMANCE.md` says what is so. Needs the suites, which are not part of this repository: their folder is
//! taken from `IATI_MATERIAL`.

#[expect(dead_code, reason = "the example has a main of its own")]
#[path = "../examples/conformance.rs"]
mod conformance;

use std::path::Path;

#[test]
fn the_document_is_up_to_date_and_every_difference_is_explained() {
    #[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
    let material = std::env::var("IATI_MATERIAL");
    let Ok(dir) = material else {
        println!("skipped: IATI_MATERIAL is not set");
        return;
    };
    let (text, open) =
        conformance::document(&Path::new(&dir).join("conformance")).expect("the suites can be read");
    assert!(open.is_empty(), "{open:?}");
    assert!(text == include_str!("../CONFORMANCE.md"), "make CONFORMANCE.md again: it says something else");
}
