//! How often one address may try: a token bucket for each, in memory, so many at most.
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::request::Parts;

/// What a route is limited by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    None,
    /// Passwords and codes.
    SignIn,
    /// Files.
    Upload,
    /// Files of everyone, which cost a reading at each look.
    Look,
}

/// All buckets of one kind.
pub struct Buckets {
    /// Requests in a row.
    burst: u32,
    /// Time after which one more is allowed.
    refill: Duration,
    seen: Mutex<HashMap<IpAddr, Bucket>>,
}

struct Bucket {
    tokens: u32,
    since: Instant,
}

/// Addresses kept at most; beyond it those that are full again are forgotten, then all.
const MOST: usize = 20_000;

impl Buckets {
    pub fn new(burst: u32, refill: Duration) -> Self {
        Self { burst, refill, seen: Mutex::default() }
    }

    /// Takes one token, or says after how many seconds there will be one.
    pub fn take(&self, who: IpAddr, now: Instant) -> Result<(), u64> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST && !seen.contains_key(&who) {
            let full_after = self.refill * self.burst;
            seen.retain(|_, b| now.duration_since(b.since) < full_after);
            if seen.len() >= MOST {
                seen.clear();
            }
        }
        let bucket = seen.entry(who).or_insert(Bucket { tokens: self.burst, since: now });
        let gained = now.duration_since(bucket.since).as_millis() / self.refill.as_millis().max(1);
        let gained = u32::try_from(gained).unwrap_or(u32::MAX);
        if gained > 0 {
            bucket.tokens = bucket.tokens.saturating_add(gained).min(self.burst);
            bucket.since = now;
        }
        match bucket.tokens.checked_sub(1) {
            Some(left) => {
                bucket.tokens = left;
                Ok(())
            }
            None => {
                let wait = self.refill.saturating_sub(now.duration_since(bucket.since));
                Err(wait.as_secs().max(1))
            }
        }
    }
}

/// The address a request came from. A proxy on the same machine is believed about the address it
/// adds at the end of `X-Forwarded-For`; what stands before it, the client may have invented.
pub fn address(parts: &Parts) -> IpAddr {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip());
    let peer = peer.unwrap_or(IpAddr::from([127, 0, 0, 1]));
    if peer.is_loopback() { forwarded(&parts.headers).unwrap_or(peer) } else { peer }
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let value = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    value.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(last: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, last])
    }

    #[test]
    fn a_burst_is_allowed_then_one_for_each_interval() {
        let buckets = Buckets::new(3, Duration::from_secs(10));
        let start = Instant::now();
        for _ in 0..3 {
            assert_eq!(buckets.take(ip(1), start), Ok(()));
        }
        assert_eq!(buckets.take(ip(1), start + Duration::from_secs(4)), Err(6));
        assert_eq!(buckets.take(ip(2), start), Ok(()), "another address has its own bucket");
        assert_eq!(buckets.take(ip(1), start + Duration::from_secs(10)), Ok(()));
        assert!(buckets.take(ip(1), start + Duration::from_secs(11)).is_err());
    }

    #[test]
    fn memory_stays_bounded() {
        let buckets = Buckets::new(1, Duration::from_secs(3_600));
        let now = Instant::now();
        for n in 0..MOST as u32 + 50 {
            let _ = buckets.take(IpAddr::from(n.to_be_bytes()), now);
        }
        assert!(buckets.seen.lock().unwrap().len() <= MOST);
    }

    #[test]
    fn only_the_last_forwarded_address_counts_and_only_from_this_machine() {
        let parts = |peer: [u8; 4]| {
            let mut request = axum::http::Request::new(());
            request.headers_mut().insert("x-forwarded-for", "1.2.3.4, 10.0.0.9".parse().unwrap());
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from((peer, 9))));
            request.into_parts().0
        };
        assert_eq!(address(&parts([127, 0, 0, 1])), ip(9));
        assert_eq!(address(&parts([10, 0, 0, 5])), ip(5));
    }
}
