//! Routes with who may use them: the desks list theirs here, and a test walks the list as everybody who may not.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, Responder, Route};

/// Who may use an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Anybody who is signed in.
    Person,
    /// Whoever works for a producer.
    Member,
    /// Owners of a producer.
    Owner,
    /// Whoever keeps the record of a sales point.
    Keeper,
    /// The programme office, reading and reporting.
    Officer,
    /// The operator alone.
    Operator,
}

/// A route with who may use it.
pub struct Guarded {
    /// Method.
    pub method: Method,
    /// Path with its holes.
    pub path: String,
    /// Who may use it. The handler's own extractor sees to that; this says so to the test.
    pub need: Need,
    route: Route,
}

impl Guarded {
    /// A page.
    pub fn get<F, Args>(path: String, need: Need, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self {
            method: Method::GET,
            path,
            need,
            route: web::get().to(handler),
        }
    }

    /// What a form is sent to.
    pub fn post<F, Args>(path: String, need: Need, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        Self {
            method: Method::POST,
            path,
            need,
            route: web::post().to(handler),
        }
    }
}

/// Mounts routes.
pub fn mount(config: &mut ServiceConfig, routes: Vec<Guarded>) {
    for guarded in routes {
        config.route(&guarded.path, guarded.route);
    }
}
