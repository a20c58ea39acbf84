//! Enquiries as pages and messages read them.

use entity::{Locale, email_key, enquiry, producer_setting, producer_text, product, product_text, user};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use foundation::kernel::error::{Error, Result};

/// How a producer can be reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// The telephone it gives to buyers, E.164.
    pub phone: Option<String>,
    /// Whether it gets messages by e-mail.
    pub mailed: bool,
}

/// An enquiry with what messages about it say.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// The row.
    pub enquiry: enquiry::Model,
    /// Name of the service, in the language that was asked for where it has one.
    pub product: String,
    /// Its address part.
    pub slug: String,
    /// Name of who answers, likewise.
    pub producer: String,
    /// How they can be reached.
    pub contact: Contact,
    /// Whether the address on it is known to be that of who asked.
    pub proven: bool,
}

/// A person's enquiries, newest first.
pub async fn of_person(db: &impl ConnectionTrait, user_id: i64, most: u64) -> Result<Vec<enquiry::Model>> {
    Ok(enquiry::Entity::find()
        .filter(enquiry::Column::UserId.eq(user_id))
        .order_by_desc(enquiry::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// A producer's enquiries, newest first; those below `before` only.
pub async fn of_producer(
    db: &impl ConnectionTrait,
    producer_id: i64,
    before: Option<i64>,
    most: u64,
) -> Result<Vec<enquiry::Model>> {
    let mut query = enquiry::Entity::find().filter(enquiry::Column::ProducerId.eq(producer_id));
    if let Some(before) = before {
        query = query.filter(enquiry::Column::Id.lt(before));
    }
    Ok(query
        .order_by_desc(enquiry::Column::Id)
        .limit(most)
        .all(db)
        .await?)
}

/// How a producer can be reached.
pub async fn contact(db: &impl ConnectionTrait, producer_id: i64) -> Result<Contact> {
    let found = producer_setting::Entity::find_by_id(producer_id).one(db).await?;
    Ok(found.map_or_else(Contact::default, |row| Contact {
        phone: row.phone,
        mailed: row.email.is_some(),
    }))
}

/// An enquiry with what messages about it say in a language.
pub async fn whole(db: &impl ConnectionTrait, id: i64, locale: Locale) -> Result<Option<Whole>> {
    let Some(enquiry) = enquiry::Entity::find_by_id(id).one(db).await? else {
        return Ok(None);
    };
    let product = product::Entity::find_by_id(enquiry.product_id)
        .one(db)
        .await?
        .ok_or_else(|| Error::new("an enquiry about no product"))?;
    let translated = match locale {
        // What it was called then.
        Locale::Vi => None,
        Locale::En => {
            product_text::Entity::find()
                .filter(product_text::Column::ProductId.eq(product.id))
                .filter(product_text::Column::Locale.eq(Locale::En))
                .one(db)
                .await?
        }
    };
    let names = producer_text::Entity::find()
        .filter(producer_text::Column::ProducerId.eq(enquiry.producer_id))
        .all(db)
        .await?;
    let named = |locale: Locale| names.iter().find(|text| text.locale == locale);
    Ok(Some(Whole {
        product: translated.map_or_else(|| enquiry.product_name.clone(), |text| text.name),
        slug: product.slug,
        producer: named(locale)
            .or_else(|| named(Locale::Vi))
            .map(|text| text.name.clone())
            .unwrap_or_default(),
        contact: contact(db, enquiry.producer_id).await?,
        proven: proven(db, &enquiry).await?,
        enquiry,
    }))
}

/// Whether the address on an enquiry is one that its person has proven to be theirs.
async fn proven(db: &impl ConnectionTrait, enquiry: &enquiry::Model) -> Result<bool> {
    let (Some(id), Some(address)) = (enquiry.user_id, &enquiry.email) else {
        return Ok(false);
    };
    let person = user::Entity::find_by_id(id).one(db).await?;
    Ok(person.is_some_and(|row| {
        row.email_verified_at.is_some() && row.email_key.as_deref() == Some(email_key(address).as_str())
    }))
}
