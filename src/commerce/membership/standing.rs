//! Whether the public sees a producer. The operator takes one away for a time, with everything it offers, and
//! brings it back; orders that are open go on.

use chrono::{DateTime, Utc};
use entity::{LegalForm, Locale, PublicStatus, producer, producer_text};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, Statement};
use serde_json::json;

use super::settings::owners;
use foundation::audit::{self, Act};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::{Answer, Result};
use foundation::kernel::fold::fold;
use foundation::mail::{self, Letter};
use foundation::publication;

/// A producer as the office lists it.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Stands {
    /// Key.
    pub id: i64,
    /// Address part.
    pub slug: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Legal form.
    pub legal_form: LegalForm,
    /// What the public sees.
    pub status: PublicStatus,
}

/// Why it was taken away or brought back, and where letters about it lead.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// Who decides, as the audit writes it.
    pub actor: &'a str,
    /// Why, in the operator's words; owners read it.
    pub reason: &'a str,
    /// The address of the desk in a language.
    pub link: fn(Locale) -> String,
}

/// Why nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandingRefusal {
    /// There is no such producer.
    Missing,
    /// It stands elsewhere meanwhile.
    Moved,
}

/// Takes a producer away: its page, its products, its place on the map and in the search, from the next edition on.
pub async fn suspend(
    db: &Db,
    now: DateTime<Utc>,
    producer_id: i64,
    standing: Standing<'_>,
) -> Answer<(), StandingRefusal> {
    let moved = (PublicStatus::Published, PublicStatus::Hidden);
    retried(|| turn(db, now, producer_id, moved, standing)).await
}

/// Brings it back.
pub async fn reinstate(
    db: &Db,
    now: DateTime<Utc>,
    producer_id: i64,
    standing: Standing<'_>,
) -> Answer<(), StandingRefusal> {
    let moved = (PublicStatus::Hidden, PublicStatus::Published);
    retried(|| turn(db, now, producer_id, moved, standing)).await
}

async fn turn(
    db: &Db,
    now: DateTime<Utc>,
    producer_id: i64,
    (from, to): (PublicStatus, PublicStatus),
    standing: Standing<'_>,
) -> Answer<(), StandingRefusal> {
    let txn = write_txn(db).await?;
    let Some(known) = one(&txn, producer_id).await? else {
        return Ok(Err(StandingRefusal::Missing));
    };
    let revision = publication::announce(&txn, now).await?;
    let turned = producer::Entity::update_many()
        .col_expr(producer::Column::Status, Expr::value(word(to)))
        .col_expr(producer::Column::UpdatedAt, Expr::value(now))
        .col_expr(producer::Column::Revision, Expr::value(revision))
        .filter(producer::Column::Id.eq(producer_id))
        .filter(producer::Column::Status.eq(from))
        .exec(&txn)
        .await?;
    if turned.rows_affected != 1 {
        return Ok(Err(StandingRefusal::Moved));
    }
    let (action, template) = match to {
        PublicStatus::Hidden => ("producer.suspend", "producer_suspended"),
        _ => ("producer.reinstate", "producer_reinstated"),
    };
    let act = Act {
        actor: standing.actor,
        action,
        subject_kind: "producer",
        subject_id: Some(producer_id),
        before: Some(json!({"status": word(from)})),
        after: Some(json!({"status": word(to)})),
        reason: Some(standing.reason),
    };
    audit::record(&txn, now, act).await?;
    let letters = owners(&txn, producer_id)
        .await?
        .into_iter()
        .filter_map(|owner| {
            Some(Letter {
                key: format!("{template}:{producer_id}:{revision}:{}", owner.id),
                template,
                locale: owner.locale,
                recipient: owner.email?,
                payload: json!({
                    "name": owner.name,
                    "producer": known.name,
                    "note": standing.reason,
                    "url": (standing.link)(owner.locale),
                }),
            })
        })
        .collect();
    mail::put(&txn, now, letters).await?;
    txn.commit().await?;
    Ok(Ok(()))
}

/// The word a state is stored as.
const fn word(status: PublicStatus) -> &'static str {
    match status {
        PublicStatus::Draft => "draft",
        PublicStatus::Published => "published",
        PublicStatus::Hidden => "hidden",
        PublicStatus::Retired => "retired",
    }
}

/// A producer, whatever the public sees of it.
pub async fn one(db: &impl ConnectionTrait, producer_id: i64) -> Result<Option<Stands>> {
    let Some(row) = producer::Entity::find_by_id(producer_id).one(db).await? else {
        return Ok(None);
    };
    let text = producer_text::Entity::find_by_id((producer_id, Locale::Vi))
        .one(db)
        .await?;
    let name = text.map_or_else(|| row.slug.clone(), |text| text.name);
    Ok(Some(stands(row, name)))
}

fn stands(row: producer::Model, name: String) -> Stands {
    Stands {
        id: row.id,
        slug: row.slug,
        name,
        legal_form: row.legal_form,
        status: row.status,
    }
}

/// Producers in the order of their names, after the first `skip`; those whose name holds `query`, and those in a
/// state.
pub async fn all(
    db: &impl ConnectionTrait,
    query: &str,
    status: Option<PublicStatus>,
    (skip, most): (i64, i64),
) -> Result<Vec<Stands>> {
    let folded = fold(query);
    let sql = "SELECT p.id AS id, p.slug AS slug, t.name AS name, p.legal_form AS legal_form, p.status AS status \
         FROM producers p JOIN producer_texts t ON t.producer_id = p.id AND t.locale = 'vi' \
         WHERE ($1 = '' OR t.search_key LIKE $2) AND ($3 = '' OR p.status = $3) \
         ORDER BY t.sort_key, p.id LIMIT $4 OFFSET $5";
    let values: [sea_orm::Value; 5] = [
        folded.clone().into(),
        format!("%{folded}%").into(),
        status.map(word).unwrap_or_default().into(),
        most.into(),
        skip.into(),
    ];
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Stands::find_by_statement(statement).all(db).await?)
}
