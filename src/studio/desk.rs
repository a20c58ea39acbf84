//! Who sits at the desk, and for which producer: everything a handler looks up begins here.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use entity::MemberRole;
use shell::web::{Failure, Shopper};

/// The cookie that says for which of several producers somebody works just now.
pub const PRODUCER: &str = "desk";

/// Somebody at the desk of a producer.
pub struct Desk {
    /// The request.
    pub shopper: Shopper,
    /// Who, as timelines and the audit write it: `user:7`.
    pub actor: String,
    /// The producer: the first argument of every query.
    pub producer: i64,
    /// What the person may do.
    pub role: MemberRole,
}

impl Desk {
    /// Whether the person may do everything.
    pub fn is_owner(&self) -> bool {
        self.role == MemberRole::Owner
    }
}

/// The same, for what only owners may do: nobody else finds the page.
pub struct OwnersDesk(pub Desk);

impl FromRequest for Desk {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let shopper = Shopper::from_request(request, payload);
        Box::pin(async move {
            let shopper = shopper.await?;
            let person = shopper.signed_in()?;
            let wanted: Option<i64> = shopper.cookie(PRODUCER).parse().ok();
            let (producer, role) = person
                .producers
                .iter()
                .find(|(producer, _)| Some(*producer) == wanted)
                .or(person.producers.first())
                .copied()
                .ok_or(Failure::NotFound)?;
            Ok(Self {
                shopper,
                actor: format!("user:{}", person.id),
                producer,
                role,
            })
        })
    }
}

impl FromRequest for OwnersDesk {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let desk = Desk::from_request(request, payload);
        Box::pin(async move {
            let desk = desk.await?;
            if desk.is_owner() {
                Ok(Self(desk))
            } else {
                Err(Failure::NotFound)
            }
        })
    }
}
