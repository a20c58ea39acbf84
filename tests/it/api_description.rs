//! The OpenAPI document against the site that runs: every path answers, and every answer of the real
//! data has the shape that is described.

use serde_json::Value;

use super::support::app::shared;

/// Follows a reference.
fn resolved<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(reference) => {
            let found = document.pointer(reference.trim_start_matches('#'));
            found.unwrap_or_else(|| panic!("{reference} is missing"))
        }
        None => schema,
    }
}

/// The names of the types that a schema allows.
fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().map(|one| one.as_str().unwrap()).collect(),
        _ => Vec::new(),
    }
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("an unknown type: {other}"),
    }
}

/// What does not fit, as a sentence. Part of JSON Schema, all that the document uses.
fn check(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let schema = resolved(document, schema);
    for part in schema["allOf"].as_array().into_iter().flatten() {
        check(document, part, value, at)?;
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let fits = choices
            .iter()
            .filter(|choice| check(document, choice, value, at).is_ok())
            .count();
        if fits == 0 {
            return Err(format!("{at}: {value} fits none of {choices:?}"));
        }
    }
    let types = types(schema);
    if !types.is_empty() && !types.iter().any(|name| is_of(value, name)) {
        return Err(format!("{at}: {value} is none of {types:?}"));
    }
    for (bound, wrong) in [("minimum", -1.0), ("maximum", 1.0)] {
        if let (Some(bound), Some(number)) = (schema[bound].as_f64(), value.as_f64())
            && (number - bound) * wrong > 0.0
        {
            return Err(format!("{at}: {number} is beyond {bound}"));
        }
    }
    if let Some(object) = value.as_object() {
        for name in schema["required"].as_array().into_iter().flatten() {
            if !object.contains_key(name.as_str().unwrap()) {
                return Err(format!("{at}: {name} is missing"));
            }
        }
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            if let Some(value) = object.get(name) {
                check(document, field, value, &format!("{at}.{name}"))?;
            }
        }
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        if schema["items"].is_object() {
            check(document, &schema["items"], item, &format!("{at}[{index}]"))?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_described_path_answers_as_described() {
    let site = shared();
    let document = site.get("/api/openapi.json").await.is(200).json();
    assert_eq!(document["servers"][0]["url"].as_str(), Some(site.base.as_str()));
    let product = site.get("/api/v1/products?limit=1").await.json();
    let code = product["data"][0]["certificate"]["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let mut checked = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let schema =
            |status: &str, kind: &str| item["get"]["responses"][status]["content"][kind]["schema"].clone();
        let mut addresses = Vec::new();
        if let Some(list) = path.strip_suffix("/{slug}") {
            let body = site.get(&format!("{list}?limit=100")).await.is(200).json();
            let items = body["data"].as_array().unwrap();
            assert!(!items.is_empty(), "{list} is empty");
            addresses.extend(
                items
                    .iter()
                    .step_by(9)
                    .map(|item| format!("{list}/{}?lang=en", item["slug"].as_str().unwrap())),
            );
        } else {
            addresses.push(path.replace("{code}", &code));
            addresses.push(format!(
                "{}?limit=100&lang=en&q=tra",
                path.replace("{code}", &code)
            ));
        }
        for address in addresses {
            let answer = site.get(&address).await.is(200);
            let schema = schema("200", answer.header("content-type"));
            assert!(
                schema.is_object(),
                "{address}: {} is not described",
                answer.header("content-type")
            );
            check(&document, &schema, &answer.json(), &address).unwrap();
            checked += 1;
        }
        let refused = site
            .get(&format!(
                "{}?lang=xx",
                path.replace("{slug}", "x").replace("{code}", &code)
            ))
            .await;
        let refused = refused.is(400);
        check(
            &document,
            &schema("400", "application/problem+json"),
            &refused.json(),
            path,
        )
        .unwrap();
    }
    assert!(checked > 60, "{checked}");
}

#[test]
fn the_check_itself_can_fail() {
    let document = serde_json::json!({"components": {"schemas": {"A": {
        "type": "object", "required": ["n"], "properties": {"n": {"type": ["integer", "null"], "maximum": 5}}
    }}}});
    let schema = serde_json::json!({"type": "array", "items": {"$ref": "#/components/schemas/A"}});
    let fits = |value: Value| check(&document, &schema, &value, "it").is_ok();
    assert!(fits(serde_json::json!([{"n": 3}, {"n": null}])));
    assert!(!fits(serde_json::json!([{"n": "3"}])));
    assert!(!fits(serde_json::json!([{"n": 6}])));
    assert!(!fits(serde_json::json!([{}])));
    assert!(!fits(serde_json::json!({})));
}

#[tokio::test]
async fn the_page_for_people_names_every_path_and_needs_no_script() {
    let site = shared();
    let document = site.get("/api/openapi.json").await.json();
    for page in ["/api/docs", "/api/docs?lang=en"] {
        let answer = site.get(page).await.is(200);
        let text = answer.main();
        for path in document["paths"].as_object().unwrap().keys() {
            assert!(
                text.contains(&format!("GET {path}")),
                "{page} does not name {path}"
            );
        }
        assert_eq!(answer.attributes("main [lang]", "lang")[0], "en");
        let scripts = answer.attributes("script[src]", "src");
        assert!(
            scripts.iter().all(|src| src.starts_with("/assets/")),
            "{scripts:?}"
        );
        let ids = answer.attributes("main [id]", "id");
        for target in answer.attributes("main a[href^='#']", "href") {
            assert!(
                ids.iter().any(|id| format!("#{id}") == target),
                "{page}: {target} leads nowhere"
            );
        }
        let unique: std::collections::BTreeSet<&String> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "an id stands twice");
    }
}
