//! Figures for the operator in the Prometheus text format.

use std::sync::atomic::AtomicU64;

use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// What requests are counted by.
#[derive(Clone, Debug, Hash, PartialEq, Eq, EncodeLabelSet)]
pub struct Labels {
    status: u16,
    cached: bool,
}

/// Counters of requests.
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    /// Hits are counted apart, without labels: they come by the ten thousand.
    hits: Counter<u64, AtomicU64>,
    seconds: Histogram,
    /// Jobs that wait.
    pub jobs_waiting: Gauge,
    /// Jobs that were given up.
    pub jobs_dead: Gauge,
    /// Version of the public content.
    pub version: Gauge,
}

impl Metrics {
    /// All at nought.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("cho_lang");
        let requests = Family::<Labels, Counter>::default();
        let hits = Counter::default();
        let seconds = Histogram::new([0.001, 0.005, 0.02, 0.05, 0.1, 0.3, 1.0, 3.0]);
        let (jobs_waiting, jobs_dead, version) = (Gauge::default(), Gauge::default(), Gauge::default());
        registry.register(
            "requests",
            "Requests that were worked on, by status",
            requests.clone(),
        );
        registry.register(
            "page_cache_hits",
            "Requests answered from the page cache",
            hits.clone(),
        );
        registry.register("request_seconds", "Time to work on a request", seconds.clone());
        registry.register("jobs_waiting", "Jobs that wait", jobs_waiting.clone());
        registry.register("jobs_dead", "Jobs that were given up", jobs_dead.clone());
        registry.register(
            "catalogue_version",
            "Version of the public content",
            version.clone(),
        );
        Self {
            registry,
            requests,
            hits,
            seconds,
            jobs_waiting,
            jobs_dead,
            version,
        }
    }

    pub(super) fn hit(&self) {
        self.hits.inc();
    }

    pub(super) fn worked(&self, status: u16, seconds: f64) {
        self.requests
            .get_or_create(&Labels {
                status,
                cached: false,
            })
            .inc();
        self.seconds.observe(seconds);
    }

    /// The figures as text.
    pub fn text(&self) -> String {
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}
