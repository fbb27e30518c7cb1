//! Session cookies. The browser holds a random token, the database only a hash of it; a stolen
//! database opens no session.
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use store::hex;

use crate::app::user::password::random;
use crate::app::user::sign_in::{Hashes, SESSION};
use crate::config::Config;

/// What is stored for a token: hexadecimal SHA-256.
pub type TokenHash = String;

/// 256 random bits.
#[derive(Clone)]
pub struct Token([u8; 32]);

/// What a token is good for. The same token hashes differently, so the cookie of an unfinished
/// sign-in is no session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Session,
    SecondStep,
    /// Secret of an authenticator application that is being set up.
    Enrolment,
}

impl Token {
    pub fn draw() -> Self {
        Self(random())
    }

    fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[n * 2..n * 2 + 2], 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// As the cookie carries it.
    pub fn to_cookie(&self) -> String {
        hex(&self.0)
    }

    fn digest(&self, purpose: Use) -> [u8; 32] {
        let label: &[u8] = match purpose {
            Use::Session => b"session",
            Use::SecondStep => b"second step",
            Use::Enrolment => b"enrolment",
        };
        Sha256::new().chain_update(label).chain_update(self.0).finalize().into()
    }

    pub fn session(&self) -> TokenHash {
        hex(&self.digest(Use::Session))
    }

    pub fn second_step(&self) -> TokenHash {
        hex(&self.digest(Use::SecondStep))
    }

    pub fn hashes(&self) -> Hashes {
        Hashes { session: self.session(), second_step: self.second_step() }
    }

    /// Random bytes for a secret of the second factor.
    pub fn enrolment(&self) -> [u8; 32] {
        self.digest(Use::Enrolment)
    }
}

/// Cookie of a session.
const SESSION_COOKIE: &str = "nhipcau";
/// Cookie of a sign-in that waits for its code.
const SECOND_STEP_COOKIE: &str = "nhipcau-ma";
/// How long the language is remembered.
const LANG_COOKIE: SignedDuration = SignedDuration::from_hours(24 * 365);

/// Browsers take a `__Host-` cookie only over https, for this host alone and all its paths.
fn name(config: &Config, cookie: &str) -> String {
    if config.https { format!("__Host-{cookie}") } else { cookie.to_owned() }
}

/// Value of a cookie.
pub fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    all.flat_map(|v| v.split(';')).find_map(|pair| {
        let (n, value) = pair.trim().split_once('=')?;
        (n == name).then_some(value)
    })
}

/// Hash of the session token that the browser sent.
pub fn token_of(config: &Config, headers: &HeaderMap) -> Option<TokenHash> {
    let token = Token::parse(cookie(headers, &name(config, SESSION_COOKIE))?)?;
    Some(token.session())
}

/// Token of the unfinished sign-in that the browser sent.
pub fn waiting_token(config: &Config, headers: &HeaderMap) -> Option<Token> {
    Token::parse(cookie(headers, &name(config, SECOND_STEP_COOKIE))?)
}

/// Hands the browser a session and takes back an unfinished sign-in.
pub fn begin(config: &Config, response: &mut Response, token: &Token) {
    set(config, response, SESSION_COOKIE, &token.to_cookie(), SESSION);
    set(config, response, SECOND_STEP_COOKIE, "", SignedDuration::ZERO);
}

/// Hands the browser an unfinished sign-in.
pub fn wait(config: &Config, response: &mut Response, token: &Token) {
    set(config, response, SECOND_STEP_COOKIE, &token.to_cookie(), SignedDuration::from_mins(10));
}

pub fn end(config: &Config, response: &mut Response) {
    set(config, response, SESSION_COOKIE, "", SignedDuration::ZERO);
    set(config, response, SECOND_STEP_COOKIE, "", SignedDuration::ZERO);
}

fn set(config: &Config, response: &mut Response, cookie: &str, value: &str, lasts: SignedDuration) {
    let name = name(config, cookie);
    let secure = if config.https { "; Secure" } else { "" };
    let text = format!("{name}={value}; Max-Age={}; Path=/; HttpOnly; SameSite=Lax{secure}", lasts.as_secs());
    append(response, &text);
}

/// Remembers the language that someone chose; set on no other occasion.
pub fn keep_language(config: &Config, response: &mut Response, lang: lang::Lang) {
    let secure = if config.https { "; Secure" } else { "" };
    let lasts = LANG_COOKIE.as_secs();
    let text = format!("lang={lang}; Max-Age={lasts}; Path=/; HttpOnly; SameSite=Lax{secure}");
    append(response, &text);
}

fn append(response: &mut Response, text: &str) {
    if let Ok(value) = HeaderValue::from_str(text) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_survives_its_cookie_and_opens_only_what_it_was_made_for() {
        let token = Token::draw();
        let back = Token::parse(&token.to_cookie()).unwrap();
        assert_eq!(back.session(), token.session());
        assert_ne!(token.session(), token.second_step());
        assert_ne!(Token::draw().session(), token.session());
        for wrong in ["", "00", &"g".repeat(64), &"é".repeat(32)] {
            assert!(Token::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "a=1; nhipcau-ma=x; nhipcau=y".parse().unwrap());
        assert_eq!(cookie(&headers, "nhipcau"), Some("y"));
        assert_eq!(cookie(&headers, "nhip"), None);
    }
}
