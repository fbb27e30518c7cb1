//! Codes of an authenticator application (RFC 6238: SHA-1, six digits, 30 seconds).
use totp_rs::{Builder, Secret};

use crate::problem::Outcome;

/// Bytes of a secret, as RFC 4226 recommends.
const BYTES: usize = 20;

/// A secret in Base32 from the first bytes of what was drawn.
///
/// While someone sets up their application, the secret follows from the token of the unfinished
/// sign-in: it needs no place to be kept, and nobody else can compute it.
pub fn secret_from(drawn: &[u8; 32]) -> String {
    let mut bytes = [0; BYTES];
    bytes.copy_from_slice(&drawn[..BYTES]);
    Secret::new_stack(bytes).to_base32()
}

/// The time step that the code belongs to, one step early or late included; `None` when wrong.
pub fn step_of(secret: &str, code: &str, at: jiff::Timestamp) -> Outcome<Option<u64>> {
    let secret = Secret::try_from_base32(secret)
        .map_err(|e| anyhow::anyhow!("a stored secret cannot be read: {e:?}"))?;
    let totp =
        Builder::new().with_secret(secret).build().map_err(|e| anyhow::anyhow!("second factor: {e:?}"))?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(None);
    }
    Ok(totp.check(&digits, u64::try_from(at.as_second()).unwrap_or(0)))
}

/// The secret as people type it: groups of four.
pub fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|g| g.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Address that opens an authenticator application on the same device.
pub fn address(secret: &str, email: &str) -> String {
    let email: String = email.chars().filter(|c| c.is_ascii_alphanumeric() || "@.-_+".contains(*c)).collect();
    let email = email.replace('@', "%40").replace('+', "%2B");
    format!("otpauth://totp/Nhip%20Cau:{email}?secret={secret}&issuer=Nhip%20Cau")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test vector of RFC 6238, appendix B, for SHA-1: the last six of eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret::from(*b"12345678901234567890").to_base32();
        let at = |second: i64| jiff::Timestamp::from_second(second).unwrap();
        assert_eq!(step_of(&secret, "287082", at(59)).unwrap(), Some(1));
        assert_eq!(step_of(&secret, "287 082", at(89)).unwrap(), Some(1), "one step late");
        assert_eq!(step_of(&secret, "287082", at(121)).unwrap(), None);
        assert_eq!(step_of(&secret, "28708", at(59)).unwrap(), None);
    }
}
