//! Measures an engine against judged queries: nDCG@10, MRR, success@3, false positives, latency.
//!
//! Relevance is binary; a story counts as its owner. A query whose list is empty must bring nothing:
//! anything is a false positive. Means run over the queries that have a list.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::io::Read;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::query::{Hits, Query};
use super::{SearchEngine, SearchError};

/// One judged query.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Judgment {
    /// As typed.
    pub query: String,
    /// What sort of query it is (`typo`, `english`, …); results are broken down by it.
    pub kind: String,
    /// `kind:slug` separated by `;`, empty if nothing may come back.
    pub relevant_slugs: String,
    /// Why.
    #[serde(default)]
    pub comment: String,
}

impl Judgment {
    fn relevant(&self) -> HashSet<&str> {
        self.relevant_slugs
            .split(';')
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .collect()
    }
}

/// Reads judged queries from CSV with the columns query, kind, relevant_slugs, comment.
pub fn read(source: impl Read) -> Result<Vec<Judgment>, csv::Error> {
    csv::Reader::from_reader(source).deserialize().collect()
}

/// How one query came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// As typed.
    pub query: String,
    /// Sort of query.
    pub kind: String,
    /// nDCG of the first ten; `None` for queries that must bring nothing.
    pub ndcg: Option<f64>,
    /// One over the rank of the first relevant hit, 0 if there is none.
    pub reciprocal_rank: f64,
    /// Is a relevant hit among the first three?
    pub success: bool,
    /// Something came back although nothing may.
    pub false_positive: bool,
    /// The first ten hits, `kind:slug`, with a `*` where relevant.
    pub found: Vec<String>,
    /// Relevant ones that are not among the first ten.
    pub missed: Vec<String>,
    /// Time of the search.
    pub took: Duration,
}

/// Means over a group of queries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Queries.
    pub queries: usize,
    /// Mean nDCG@10 of those that have a list.
    pub ndcg: f64,
    /// Mean reciprocal rank.
    pub mrr: f64,
    /// Share with a relevant hit among the first three.
    pub success: f64,
    /// Queries that must bring nothing and brought something.
    pub false_positives: usize,
}

/// The whole measurement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Over all queries.
    pub all: Summary,
    /// Per sort of query.
    pub per_kind: BTreeMap<String, Summary>,
    /// Median time of a search.
    pub p50: Duration,
    /// 99th percentile.
    pub p99: Duration,
    /// Every query.
    pub outcomes: Vec<Outcome>,
}

impl Report {
    /// Are the targets of the design met: nDCG@10 ≥ 0.92, success@3 ≥ 0.95, no false positive?
    pub fn meets_targets(&self) -> bool {
        self.all.ndcg >= 0.92 && self.all.success >= 0.95 && self.all.false_positives == 0
    }
}

/// Asks the engine every query and measures what comes back.
pub async fn evaluate(
    engine: &dyn SearchEngine,
    judgments: &[Judgment],
    today: NaiveDate,
) -> Result<Report, SearchError> {
    let mut outcomes = Vec::with_capacity(judgments.len());
    for judgment in judgments {
        let query = Query::new(&judgment.query, today);
        let start = Instant::now();
        let hits = engine.search(&query).await?;
        outcomes.push(judge(judgment, &hits, start.elapsed()));
    }
    let mut per_kind = BTreeMap::new();
    for outcome in &outcomes {
        per_kind
            .entry(outcome.kind.clone())
            .or_insert_with(Vec::new)
            .push(outcome);
    }
    let per_kind = per_kind
        .into_iter()
        .map(|(kind, of_kind)| (kind, summarize(&of_kind)))
        .collect();
    let mut times: Vec<Duration> = outcomes.iter().map(|o| o.took).collect();
    times.sort_unstable();
    Ok(Report {
        all: summarize(&outcomes.iter().collect::<Vec<_>>()),
        per_kind,
        p50: percentile(&times, 50),
        p99: percentile(&times, 99),
        outcomes,
    })
}

