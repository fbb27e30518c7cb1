//! Passwords: what may be one, and the slow hash of it.
use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use domain::finding::Arg;
use domain::refusal::Refusal;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::problem::Outcome;

/// Length that makes guessing hopeless without rules about signs.
pub const SHORTEST: usize = 12;
/// Enough for any sentence; longer input would only cost time.
pub const LONGEST: usize = 200;

/// Each hash takes 19 MB and a core; more at once would only make all of them slower.
static TURNS: Semaphore = Semaphore::const_new(2);

/// A hash of nothing anyone knows, so that an unknown address takes as long as a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| {
    Argon2::default().hash_password(&random::<16>()).map(|h| h.to_string()).unwrap_or_default()
});

/// Whether the text may be the password of a person of that name and address.
///
/// # Errors
/// `password-short`, `password-long`, `password-plain` (one character repeated) or
/// `password-name` (the name or the address).
pub fn check(password: &str, name: &str, email: &str) -> Result<(), Refusal> {
    let length = password.chars().count();
    let limit = |code: &str, n: usize| {
        Refusal::new(code).with("n", Arg::Number(i64::try_from(n).unwrap_or(i64::MAX)))
    };
    if length < SHORTEST {
        return Err(limit("password-short", SHORTEST));
    }
    if length > LONGEST {
        return Err(limit("password-long", LONGEST));
    }
    let mut letters = password.chars();
    let first = letters.next();
    if letters.all(|c| Some(c) == first) {
        return Err(Refusal::new("password-plain"));
    }
    let bare = |text: &str| lang::fold(text).split_whitespace().collect::<String>();
    let own = bare(password);
    let local = email.split('@').next().unwrap_or_default();
    if [name, email, local].iter().any(|t| bare(t) == own) {
        return Err(Refusal::new("password-name"));
    }
    Ok(())
}

/// A password of 100 bits in five groups that can be read over the telephone: no l, o, 0, 1.
pub fn make() -> Outcome<String> {
    const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let drawn = random::<20>();
    let signs: Vec<u8> = drawn.iter().map(|b| SIGNS[usize::from(b % 32)]).collect();
    let groups: Vec<_> = signs.chunks(4).map(String::from_utf8_lossy).collect();
    Ok(groups.join("-"))
}

/// PHC string of Argon2id with the crate's default cost.
pub async fn hash(password: String) -> Outcome<String> {
    let _turn = TURNS.acquire().await.map_err(anyhow::Error::from)?;
    let hashed =
        spawn_blocking(move || Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string()))
            .await
            .map_err(anyhow::Error::from)?;
    Ok(hashed.map_err(|e| anyhow::anyhow!("cannot hash a password: {e}"))?)
}

/// Whether the password belongs to the hash.
pub async fn verify(password: String, hash: String) -> Outcome<bool> {
    if password.len() > LONGEST * 4 {
        return Ok(false);
    }
    let _turn = TURNS.acquire().await.map_err(anyhow::Error::from)?;
    let right = spawn_blocking(move || {
        let parsed = PasswordHash::new(&hash)?;
        Ok::<_, argon2::password_hash::phc::Error>(
            Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok(),
        )
    });
    let right = right.await.map_err(anyhow::Error::from)?;
    Ok(right.map_err(|e| anyhow::anyhow!("a stored password hash cannot be read: {e}"))?)
}

/// Takes as long as [`verify`] and is never right.
pub async fn verify_nobody(password: String) -> Outcome<()> {
    verify(password, NOBODY.clone()).await?;
    Ok(())
}

/// The edge where randomness comes in: tokens, initial passwords, error codes.
#[expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the one draw; without randomness nobody may sign in"
)]
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(password: &str) -> String {
        check(password, "Nguyễn Văn An", "an.nguyen@camau.gov.vn").map_or_else(|r| r.code, |()| "fine".into())
    }

    #[test]
    fn length_is_asked_for_and_the_own_name_refused() {
        assert_eq!(code("ngắn quá"), "password-short");
        assert_eq!(code(&"a1".repeat(200)), "password-long");
        assert_eq!(code("aaaaaaaaaaaaaaa"), "password-plain");
        assert_eq!(code("Nguyen Van  An"), "password-name");
        assert_eq!(code("AN.NGUYEN@camau.gov.vn"), "password-name");
        assert_eq!(code("cầu tre lắt lẻo"), "fine");
    }

    #[test]
    fn made_passwords_pass_and_differ() {
        let (a, b) = (make().unwrap(), make().unwrap());
        assert_eq!(code(&a), "fine");
        assert_ne!(a, b);
        assert_eq!(a.len(), 24);
    }

    #[tokio::test]
    async fn a_password_is_known_by_its_hash_alone() {
        let hash = hash("cầu tre lắt lẻo".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$") && !hash.contains("cầu"));
        assert!(verify("cầu tre lắt lẻo".into(), hash.clone()).await.unwrap());
        assert!(!verify("cầu tre lắt lẻ".into(), hash).await.unwrap());
    }
}
