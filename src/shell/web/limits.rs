//! How often one address may ask. Only answers that cost something count: a page from the cache is
//! cheaper to send than to refuse.

use std::net::IpAddr;
use std::num::NonZeroU32;

use actix_web::HttpRequest;
use actix_web::dev::ServiceRequest;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use foundation::config::Settings;

/// Limits by client address.
pub struct Limits {
    limiter: Option<DefaultKeyedRateLimiter<IpAddr>>,
    clock: DefaultClock,
    trusted: Vec<IpAddr>,
}

impl Limits {
    /// From the settings; a rate of 0 switches them off.
    pub fn new(settings: &Settings) -> Self {
        let limiter = NonZeroU32::new(settings.rate_per_minute).map(|rate| {
            let burst = NonZeroU32::new((rate.get() / 4).max(1)).unwrap_or(rate);
            RateLimiter::keyed(Quota::per_minute(rate).allow_burst(burst))
        });
        Self {
            limiter,
            clock: DefaultClock::default(),
            trusted: settings.trusted_proxies.clone(),
        }
    }

    /// Seconds to wait, if the address has asked too often.
    pub fn wait(&self, request: &ServiceRequest) -> Option<u64> {
        let limiter = self.limiter.as_ref()?;
        let address = self.client(request.request())?;
        let early = limiter.check_key(&address).err()?;
        Some(early.wait_time_from(self.clock.now()).as_secs() + 1)
    }

    /// The network of the address that asks: the last number of IPv4 is left out.
    pub fn network(&self, request: &HttpRequest) -> String {
        match self.client(request) {
            Some(IpAddr::V4(v4)) => {
                let [a, b, c, _] = v4.octets();
                format!("{a}.{b}.{c}.0/24")
            }
            Some(IpAddr::V6(v6)) => format!("{v6}/64"),
            None => String::new(),
        }
    }

    /// Forgets addresses that have been quiet: called now and then.
    pub fn tidy(&self) {
        if let Some(limiter) = &self.limiter {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    /// The address that asks. `X-Forwarded-For` counts only from a trusted proxy, and only up to the
    /// last address that is none: what stands before it anybody could have written.
    fn client(&self, request: &HttpRequest) -> Option<IpAddr> {
        let peer = request.peer_addr()?.ip();
        if !self.trusted.contains(&peer) {
            return Some(network(peer));
        }
        let forwarded = request
            .headers()
            .get_all("x-forwarded-for")
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|part| part.trim().parse::<IpAddr>().ok())
            .collect::<Vec<_>>();
        let client = forwarded
            .into_iter()
            .rev()
            .find(|address| !self.trusted.contains(address));
        Some(network(client.unwrap_or(peer)))
    }
}

/// One household has a whole /64 of IPv6 addresses: it counts as one.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6(std::net::Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}
