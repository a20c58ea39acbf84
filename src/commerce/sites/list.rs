//! The office's list: what nobody has confirmed comes first, then what was confirmed longest ago.

use chrono::NaiveDate;
use entity::{Locale, PlaceKind, PlaceStatus, Precision, PublicStatus, place, place_text};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, Order, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

use foundation::kernel::error::Result;
use foundation::kernel::fold::fold;

/// What the list is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted<'a> {
    /// Words of the name, the address or the address part; empty: all.
    pub q: &'a str,
    /// Only of this kind.
    pub kind: Option<PlaceKind>,
    /// Only in this state.
    pub status: Option<PlaceStatus>,
    /// Only in this commune.
    pub commune: Option<i64>,
}

/// A place in the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Key.
    pub id: i64,
    /// Revision that a confirmation refers to.
    pub revision: i64,
    /// Vietnamese name.
    pub name: String,
    /// What stands there.
    pub kind: PlaceKind,
    /// Whether it can be visited.
    pub status: PlaceStatus,
    /// What the public sees.
    pub public: PublicStatus,
    /// Its commune.
    pub commune_id: Option<i64>,
    /// How exactly its position is known; empty: it has none.
    pub precision: Option<Precision>,
    /// Day somebody last confirmed it.
    pub last_confirmed_on: Option<NaiveDate>,
}

fn narrowed(wanted: Wanted<'_>) -> Select<place::Entity> {
    let mut query = place::Entity::find();
    if let Some(kind) = wanted.kind {
        query = query.filter(place::Column::Kind.eq(kind));
    }
    if let Some(status) = wanted.status {
        query = query.filter(place::Column::Status.eq(status));
    }
    if let Some(commune) = wanted.commune {
        query = query.filter(place::Column::CommuneId.eq(commune));
    }
    // Folded words are letters, digits and blanks: nothing that LIKE would take for a sign of its own.
    let words = fold(wanted.q);
    if !words.is_empty() {
        let named = Query::select()
            .column(place_text::Column::PlaceId)
            .from(place_text::Entity)
            .and_where(Expr::col(place_text::Column::SearchKey).like(format!("%{words}%")))
            .to_owned();
        let slug = words.replace(' ', "-");
        query = query.filter(
            Condition::any()
                .add(place::Column::Id.in_subquery(named))
                .add(place::Column::Slug.contains(slug.as_str())),
        );
    }
    query
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait, wanted: Wanted<'_>) -> Result<u64> {
    Ok(narrowed(wanted).count(db).await?)
}

/// At most so many places after `skip`.
pub async fn list(
    db: &impl ConnectionTrait,
    wanted: Wanted<'_>,
    (skip, most): (u64, u64),
) -> Result<Vec<Listed>> {
    let rows = narrowed(wanted)
        // The databases put empty days at different ends.
        .order_by(
            Expr::col((place::Entity, place::Column::LastConfirmedOn)).is_null(),
            Order::Desc,
        )
        .order_by_asc(place::Column::LastConfirmedOn)
        .order_by_asc(place::Column::Id)
        .offset(skip)
        .limit(most)
        .all(db)
        .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
    let names: std::collections::HashMap<i64, String> = place_text::Entity::find()
        .select_only()
        .columns([place_text::Column::PlaceId, place_text::Column::Name])
        .filter(place_text::Column::PlaceId.is_in(ids))
        .filter(place_text::Column::Locale.eq(Locale::Vi))
        .into_tuple::<(i64, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| Listed {
            name: names.get(&row.id).cloned().unwrap_or(row.slug),
            id: row.id,
            revision: row.revision,
            kind: row.kind,
            status: row.status,
            public: row.public,
            commune_id: row.commune_id,
            precision: row.precision,
            last_confirmed_on: row.last_confirmed_on,
        })
        .collect())
}
