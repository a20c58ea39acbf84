//! What is left of addresses that are no more: old slugs, and things taken away for good.

use std::collections::{HashMap, HashSet};

use entity::{OwnerKind, PublicStatus, event, place, producer, product, slug_history, story};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use foundation::kernel::db::Db;
use foundation::kernel::error::Result;

/// Old slugs and retired ones.
#[derive(Debug, Default)]
pub(super) struct Traces {
    moved: HashMap<OwnerKind, HashMap<String, i64>>,
    gone: HashMap<OwnerKind, HashSet<String>>,
}

macro_rules! retired {
    ($db:expr, $entity:ident, $status:ident) => {
        $entity::Entity::find()
            .select_only()
            .column($entity::Column::Slug)
            .filter($entity::Column::$status.eq(PublicStatus::Retired))
            .into_tuple::<String>()
            .all($db)
            .await?
            .into_iter()
            .collect::<HashSet<String>>()
    };
}

impl Traces {
    pub(super) async fn load(db: &Db) -> Result<Self> {
        let mut moved: HashMap<OwnerKind, HashMap<String, i64>> = HashMap::new();
        for row in slug_history::Entity::find().all(db).await? {
            moved
                .entry(row.kind)
                .or_default()
                .insert(row.old_slug, row.owner_id);
        }
        let gone = HashMap::from([
            (OwnerKind::Product, retired!(db, product, Status)),
            (OwnerKind::Producer, retired!(db, producer, Status)),
            (OwnerKind::Place, retired!(db, place, Public)),
            (OwnerKind::Event, retired!(db, event, Status)),
            (OwnerKind::Story, retired!(db, story, Status)),
        ]);
        Ok(Self { moved, gone })
    }

    pub(super) fn moved(&self, kind: OwnerKind, slug: &str) -> Option<i64> {
        self.moved.get(&kind)?.get(slug).copied()
    }

    pub(super) fn gone(&self, kind: OwnerKind, slug: &str) -> bool {
        self.gone.get(&kind).is_some_and(|slugs| slugs.contains(slug))
    }
}
