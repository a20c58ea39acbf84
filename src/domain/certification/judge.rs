//! What a line of a file means, compared with the certificates its product has.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::{CertificateDay, EvidenceGrade, ImportVerdict};

use super::facts::{Facts, Field, Problem, Problems, Typed, judge_facts};
use super::model::{DRAWN, draw_code, mark};
use super::register::{Match, Register};
use crate::ratings::Certificate;
use foundation::kernel::error::Result;
use foundation::kernel::secrets::Secrets;

/// What a line means.
#[derive(Clone, Debug, Default)]
pub(super) struct Judged {
    pub verdict: Option<ImportVerdict>,
    pub product_id: Option<i64>,
    pub certificate_id: Option<i64>,
    pub wanted: Option<Certificate>,
    pub before: Option<Certificate>,
    pub mark: Option<String>,
    pub problems: Problems,
    pub candidates: Vec<i64>,
}

impl Judged {
    fn refused(problems: Problems) -> Self {
        Self {
            verdict: Some(ImportVerdict::Refused),
            problems,
            ..Self::default()
        }
    }
}

/// Judges the lines of one file, one after the other: a line also meets those before it.
pub(super) struct Judge<'a> {
    register: &'a Register,
    secrets: &'a Secrets,
    today: NaiveDate,
    /// What the lines so far add to a product.
    added: HashMap<i64, Vec<Certificate>>,
    /// Certificates that lines so far prove.
    proven: HashSet<i64>,
    /// Codes that lines so far take.
    codes: HashSet<String>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(register: &'a Register, secrets: &'a Secrets, today: NaiveDate) -> Self {
        Self {
            register,
            secrets,
            today,
            added: HashMap::new(),
            proven: HashSet::new(),
            codes: HashSet::new(),
        }
    }

    /// What a line means. What is wrong with its cells is said together with what is wrong with its product.
    /// `kept` is the certificate the line made when it was judged before: a code that was drawn stays.
    pub(super) fn judge(&mut self, typed: &Typed, kept: Option<&Certificate>) -> Result<Judged> {
        let facts = judge_facts(typed, self.today, false);
        let found = self.register.find(typed);
        let (facts, product) = match (facts, found) {
            (Err(mut wrong), Match::Nothing(field, problem)) => {
                wrong.push((field, problem));
                return Ok(Judged::refused(wrong));
            }
            (Err(wrong), _) => return Ok(Judged::refused(wrong)),
            (Ok(_), Match::Nothing(field, problem)) => {
                return Ok(Judged::refused(vec![(field, problem)]));
            }
            (Ok(_), Match::Several(candidates)) => {
                return Ok(Judged {
                    verdict: Some(ImportVerdict::Ambiguous),
                    candidates,
                    ..Judged::default()
                });
            }
            (Ok(facts), Match::Product(product)) => (facts, product),
        };
        self.compare(product, &facts, kept)
    }

    fn compare(&mut self, product: i64, facts: &Facts, kept: Option<&Certificate>) -> Result<Judged> {
        let known = self.register.certificates(product);
        let judged = Judged {
            product_id: Some(product),
            mark: Some(mark(known)?),
            ..Judged::default()
        };
        let earlier = self.added.get(&product).map_or(&[][..], Vec::as_slice);
        if earlier.iter().any(|one| is_same(one, facts)) {
            return Ok(Judged::refused(vec![(Field::DecisionNo, Problem::Twice)]));
        }
        if let Some(same) = known.iter().find(|one| is_same(one, facts)) {
            return Ok(Judged {
                verdict: Some(ImportVerdict::Unchanged),
                before: Some(same.clone()),
                ..judged
            });
        }
        if let Some(vague) = known.iter().find(|one| is_proven_by(one, facts)) {
            if !self.proven.insert(vague.id) {
                return Ok(Judged::refused(vec![(Field::DecisionNo, Problem::Twice)]));
            }
            return Ok(Judged {
                verdict: Some(ImportVerdict::Proof),
                certificate_id: Some(vague.id),
                wanted: Some(vague.proven(facts)),
                before: Some(vague.clone()),
                ..judged
            });
        }
        let code = match &facts.code {
            // A code that is known told which product; the new certificate gets one of its own.
            Some(code) if self.register.holder(code).is_none() => {
                if !self.codes.insert(code.clone()) {
                    return Ok(Judged::refused(vec![(Field::Code, Problem::Twice)]));
                }
                code.clone()
            }
            _ => match kept.filter(|kept| kept.code.starts_with(DRAWN)) {
                Some(kept) if self.register.holder(&kept.code).is_none() => kept.code.clone(),
                _ => draw_code(self.secrets)?,
            },
        };
        let newest = known
            .iter()
            .chain(earlier)
            .max_by_key(|one| (one.issued_latest, one.id))
            .cloned();
        let verdict = verdict(newest.as_ref(), facts);
        let wanted = Certificate::new(product, code, facts);
        self.added.entry(product).or_default().push(wanted.clone());
        Ok(Judged {
            verdict: Some(verdict),
            wanted: Some(wanted),
            before: newest,
            ..judged
        })
    }
}

/// What a new certificate is, beside the newest one of its product.
fn verdict(newest: Option<&Certificate>, facts: &Facts) -> ImportVerdict {
    let Some(newest) = newest else {
        return ImportVerdict::New;
    };
    if newest
        .issued_earliest
        .is_some_and(|day| facts.signed.latest < day)
    {
        return ImportVerdict::Earlier;
    }
    match facts.stars.cmp(&newest.stars) {
        std::cmp::Ordering::Less => ImportVerdict::Downgrade,
        std::cmp::Ordering::Equal => ImportVerdict::Renewal,
        std::cmp::Ordering::Greater => ImportVerdict::Upgrade,
    }
}

/// Whether a certificate says all that is typed already: stars, day and decision, and is believed as far.
pub(super) fn is_same(known: &Certificate, facts: &Facts) -> bool {
    let better = grade_rank(known.grade) <= grade_rank(facts.grade);
    known.stars == facts.stars
        && known.signed() == Some(facts.signed)
        && better
        && (known.decision_no == facts.decision_no || facts.decision_no.is_none())
}

/// Whether facts are of a certificate that is known by less: the same stars, days that fit, no other decision.
fn is_proven_by(known: &Certificate, facts: &Facts) -> bool {
    let fits = match known.signed() {
        None => true,
        Some(span) => contains(span, facts.signed),
    };
    let decision = match (&known.decision_no, &facts.decision_no) {
        (Some(known), Some(told)) => known == told,
        _ => true,
    };
    known.revoked_on.is_none()
        && known.stars == facts.stars
        && fits
        && decision
        && grade_rank(facts.grade) <= grade_rank(known.grade)
        && known.grade != EvidenceGrade::A
}

fn contains(outer: CertificateDay, inner: CertificateDay) -> bool {
    outer.earliest <= inner.earliest && inner.latest <= outer.latest
}

/// A before B before C.
const fn grade_rank(grade: EvidenceGrade) -> u8 {
    match grade {
        EvidenceGrade::A => 0,
        EvidenceGrade::B => 1,
        EvidenceGrade::C => 2,
    }
}
