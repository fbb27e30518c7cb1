//! Files of a dossier, and the words of its papers.
use store::dossier_file::{self, Draft, New};
use store::{Store, dossier};

use crate::world::at;

pub(super) async fn filed(db: &Store) {
    let now = at("2025-11-07T02:00:00Z");
    let id = dossier::by_code(db, "HS-2025-001").await.unwrap().unwrap().id;
    let bytes = b"%PDF-1.7".to_vec();
    let new =
        New {
            about: "opinion:CAT", name: "thư.pdf", kind: "application/pdf", sha256: "ab", by: "Bé", bytes
        };
    dossier_file::insert(db, id, new, now).await.unwrap();
    let all = dossier_file::all(db, id).await.unwrap();
    assert_eq!((all.len(), all[0].size, all[0].about.as_str(), all[0].at), (1, 8, "opinion:CAT", now));
    let (name, kind, bytes) = dossier_file::load(db, id, all[0].id).await.unwrap().unwrap();
    assert_eq!(
        (name.as_str(), kind.as_str(), bytes.as_slice()),
        ("thư.pdf", "application/pdf", b"%PDF-1.7".as_slice())
    );
    assert!(dossier_file::load(db, domain::ids::DossierId(99), all[0].id).await.unwrap().is_none());
    for body in ["Một", "Hai"] {
        let draft = Draft { subject: "V/v".into(), body: body.into(), by: "Bé".into(), at: now };
        dossier_file::set_draft(db, id, "to-trinh", Some(&draft), now).await.unwrap();
    }
    assert_eq!(dossier_file::draft(db, id, "to-trinh").await.unwrap().unwrap().body, "Hai");
    assert_eq!(dossier_file::draft(db, id, "quyet-dinh").await.unwrap(), None);
}
