//! Who sits in the office.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use entity::StaffRole;
use shell::web::{Failure, Shopper};

/// Somebody of the programme office: reads everything.
pub struct Officer {
    /// The request.
    pub shopper: Shopper,
    /// Who, as the audit writes it: `user:7`.
    pub actor: String,
    /// What the person is to the office.
    pub role: StaffRole,
}

impl Officer {
    /// Whether the person may change things.
    pub fn is_operator(&self) -> bool {
        self.role == StaffRole::Operator
    }
}

/// The operator: changes things. Nobody else finds the page.
pub struct Operator(pub Officer);

impl FromRequest for Officer {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let shopper = Shopper::from_request(request, payload);
        Box::pin(async move {
            let shopper = shopper.await?;
            let person = shopper.signed_in()?;
            let role = person.staff.ok_or(Failure::NotFound)?;
            Ok(Self {
                shopper,
                actor: format!("user:{}", person.id),
                role,
            })
        })
    }
}

impl FromRequest for Operator {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Failure>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let officer = Officer::from_request(request, payload);
        Box::pin(async move {
            let officer = officer.await?;
            if officer.is_operator() {
                Ok(Self(officer))
            } else {
                Err(Failure::NotFound)
            }
        })
    }
}
