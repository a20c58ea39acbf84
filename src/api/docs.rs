//! `/api/docs`: the OpenAPI document as a page for people, without a script.

#![expect(
    clippy::indexing_slicing,
    reason = "a missing key of a JSON value reads as null"
)]

use actix_web::HttpResponse;
use serde::Serialize;
use serde_json::Value;

use super::answer::language;
use super::openapi::document;
use super::shapes::absolute;
use foundation::kernel::error::Context;
use shell::web::{Failure, Meta, Visit, urls};

/// Values for the placeholders of examples.
const EXAMPLES: [(&str, &str); 2] = [("{slug}", "SLUG"), ("{code}", "CODE")];

#[derive(Serialize)]
struct DocsPage {
    title: String,
    version: String,
    intro: String,
    openapi_url: &'static str,
    sections: Vec<Section>,
    schemas: Vec<Schema>,
}

/// The resources of a tag.
#[derive(Serialize)]
struct Section {
    id: String,
    title: String,
    operations: Vec<OperationView>,
}

#[derive(Serialize)]
struct OperationView {
    id: String,
    path: String,
    summary: String,
    parameters: Vec<Field>,
    responses: Vec<Answer>,
    curl: String,
}

#[derive(Serialize)]
struct Answer {
    status: String,
    text: String,
    schema: Option<String>,
}

/// A parameter or a field of a schema.
#[derive(Serialize)]
struct Field {
    name: String,
    kind: String,
    text: String,
    required: bool,
    schema: Option<String>,
}

#[derive(Serialize)]
struct Schema {
    name: String,
    text: String,
    fields: Vec<Field>,
}

/// `/api/docs`, in the frame of either language; the description itself is in English.
pub async fn show(mut visit: Visit) -> Result<HttpResponse, Failure> {
    language(&mut visit)?;
    let description = serde_json::to_value(document()).context("the API's description")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let title = text(&description["info"]["title"]);
    let page = DocsPage {
        version: text(&description["info"]["version"]),
        intro: text(&description["info"]["description"]),
        openapi_url: "/api/openapi.json",
        sections: sections(&visit, &description),
        schemas: schemas(&description),
        title: title.clone(),
    };
    let paths = entity::Locale::ALL.map(|locale| urls::fixed(locale, "api_docs").to_owned());
    let [vi, en] = paths;
    let meta = Meta::new(title, vi, en)
        .about("The read API of Chợ Làng: products, producers, places, fairs, stories and certificates.");
    visit.page("api/docs.html", meta, &page)
}

fn sections(visit: &Visit, description: &Value) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (path, item) in description["paths"].as_object().into_iter().flatten() {
        let operation = &item["get"];
        let tag = operation["tags"][0].as_str().unwrap_or("other");
        let view = operation_view(visit, path, operation);
        match sections.iter_mut().find(|section| section.id == tag) {
            Some(section) => section.operations.push(view),
            None => sections.push(Section {
                id: tag.to_owned(),
                title: capital(tag),
                operations: vec![view],
            }),
        }
    }
    sections
}

fn operation_view(visit: &Visit, path: &str, operation: &Value) -> OperationView {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let parameters: Vec<Field> = parameters
        .map(|parameter| Field {
            name: word(&parameter["name"]),
            kind: kind(&parameter["schema"]),
            text: word(&parameter["description"]),
            required: parameter["required"].as_bool().unwrap_or(false),
            schema: None,
        })
        .collect();
    let responses = operation["responses"].as_object().into_iter().flatten();
    let responses = responses
        .map(|(status, response)| {
            let content = response["content"].as_object();
            let schema = content.and_then(|content| content.values().next());
            Answer {
                status: status.clone(),
                text: word(&response["description"]),
                schema: schema.and_then(|content| referred(&content["schema"])),
            }
        })
        .collect();
    let example = operation["parameters"]
        .as_array()
        .into_iter()
        .flatten()
        .find_map(|parameter| {
            let example = parameter["example"].as_str()?;
            (parameter["name"] != "lang").then(|| (word(&parameter["name"]), example.to_owned()))
        });
    let query = example.map_or_else(String::new, |(name, value)| urls::query(&[(&name, &value)]));
    let filled = EXAMPLES
        .iter()
        .fold(path.to_owned(), |path, (from, to)| path.replace(from, to));
    OperationView {
        id: path.trim_matches('/').replace(['/', '{', '}', '.'], "-"),
        curl: format!("curl '{}'", absolute(visit, &format!("{filled}{query}"))),
        path: path.to_owned(),
        summary: word(&operation["summary"]),
        parameters,
        responses,
    }
}

