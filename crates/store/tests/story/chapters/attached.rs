//! Files of dossiers and of calls, and the words of a dossier's papers.
use domain::ids::DossierId;
use store::attached::{self, New, Owner};
use store::dossier_draft::{self, Draft};
use store::{Store, call, dossier};

use crate::world::at;

pub(super) async fn filed(db: &Store) {
    let now = at("2025-11-07T02:00:00Z");
    let id = dossier::by_code(db, "HS-2025-001").await.unwrap().unwrap().id;
    let code = call::all(db).await.unwrap().remove(0).code;
    let owners = [
        (Owner::Dossier(id), Owner::Dossier(DossierId(99)), "opinion:CAT"),
        (Owner::Call(&code), Owner::Call("KG-0000-000"), "Bản vẽ"),
    ];
    for (of, other, label) in owners {
        let new = || New {
            label,
            name: "thư.pdf",
            kind: "application/pdf",
            sha256: "ab",
            by: "Bé",
            bytes: b"%PDF-1.7".to_vec(),
        };
        attached::insert(db, of, new(), now).await.unwrap();
        let all = attached::all(db, of).await.unwrap();
        assert_eq!((all.len(), all[0].size, all[0].label.as_str(), all[0].at), (1, 8, label, now));
        let (name, kind, bytes) = attached::load(db, of, all[0].id).await.unwrap().unwrap();
        assert_eq!(
            (name.as_str(), kind.as_str(), bytes.as_slice()),
            ("thư.pdf", "application/pdf", b"%PDF-1.7".as_slice())
        );
        assert_eq!(attached::load(db, other, all[0].id).await.unwrap(), None, "of another");
        assert_eq!(attached::delete(db, other, all[0].id).await.unwrap(), None);
        assert_eq!(attached::delete(db, of, all[0].id).await.unwrap().as_deref(), Some("thư.pdf"));
        assert!(attached::all(db, of).await.unwrap().is_empty());
        // One stays, to be saved and restored with everything else.
        attached::insert(db, of, new(), now).await.unwrap();
    }
    for body in ["Một", "Hai"] {
        let draft = Draft { subject: "V/v".into(), body: body.into(), by: "Bé".into(), at: now };
        dossier_draft::set(db, id, "to-trinh", Some(&draft), now).await.unwrap();
    }
    assert_eq!(dossier_draft::load(db, id, "to-trinh").await.unwrap().unwrap().body, "Hai");
    assert_eq!(dossier_draft::load(db, id, "quyet-dinh").await.unwrap(), None);
}
