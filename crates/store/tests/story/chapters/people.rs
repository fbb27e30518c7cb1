//! Who may come in.
use domain::access::Position;
use domain::ids::UserId;
use store::{Store, StoreError, session, setting, user};

use crate::code;
use crate::world::{UNITS, at};

pub(super) async fn accounts(db: &Store) -> UserId {
    let now = at("2025-10-01T00:00:00Z");
    let new = user::New {
        email: "Sa.Ray@soctrang.VN",
        name: "Danh Thị Sa Rây",
        organisation: UNITS[1],
        position: Position::Officer,
        password_hash: "$argon2id$…",
        at: now,
    };
    let id = user::insert(db, &new).await.unwrap();
    assert_eq!(code(user::insert(db, &new).await), "email-taken");
    let account = user::by_email(db, "sa.ray@SOCTRANG.vn").await.unwrap().unwrap();
    assert_eq!((account.id, account.position, account.created_at), (id, Position::Officer, now));
    assert_eq!(account.email, "sa.ray@soctrang.vn");

    sessions(db, &account).await;
    passwords(db, id).await;
    settings(db).await;
    id
}

async fn sessions(db: &Store, account: &user::Account) {
    let (now, later) = (at("2025-10-01T00:00:00Z"), at("2025-10-02T00:00:00.5Z"));
    let id = account.id;
    session::insert(db, "hash-1", id, now, later).await.unwrap();
    assert_eq!(session::load(db, "hash-1", at("2025-10-02T00:00:00Z")).await.unwrap(), Some(account.clone()));
    assert_eq!(session::load(db, "hash-1", later).await.unwrap(), None, "it has ended");
    assert_eq!(session::load(db, "hash-2", now).await.unwrap(), None);
    user::set_disabled(db, id, true).await.unwrap();
    assert_eq!(session::load(db, "hash-1", now).await.unwrap(), None, "a disabled person is out at once");
    user::set_disabled(db, id, false).await.unwrap();

    assert_eq!(session::delete_expired(db, now).await.unwrap(), 0);
    assert_eq!(session::delete_expired(db, later).await.unwrap(), 1);
    session::insert(db, "hash-3", id, now, later).await.unwrap();
    session::delete(db, "hash-3").await.unwrap();
    assert_eq!(session::delete_for_user(db, id).await.unwrap(), 0);
}

async fn passwords(db: &Store, id: UserId) {
    let later = at("2025-10-02T00:00:00.5Z");
    assert_eq!(user::record_failure(db, id, None).await.unwrap(), 1);
    assert_eq!(user::record_failure(db, id, Some(later)).await.unwrap(), 2);
    user::set_totp(db, id, Some("JBSWY3DP")).await.unwrap();
    let locked = user::by_id(db, id).await.unwrap().unwrap();
    assert_eq!(
        (locked.failed, locked.locked_until, locked.totp_secret.as_deref()),
        (2, Some(later), Some("JBSWY3DP"))
    );
    assert!(!format!("{locked:?}").contains("JBSWY3DP"), "secrets are not printed");
    user::record_success(db, id).await.unwrap();
    assert_eq!(user::of_organisation(db, UNITS[1]).await.unwrap().len(), 1);
    assert_eq!(user::of_organisation(db, UNITS[0]).await.unwrap(), []);
    assert_eq!(user::list(db).await.unwrap()[0].locked_until, None);
    user::update_password(db, id, "$argon2id$neu").await.unwrap();
    assert_eq!(user::by_id(db, id).await.unwrap().unwrap().password_hash, "$argon2id$neu");
    assert!(matches!(user::set_disabled(db, UserId(999), true).await, Err(StoreError::NotFound)));
}

async fn settings(db: &Store) {
    setting::set(db, "mail.from", "a@b").await.unwrap();
    setting::set(db, "mail.from", "c@d").await.unwrap();
    assert_eq!(setting::get(db, "mail.from").await.unwrap().as_deref(), Some("c@d"));
    assert_eq!(setting::all(db, "mail.").await.unwrap().len(), 1);
    assert_eq!(setting::get(db, "none").await.unwrap(), None);
}
