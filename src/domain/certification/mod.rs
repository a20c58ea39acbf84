//! What the office records of certificates: one by hand, many from a file of decisions, proofs, revocations and the
//! papers behind them. Stars follow by themselves: everything here writes certificates and announces the products.
//!
//! Every write holds the row of the catalogue version, like an import of the data set does, so that what was compared
//! is what is written. What the office recorded has a row in `certificate_records` and is not the data set's to change.

mod apply;
mod columns;
mod facts;
mod imports;
mod judge;
mod list;
mod model;
mod papers;
mod preview;
mod reading;
mod record;
mod register;
mod revoke;
mod undo;

pub use apply::{ApplyRefusal, apply};
pub use columns::{exported, lines, template};
pub use facts::{Facts, Field, Problem, Typed, judge_facts};
pub use imports::{Counts, Import, Line, by_id, counts, imports, lines_of};
pub use list::{Listed, Sift, Wanted, found_products, list, of_product};
pub use model::{mark, read_certificate};
pub use papers::{FORGET_JOB, Paper, expect, forget, paper, papers_of};
pub use preview::{MOST_CANDIDATES, choose, discard, prepare, reconsider};
pub use record::{Kept, RecordRefusal, prove, record};
pub use register::{Names, names_of};
pub use revoke::{MOST_REVOKED, Revocation, RevokeRefusal, chosen, revoke};
pub use undo::{UndoRefusal, undo};

use chrono::{DateTime, Utc};
use entity::{catalogue_state, certificate, certificate_record, product};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use foundation::kernel::db::Txn;
use foundation::kernel::error::{Error, Result};
use foundation::publication;

/// How many keys go into one `IN (…)`.
const KEYS: usize = 5_000;

/// Holds the row of the catalogue version until the transaction ends: nobody else writes certificates meanwhile.
async fn hold(txn: &Txn) -> Result<()> {
    catalogue_state::Entity::find_by_id(1)
        .lock_exclusive()
        .one(txn)
        .await?
        .ok_or_else(|| Error::new("the row of the catalogue version is missing"))?;
    Ok(())
}

/// Says that certificates are as the office left them; those that are known as such stay as they are.
async fn claim(
    txn: &Txn,
    now: DateTime<Utc>,
    actor: &str,
    import: Option<i64>,
    certificates: &[i64],
) -> Result<()> {
    for some in certificates.chunks(KEYS) {
        let rows = some.iter().map(|id| certificate_record::ActiveModel {
            certificate_id: Set(*id),
            import_id: Set(import),
            revoked_decision: Set(None),
            recorded_by: Set(actor.to_owned()),
            recorded_at: Set(now),
        });
        certificate_record::Entity::insert_many(rows)
            .on_conflict(
                OnConflict::column(certificate_record::Column::CertificateId)
                    .do_nothing()
                    .to_owned(),
            )
            .exec_without_returning(txn)
            .await?;
    }
    Ok(())
}

/// Announces products whose certificates changed: pages, facet, API and search follow with the next edition.
async fn announce(txn: &Txn, now: DateTime<Utc>, products: &[i64]) -> Result<()> {
    let revision = publication::announce(txn, now).await?;
    for some in products.chunks(KEYS) {
        product::Entity::update_many()
            .col_expr(product::Column::Revision, Expr::value(revision))
            .filter(product::Column::Id.is_in(some.iter().copied()))
            .exec(txn)
            .await?;
    }
    Ok(())
}

/// All certificates of some products, by key.
async fn of_products(
    db: &impl sea_orm::ConnectionTrait,
    products: &[i64],
) -> Result<Vec<certificate::Model>> {
    let mut found = Vec::new();
    for some in products.chunks(KEYS) {
        let rows = certificate::Entity::find()
            .filter(certificate::Column::ProductId.is_in(some.iter().copied()))
            .order_by_asc(certificate::Column::Id)
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}
