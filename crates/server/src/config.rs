//! Settings of an instance: command line first, environment second, defaults last.
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

/// Options that every verb takes.
#[derive(Debug, Clone, Args)]
pub struct Raw {
    /// Database: a file for SQLite, or a postgres:// address.
    #[arg(long, global = true, env = "NHIPCAU_DB", default_value = "nhipcau.db", value_name = "URL")]
    pub db: String,
    /// Folder of data files (plans, forms, places, organisations) that replace the built-in ones.
    #[arg(long, global = true, env = "NHIPCAU_DATA", value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Treat this day as today. For demonstrations and tests.
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub today: Option<Date>,
    /// Where e-mail goes: smtp://user:password@host:port or a folder that receives files.
    #[arg(long, global = true, env = "NHIPCAU_MAIL", default_value = "outbox", value_name = "WHERE")]
    pub mail: String,
    /// Address of sender of e-mail.
    #[arg(long, global = true, env = "NHIPCAU_MAIL_FROM", default_value = "nhipcau@localhost")]
    pub mail_from: String,
    /// Public address of this instance, as people type it.
    #[arg(long, global = true, env = "NHIPCAU_URL", default_value = "http://127.0.0.1:8067")]
    pub url: String,
    /// Largest IATI file that is checked for everyone, in millions of bytes.
    #[arg(long, global = true, env = "NHIPCAU_IATI_LARGEST", default_value_t = 200, value_name = "MB")]
    pub iati_largest: u64,
}

/// Checked settings.
#[derive(Debug, Clone)]
pub struct Config {
    pub db: String,
    pub today: Option<Date>,
    pub mail: Mail,
    pub mail_from: String,
    /// Without a slash at the end.
    pub url: String,
    /// Session cookies carry `Secure`.
    pub https: bool,
    /// Largest IATI file that is checked for everyone, in bytes.
    pub iati_largest: u64,
}

#[derive(Debug, Clone)]
pub enum Mail {
    Smtp(String),
    Folder(PathBuf),
}

impl Raw {
    pub fn check(self) -> Config {
        let mail = if self.mail.starts_with("smtp") {
            Mail::Smtp(self.mail)
        } else {
            Mail::Folder(PathBuf::from(self.mail))
        };
        Config {
            db: self.db,
            today: self.today,
            mail,
            mail_from: self.mail_from,
            https: self.url.starts_with("https://"),
            iati_largest: self.iati_largest.saturating_mul(1_000_000),
            url: self.url.trim_end_matches('/').to_owned(),
        }
    }
}

/// Where `serve` listens.
#[derive(Debug, Clone, Args)]
pub struct Listen {
    #[arg(long, env = "NHIPCAU_LISTEN", default_value = "127.0.0.1:8067", value_name = "ADDRESS")]
    pub listen: SocketAddr,
}
