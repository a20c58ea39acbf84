//! Writing single rows: add, or bring up to date only what differs.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait,
};

use foundation::kernel::error::Result;

type ColumnOf<M> = <<M as ModelTrait>::Entity as EntityTrait>::Column;
type ActiveOf<M> = <<M as ModelTrait>::Entity as EntityTrait>::ActiveModel;

/// Inserts a row whose key the database gives; returns the row with it.
pub async fn add<M>(conn: &impl ConnectionTrait, row: M, id: ColumnOf<M>) -> Result<M>
where
    M: ModelTrait + IntoActiveModel<ActiveOf<M>>,
    M::Entity: EntityTrait<Model = M>,
    ActiveOf<M>: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
{
    let mut row = row.into_active_model();
    row.not_set(id);
    Ok(row.insert(conn).await?)
}

/// Writes a row whose key is known: inserts it, updates it, or leaves it when nothing differs.
/// Says whether it wrote.
pub async fn keep<M>(conn: &impl ConnectionTrait, known: Option<&M>, row: M) -> Result<bool>
where
    M: ModelTrait + PartialEq + IntoActiveModel<ActiveOf<M>>,
    M::Entity: EntityTrait<Model = M>,
    ActiveOf<M>: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
{
    match known {
        Some(known) if *known == row => Ok(false),
        Some(_) => {
            row.into_active_model().reset_all().update(conn).await?;
            Ok(true)
        }
        None => {
            let row = row.into_active_model().reset_all();
            M::Entity::insert(row).exec_without_returning(conn).await?;
            Ok(true)
        }
    }
}
