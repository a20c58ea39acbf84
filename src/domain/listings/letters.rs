//! What owners are told of a decision.

use entity::{Locale, MemberRole, producer_member, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use foundation::kernel::error::Result;
use foundation::mail::Letter;

/// Where a letter leads: the path of a page in the language of the letter, by the key of what it is about.
pub type PathOf = fn(Locale, i64) -> String;

/// A decision as it is told.
pub(super) struct Decided<'a> {
    /// What it is of, so that each is told once: `listing:7:3`.
    pub key: String,
    /// Name of the listing, title of the story.
    pub what: &'a str,
    /// Why it was sent back; `None` when it is public now.
    pub reason: Option<&'a str>,
    /// Key of what the letter leads to.
    pub subject: i64,
}

/// The letters to all owners of a producer that left an address.
pub(super) async fn to_owners(
    txn: &impl ConnectionTrait,
    producer: i64,
    decided: &Decided<'_>,
    path: PathOf,
) -> Result<Vec<Letter>> {
    let owners: Vec<i64> = producer_member::Entity::find()
        .select_only()
        .column(producer_member::Column::UserId)
        .filter(producer_member::Column::ProducerId.eq(producer))
        .filter(producer_member::Column::Role.eq(MemberRole::Owner))
        .into_tuple()
        .all(txn)
        .await?;
    let people = user::Entity::find()
        .filter(user::Column::Id.is_in(owners))
        .filter(user::Column::ErasedAt.is_null())
        .all(txn)
        .await?;
    Ok(people
        .into_iter()
        .filter_map(|person| {
            let recipient = person.email?;
            Some(Letter {
                key: format!("change_answered:{}:{}", decided.key, person.id),
                template: "change_answered",
                locale: person.locale,
                recipient,
                payload: json!({
                    "name": person.name,
                    "url": path(person.locale, decided.subject),
                    "what": decided.what,
                    "approved": decided.reason.is_none(),
                    "reason": decided.reason.unwrap_or_default(),
                }),
            })
        })
        .collect())
}
