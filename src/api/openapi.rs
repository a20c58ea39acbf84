//! The OpenAPI 3.1 document, made from the handlers and their types.
//!
//! One table both mounts the resources and names what the document describes; a test compares the two.

use std::sync::OnceLock;

use actix_web::HttpResponse;
use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig, get, method};
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::server::ServerBuilder;
use utoipa::openapi::{ContentBuilder, OpenApi as Description, Ref, RefOr};
use utoipa::{Modify, OpenApi};

use super::answer::{json, preflight};
use super::{certificates, events, geojson, places, producers, products, search, shapes, stories, taxonomy};
use shell::web::{Failure, Visit};

macro_rules! resources {
    ($($path:literal => $module:ident :: $handler:ident),+ $(,)?) => {
        /// What the document is made of.
        #[derive(OpenApi)]
        #[openapi(
            info(
                title = "Chợ Làng read API",
                version = "1.0.0",
                description = "Products, producers, places, fairs, stories and certificates of the OCOP \
                    programme in Hà Nội, as on the pages of Chợ Làng. No key is needed. Money is in whole \
                    đồng, days are ISO 8601 days in Việt Nam, moments are RFC 3339 in UTC. A certificate's \
                    stars come with the state of the certificate on the day of the answer; they are null \
                    when it has lapsed. Lists are paged by cursor: follow `next`. Answers carry a strong \
                    ETag; ask again with `If-None-Match`. Too many requests from one address answer 429 \
                    with `Retry-After`.",
                license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
            ),
            paths($($module::$handler),+),
            components(schemas(shapes::Problem)),
            modifiers(&Refusals)
        )]
        struct Document;

        /// The paths that are mounted.
        #[cfg(test)]
        const MOUNTED: &[&str] = &[$($path),+];

        /// Mounts every resource.
        pub fn mount(config: &mut ServiceConfig) {
            config
                $(.service(
                    web::resource($path)
                        .route(get().to($module::$handler))
                        .route(method(Method::OPTIONS).to(preflight)),
                ))+;
        }
    };
}

resources! {
    "/api/v1/search" => search::index,
    "/api/v1/products" => products::index,
    "/api/v1/products/{slug}" => products::show,
    "/api/v1/producers" => producers::index,
    "/api/v1/producers/{slug}" => producers::show,
    "/api/v1/places" => places::index,
    "/api/v1/places.geojson" => geojson::index,
    "/api/v1/places/{slug}" => places::show,
    "/api/v1/villages" => places::villages,
    "/api/v1/events" => events::index,
    "/api/v1/events/{slug}" => events::show,
    "/api/v1/stories" => stories::index,
    "/api/v1/stories/{slug}" => stories::show,
    "/api/v1/certificates/{code}" => certificates::show,
    "/api/v1/taxonomy" => taxonomy::index,
}

/// Puts the refusals, which are alike everywhere, on each operation.
struct Refusals;

impl Modify for Refusals {
    fn modify(&self, document: &mut Description) {
        for (path, item) in &mut document.paths.paths {
            let Some(operation) = item.get.as_mut() else {
                continue;
            };
            // `index` and `show` of every collection would share two names.
            operation.operation_id = Some(name_of(path));
            refuse(
                operation,
                "400",
                "A parameter makes no sense; `detail` begins with its name",
            );
            if path.contains('{') {
                refuse(
                    operation,
                    "301",
                    "The slug has changed; `Location` is the present resource",
                );
                refuse(operation, "404", "There is no such thing");
                refuse(operation, "410", "It was taken away for good");
            }
            refuse(
                operation,
                "304",
                "Nothing has changed since the ETag in `If-None-Match`",
            );
            refuse(
                operation,
                "429",
                "Too many requests; wait for the seconds in `Retry-After`",
            );
        }
    }
}

/// `/api/v1/products/{slug}` is `get_products_slug`.
fn name_of(path: &str) -> String {
    let path = path.trim_start_matches("/api/v1/").replace(['{', '}'], "");
    format!("get_{}", path.replace(['/', '.'], "_"))
}

fn refuse(operation: &mut Operation, status: &str, why: &str) {
    let response = ResponseBuilder::new().description(why);
    let response = if status.starts_with('4') {
        let schema = Ref::from_schema_name("Problem");
        response.content(
            "application/problem+json",
            ContentBuilder::new().schema(Some(schema)).build(),
        )
    } else {
        response
    };
    operation
        .responses
        .responses
        .insert(status.to_owned(), RefOr::T(response.build()));
}

/// The description without the site's own address.
pub fn document() -> &'static Description {
    static DOCUMENT: OnceLock<Description> = OnceLock::new();
    DOCUMENT.get_or_init(Document::openapi)
}

/// `/api/openapi.json`.
pub async fn show(visit: Visit) -> Result<HttpResponse, Failure> {
    let mut description = document().clone();
    description.servers = Some(vec![
        ServerBuilder::new()
            .url(visit.state.services.origin.as_ref())
            .build(),
    ]);
    json(&visit, &description)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    #[test]
    fn every_resource_is_described_and_every_description_is_mounted() {
        let described: BTreeSet<&str> = document().paths.paths.keys().map(String::as_str).collect();
        let mounted: BTreeSet<&str> = MOUNTED.iter().copied().collect();
        assert_eq!(described, mounted);
    }

    #[test]
    fn the_document_is_openapi_3_1_and_refers_to_nothing_that_is_missing() {
        let document = serde_json::to_value(document()).unwrap();
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
        let mut wanted = BTreeSet::new();
        references(&document, &mut wanted);
        assert!(wanted.len() > 20, "{wanted:?}");
        for reference in wanted {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(
                document.pointer(pointer).is_some(),
                "{reference} is not in the document"
            );
        }
    }

    #[test]
    fn every_operation_tells_what_it_is_and_every_parameter_what_it_means() {
        let document = serde_json::to_value(document()).unwrap();
        let mut names = BTreeSet::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            let operation = &item["get"];
            assert!(operation["summary"].is_string(), "{path}");
            assert!(
                names.insert(operation["operationId"].to_string()),
                "{path}: its operationId is taken"
            );
            assert!(operation["responses"]["400"]["content"]["application/problem+json"].is_object());
            for parameter in operation["parameters"].as_array().unwrap() {
                assert!(
                    parameter["description"].is_string(),
                    "{path}: {}",
                    parameter["name"]
                );
            }
            let placeholders = path.matches('{').count();
            let required = operation["parameters"].as_array().unwrap();
            let required = required
                .iter()
                .filter(|parameter| parameter["in"] == "path")
                .count();
            assert_eq!(placeholders, required, "{path}");
        }
    }

    fn references(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| match value {
                Value::String(to) if key == "$ref" => {
                    found.insert(to.clone());
                }
                other => references(other, found),
            }),
            Value::Array(list) => list.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }
}