fn judge(judgment: &Judgment, hits: &Hits, took: Duration) -> Outcome {
    let relevant = judgment.relevant();
    let mut found: Vec<String> = Vec::new();
    for hit in &hits.items {
        let kind = hit.owner_kind.unwrap_or(hit.kind);
        let name = format!("{}:{}", kind.as_str(), hit.slug);
        if !found.contains(&name) {
            found.push(name);
        }
    }
    found.truncate(10);
    let is_hit: Vec<bool> = found
        .iter()
        .map(|name| relevant.contains(name.as_str()))
        .collect();
    let first = is_hit.iter().position(|hit| *hit);
    let missed = relevant
        .iter()
        .filter(|name| !found.iter().any(|f| f == *name))
        .map(|n| (*n).to_owned())
        .collect();
    Outcome {
        query: judgment.query.clone(),
        kind: judgment.kind.clone(),
        ndcg: (!relevant.is_empty()).then(|| ndcg(&is_hit, relevant.len())),
        reciprocal_rank: first.map_or(0.0, |at| 1.0 / rank(at)),
        success: first.is_some_and(|at| at < 3),
        false_positive: relevant.is_empty() && !hits.items.is_empty(),
        found: found
            .iter()
            .zip(&is_hit)
            .map(|(n, hit)| if *hit { format!("*{n}") } else { n.clone() })
            .collect(),
        missed,
        took,
    }
}

fn ndcg(is_hit: &[bool], relevant: usize) -> f64 {
    let gain = |at: usize| 1.0 / (rank(at) + 1.0).log2();
    let got: f64 = is_hit
        .iter()
        .enumerate()
        .filter(|(_, hit)| **hit)
        .map(|(at, _)| gain(at))
        .sum();
    let ideal: f64 = (0..relevant.min(10)).map(gain).sum();
    if ideal > 0.0 { got / ideal } else { 0.0 }
}

#[expect(clippy::cast_precision_loss, reason = "ranks are small")]
fn rank(at: usize) -> f64 {
    (at + 1) as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn summarize(outcomes: &[&Outcome]) -> Summary {
    let listed: Vec<_> = outcomes.iter().filter_map(|o| Some((o.ndcg?, *o))).collect();
    let mean = |value: &dyn Fn(&Outcome, f64) -> f64| {
        if listed.is_empty() {
            1.0
        } else {
            listed.iter().map(|(n, o)| value(o, *n)).sum::<f64>() / listed.len() as f64
        }
    };
    Summary {
        queries: outcomes.len(),
        ndcg: mean(&|_, ndcg| ndcg),
        mrr: mean(&|o, _| o.reciprocal_rank),
        success: mean(&|o, _| f64::from(u8::from(o.success))),
        false_positives: outcomes.iter().filter(|o| o.false_positive).count(),
    }
}

/// The nearest-rank percentile of sorted times.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(at).copied().unwrap_or_default()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<18}{:>8}{:>9}{:>8}{:>11}{:>10}",
            "kind", "queries", "nDCG@10", "MRR", "success@3", "false +"
        )?;
        let rows = self
            .per_kind
            .iter()
            .map(|(kind, s)| (kind.as_str(), s))
            .chain([("all", &self.all)]);
        for (kind, s) in rows {
            writeln!(
                f,
                "{kind:<18}{:>8}{:>9.3}{:>8.3}{:>11.3}{:>10}",
                s.queries, s.ndcg, s.mrr, s.success, s.false_positives
            )?;
        }
        for o in self
            .outcomes
            .iter()
            .filter(|o| o.false_positive || o.ndcg.is_some_and(|n| n < 0.8))
        {
            writeln!(
                f,
                "weak: {:?} ({}) nDCG {:.2}",
                o.query,
                o.kind,
                o.ndcg.unwrap_or(0.0)
            )?;
            writeln!(f, "    found  {}", o.found.join(" "))?;
            writeln!(f, "    missed {}", o.missed.join(" "))?;
        }
        write!(
            f,
            "p50 {:.1} ms, p99 {:.1} ms",
            self.p50.as_secs_f64() * 1e3,
            self.p99.as_secs_f64() * 1e3
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gain_is_discounted() {
        assert!((ndcg(&[true, true], 2) - 1.0).abs() < 1e-9);
        assert!(ndcg(&[false, true], 1) < 0.7);
        assert!((ndcg(&[], 3)).abs() < 1e-9);
    }
}
