//! The 902 real activities that were given: nothing is lost, and nothing is worse than before. They are not part of
//! this repository; their folder is taken from `IATI_MATERIAL`.

use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use iati::typed::{Item, Layout, Reader};
use iati::{Kind, Options, check};

use super::{bag, read, write};

#[test]
fn real_activities_are_the_same_after_a_round_trip() {
    #[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
    let Ok(material) = std::env::var("IATI_MATERIAL") else {
        println!("skipped: IATI_MATERIAL is not set");
        return;
    };
    let mut activities = 0;
    for name in ["real_activities.xml", "vietnam_activities.xml"] {
        let path = Path::new(&material).join("samples").join(name);
        let file = std::fs::read_to_string(&path).expect("the sample can be read");
        let values = read(&file);
        activities += values.1.iter().filter(|item| matches!(item, Item::Activity(_))).count();
        for layout in [Layout::Indented, Layout::Compact] {
            let written = write(&values, layout);
            let again = read(&written);
            // Not by assert_eq, which would print all of them.
            let other = values.1.iter().zip(&again.1).find(|(before, after)| before != after);
            assert!(other.is_none() && again == values, "{name}: {other:?}");
            assert!(write(&again, layout) == written, "{name}: written otherwise the second time");
            let lost = bag::difference(&file, &written, Kind::Activities);
            assert!(lost.is_empty(), "{name}: {} differ, e.g. {:?}", lost.len(), &lost[..lost.len().min(20)]);
            assert_eq!(findings(&file), findings(&written), "{name}");
            xmllint(&material, &written, Kind::Activities);
        }
        assert!(Reader::open(&path).is_ok());
    }
    assert_eq!(activities, 902);
}

/// Files with faults of every kind, of both sorts and of older versions.
#[test]
fn files_with_faults_are_the_same_after_a_round_trip() {
    #[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
    let Ok(material) = std::env::var("IATI_MATERIAL") else {
        println!("skipped: IATI_MATERIAL is not set");
        return;
    };
    let mut whole = [0, 0];
    for suite in ["validator-v2", "rules-v1"] {
        let dir = Path::new(&material).join("conformance").join(suite).join("files");
        for entry in std::fs::read_dir(dir).expect("the suite can be read") {
            let path = entry.expect("the suite can be read").path();
            let Ok(file) = std::fs::read_to_string(&path) else { continue };
            let Ok(mut reader) = Reader::new(file.as_bytes()) else { continue };
            let kind = reader.root().kind;
            if reader.all(|item| item.is_ok()) {
                super::round_trip(&file, kind);
                whole[usize::from(kind == Kind::Organisations)] += 1;
            }
        }
    }
    println!("activity files, organisation files: {whole:?}");
    assert!(whole[0] > 100 && whole[1] > 5, "{whole:?}");
}

/// The file with everything the standard has, extensions too, is good for the schema of the standard itself.
#[test]
fn the_schema_accepts_what_is_written() {
    #[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
    let Ok(material) = std::env::var("IATI_MATERIAL") else {
        println!("skipped: IATI_MATERIAL is not set");
        return;
    };
    for kind in [Kind::Activities, Kind::Organisations] {
        for foreign in [false, true] {
            let file = super::whole::file(kind, true, foreign);
            xmllint(&material, &write(&read(&file), Layout::Indented), kind);
        }
    }
}

fn findings(file: &str) -> Vec<String> {
    let mut out = Vec::new();
    check(file.as_bytes(), &Options::default(), |it| {
        out.push(format!("{} {:?} {} {}", it.id, it.severity, it.identifier, it.path));
    });
    out.sort();
    out
}

/// Tests may run side by side in one process.
static NEXT: AtomicU32 = AtomicU32::new(0);

fn xmllint(material: &str, file: &str, kind: Kind) {
    let name = kind.root_name().as_str();
    let dir = std::env::temp_dir().join(format!(
        "{name}-{}-{}.xml",
        std::process::id(),
        NEXT.fetch_add(1, Relaxed)
    ));
    std::fs::write(&dir, file).expect("the file can be written");
    let schema = Path::new(material).join(format!("schema/{name}-schema.xsd"));
    let verdict = Command::new("xmllint").arg("--noout").arg("--schema").arg(schema).arg(&dir).output();
    std::fs::remove_file(&dir).expect("the file can be removed");
    match verdict {
        Ok(verdict) => assert!(verdict.status.success(), "{}", String::from_utf8_lossy(&verdict.stderr)),
        Err(_) => println!("skipped: no xmllint on this machine"),
    }
}