fn schemas(description: &Value) -> Vec<Schema> {
    let all = description["components"]["schemas"].as_object();
    all.into_iter()
        .flatten()
        .map(|(name, schema)| {
            let mut fields = Vec::new();
            collect(schema, &mut fields);
            Schema {
                name: name.clone(),
                text: word(&schema["description"]),
                fields,
            }
        })
        .collect()
}

/// The fields of a schema; what it is composed of stands as a reference in front.
fn collect(schema: &Value, fields: &mut Vec<Field>) {
    let parts = ["allOf", "oneOf"]
        .into_iter()
        .filter_map(|key| schema[key].as_array());
    for part in parts.flatten() {
        match referred(part) {
            Some(name) => fields.push(Field {
                name: String::new(),
                kind: String::new(),
                text: word(&part["description"]),
                required: false,
                schema: Some(name),
            }),
            None => collect(part, fields),
        }
    }
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        fields.push(Field {
            kind: kind(field),
            text: word(&field["description"]),
            required: required.contains(&name.as_str()),
            schema: referred(field).or_else(|| referred(&field["items"])),
            name: name.clone(),
        });
    }
}

/// The type of a schema in a few words.
fn kind(schema: &Value) -> String {
    let mut words = match &schema["type"] {
        Value::String(one) => one.clone(),
        Value::Array(several) => {
            let several: Vec<&str> = several.iter().filter_map(Value::as_str).collect();
            several.join(" or ")
        }
        _ if schema["oneOf"][0]["type"] == "null" => "object or null".to_owned(),
        _ => "object".to_owned(),
    };
    if let Some(format) = schema["format"].as_str() {
        words = format!("{words} ({format})");
    }
    let bounds = (schema["minimum"].as_f64(), schema["maximum"].as_f64());
    if let (Some(least), Some(most)) = bounds {
        words = format!("{words}, {least} to {most}");
    }
    if !schema["default"].is_null() {
        words = format!("{words}, default {}", schema["default"]);
    }
    words
}

/// The schema that is referred to, by name; also through "or null".
fn referred(schema: &Value) -> Option<String> {
    let several = schema["oneOf"].as_array().into_iter().flatten();
    std::iter::once(schema)
        .chain(several)
        .find_map(|schema| schema["$ref"].as_str())
        .and_then(|reference| reference.rsplit('/').next())
        .map(str::to_owned)
}

fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemas_are_told_with_their_fields() {
        let description = serde_json::to_value(document()).unwrap();
        let schemas = schemas(&description);
        let seal = schemas.iter().find(|schema| schema.name == "Seal").unwrap();
        let stars = seal.fields.iter().find(|field| field.name == "stars").unwrap();
        assert_eq!(stars.kind, "integer or null (int32), 3 to 5");
        assert!(stars.text.contains("null"));
        let item = schemas
            .iter()
            .find(|schema| schema.name == "ProductItem")
            .unwrap();
        assert!(
            item.fields
                .iter()
                .any(|field| field.schema.as_deref() == Some("Seal"))
        );
        assert!(
            item.fields
                .iter()
                .any(|field| field.schema.as_deref() == Some("Link"))
        );
    }
}
