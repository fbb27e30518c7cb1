//! The last chapter: everything into a file, and out of it into another database.
use std::path::Path;

use store::{Store, StoreError, audit, figure, project, round, user};

use super::databases::Database;
use super::world::facts;

pub(crate) async fn tell(db: &Database) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("backup.jsonl");
    db.store.backup(&file).await.unwrap();
    assert!(matches!(db.store.backup(&file).await, Err(StoreError::Refused(_))), "nothing is overwritten");
    assert!(
        matches!(db.store.restore(&file).await, Err(StoreError::Refused(_))),
        "the database is not empty"
    );
    damaged(&file, dir.path()).await;

    let mut others = vec![Database::memory().await, Database::file().await];
    others.extend(Database::postgres().await);
    for (n, other) in others.into_iter().enumerate() {
        other.store.restore(&file).await.unwrap();
        let again = dir.path().join(format!("again-{n}.jsonl"));
        other.store.backup(&again).await.unwrap();
        assert_eq!(lines(&again), lines(&file), "what was restored is what was saved");
        goes_on(&other.store).await;
        other.drop().await;
    }
}

fn lines(file: &Path) -> Vec<String> {
    std::fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect()
}

/// After a restore the year goes on: numbers are not given twice, the chain is whole.
async fn goes_on(db: &Store) {
    assert!(audit::verify(db, None).await.unwrap().is_ok());
    let rounds = round::list(db).await.unwrap();
    assert_eq!(figure::of_round(db, rounds[0].id).await.unwrap().len(), 3);
    assert_eq!(user::list(db).await.unwrap().len(), 1);
    let facts = facts("Mới", "a", "ngo");
    let new = [1, 2].map(|_| project::New { facts: &facts, search: "moi".into() });
    let codes = project::insert(db, "X1", 2024, &new).await.unwrap();
    assert_eq!(codes, ["DA-2024-004", "DA-2024-005"]);
    assert!(project::by_code(db, &codes[0]).await.unwrap().unwrap().id.0 > 4);
}

/// A backup that is not whole leaves the database as it was.
async fn damaged(file: &Path, dir: &Path) {
    let whole = lines(file);
    let cut = whole[..whole.len() - 2].join("\n");
    let changed = whole.join("\n").replacen("Cầu Kênh Tám", "Cầu Kênh Chín", 1);
    let newer = resealed(&[r#"{"backup":"nhipcau","format":1,"schema":99}"#]);
    let unknown = resealed(&[&whole[0], r#"{"table":"secret","columns":["a"]}"#, "[1]"]);
    let misfit = resealed(&[&whole[0], r#"{"table":"setting","columns":["key","value"]}"#, r#"["a",1]"#]);
    let twice = resealed(&[
        &whole[0],
        r#"{"table":"setting","columns":["key","value"]}"#,
        r#"["a","b"]"#,
        r#"["a","c"]"#,
    ]);
    let cases = [
        ("cut", cut),
        ("changed", changed),
        ("newer", newer),
        ("unknown table", unknown),
        ("misfit", misfit),
        ("twice", twice),
        ("not a backup", "{}\n".into()),
        ("empty", String::new()),
    ];
    let db = Database::memory().await;
    for (what, text) in cases {
        let path = dir.join("damaged.jsonl");
        std::fs::write(&path, text).unwrap();
        let refused = db.store.restore(&path).await;
        assert!(
            matches!(refused, Err(StoreError::Refused(_) | StoreError::Conflict(_))),
            "{what}: {refused:?}"
        );
        assert_eq!(store::setting::all(&db.store, "").await.unwrap(), [], "{what}");
    }
}

/// The lines with a right checksum.
fn resealed(lines: &[&str]) -> String {
    use sha2::Digest as _;
    let text: String = lines.iter().map(|l| format!("{l}\n")).collect();
    let sha256: String = sha2::Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
    format!("{text}{{\"sha256\":\"{sha256}\"}}\n")
}
