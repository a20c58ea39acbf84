//! What is asked of the server for a reading: one look-up per word and pair, each with a weight.

use super::super::language::{Class, Guess, Reading};
use super::super::pipeline;
use super::super::query::Query;
use super::store::pair;

/// One look-up.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// One word in quotes: exactly this, neither longer nor misspelt.
    pub text: String,
    /// Where it is looked up.
    pub fields: &'static [&'static str],
    /// What a document that has it gains.
    pub weight: f32,
}

/// Most look-ups per query; the weakest are left out.
const MOST: usize = 60;

/// The look-ups for a reading, strongest first.
pub fn probes(reading: &Reading) -> Vec<Probe> {
    let content = reading
        .slots()
        .iter()
        .filter(|s| s.class == Class::Content)
        .count();
    let mut out = Vec::new();
    let mut add = |text: &str, fields: &'static [&'static str], weight: f32| {
        out.push(Probe {
            text: format!("\"{text}\""),
            fields,
            weight,
        });
    };
    for (nth, sequence) in reading.sequences.iter().enumerate() {
        let single = sequence.slots.len() == 1;
        for slot in &sequence.slots {
            if (slot.class != Class::Content && content > 0) || (nth > 0 && !single) {
                continue;
            }
            for form in &slot.forms {
                let sure = if form.guess == Guess::No { 1.0 } else { 0.5 };
                let weight = sequence.weight * slot.weight * sure;
                add(&form.key, &["title"], 1.0 * weight);
                add(&form.key, &["title", "name"], 2.0 * weight);
                if content <= 1 || nth > 0 {
                    add(&form.key, &["body"], 0.5 * weight);
                }
            }
        }
        for window in sequence.slots.windows(2) {
            let [left, right] = window else { continue };
            for a in &left.forms {
                for b in right
                    .forms
                    .iter()
                    .filter(|b| a.guess == Guess::No || b.guess == Guess::No)
                {
                    let sure = if a.guess == b.guess { 1.0 } else { 0.6 };
                    add(&pair(&a.key, &b.key), &["pair"], 3.0 * sequence.weight * sure);
                }
            }
        }
    }
    out.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    out.truncate(MOST);
    out
}

/// The filter of a query in the server's language. Only our own words and quoted values go in.
pub fn filter(reading: &Reading, query: &Query) -> Option<String> {
    let any = |facts: Vec<String>| {
        let quoted: Vec<String> = facts.iter().map(|fact| quote(fact)).collect();
        format!("facts IN [{}]", quoted.join(", "))
    };
    let mut parts: Vec<String> = pipeline::facts_asked(reading, query)
        .into_iter()
        .map(any)
        .collect();
    parts.extend(query.filters.price_min.map(|min| format!("price >= {min}")));
    parts.extend(query.filters.price_max.map(|max| format!("price <= {max}")));
    parts.extend(query.filters.near.map(|near| {
        let (lat, lon) = (near.centre.lat(), near.centre.lon());
        format!("_geoRadius({lat}, {lon}, {})", near.metres.ceil())
    }));
    (!parts.is_empty()).then(|| parts.join(" AND "))
}

/// A value between quotes, whatever is in it.
pub fn quote(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::today;
    use super::*;

    #[test]
    fn values_cannot_leave_their_quotes() {
        let mut query = Query::new("x", today());
        query.filters.communes = vec!["a\" OR price > 0 OR \"".to_owned()];
        let text = filter(&Reading::default(), &query).expect("a filter");
        assert_eq!(text, "facts IN [\"commune:a\\\" OR price > 0 OR \\\"\"]");
    }
}
