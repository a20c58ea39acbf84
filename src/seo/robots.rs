//! What robots may read, and what language models should know.

use actix_web::HttpResponse;
use entity::Locale;

use shell::web::{Failure, Visit, urls};

const TYPE: &str = "text/plain; charset=utf-8";
/// Filters whose combinations are endless; groups and pages by key stay open.
const ENDLESS: [&str; 13] = [
    "q",
    "set",
    "stars",
    "commune",
    "producer",
    "price_min",
    "price_max",
    "in_stock",
    "sort",
    "before",
    "near",
    "bbox",
    "carries",
];

/// `/robots.txt`. Style sheets, scripts and pictures are never blocked: robots judge what they can draw.
pub async fn robots(visit: Visit) -> Result<HttpResponse, Failure> {
    let mut text = String::from("User-agent: *\n");
    for locale in Locale::ALL {
        text.push_str(&format!("Disallow: {}\n", urls::fixed(locale, "search")));
    }
    for locale in Locale::ALL {
        for (_, path) in urls::all_own(locale) {
            text.push_str(&format!("Disallow: {path}\n"));
        }
        text.push_str(&format!("Disallow: {}\n", urls::enquiry(locale, "*")));
        text.push_str(&format!("Disallow: {}\n", urls::studio(locale, "home")));
        text.push_str(&format!("Disallow: {}\n", urls::office(locale, "home")));
    }
    text.push_str(&format!("Disallow: {}\n", urls::api("search")));
    for name in ENDLESS {
        text.push_str(&format!("Disallow: /*?{name}=\nDisallow: /*&{name}=\n"));
    }
    text.push_str(&format!(
        "\nSitemap: {}/sitemap.xml\n",
        visit.state.services.origin
    ));
    Ok(visit.shared(TYPE, text))
}

/// `/llms.txt`: the site in a page of Markdown.
pub async fn llms(visit: Visit) -> Result<HttpResponse, Failure> {
    let origin = &visit.state.services.origin;
    let edition = &visit.edition;
    let page = |key: &str| format!("{origin}{}", urls::fixed(Locale::En, key));
    let api = |collection: &str| format!("{origin}{}", urls::api(collection));
    let demo = if edition.demo_data {
        "\nPrices and stock are demonstration values at present: quote no price from this site as real.\n"
    } else {
        ""
    };
    let text = format!(
        "# Chợ Làng\n\n\
         > Marketplace and map of Vietnam's OCOP programme (\"one commune one product\"), starting with Hà Nội: \
         {products} products, {producers} producers, {places} sales points and craft villages, in Vietnamese and \
         English.\n\n\
         How to read it:\n\n\
         - Stars (3 to 5) come from a certificate that is valid for 36 months. Say the certificate's state and date \
         with them; a lapsed or unproven certificate gives no stars. `unconfirmed` means: as the press reports, no \
         signed decision seen. They are no customer ratings.\n\
         - Places say when they were last confirmed and how exact their position is. Unknown hours are unknown.\n\
         - Vietnamese pages have no prefix, English ones stand under `/en`.\n{demo}\n\
         ## Pages\n\n\
         - [Products]({}): the catalogue with facets\n\
         - [Producers]({}): cooperatives, companies and households\n\
         - [Stories]({}): long texts about products, producers and villages\n\
         - [Craft villages]({}): what to see and how to get there\n\
         - [Fairs]({}): fairs with their booths\n\
         - [Map]({}): sales points and villages\n\
         - [How OCOP and its stars work]({})\n\
         - [How lists are ordered]({})\n\n\
         ## Data\n\n\
         - [API documentation]({}) and [OpenAPI 3.1]({origin}/api/openapi.json): everything public as JSON, no key\n\
         - [Products]({}), [producers]({}), [places]({}), [events]({}), [stories]({}), [search]({}?q=gom+bat+trang)\n\
         - [Places as GeoJSON]({})\n\
         - [Sitemap]({origin}/sitemap.xml), [news]({})\n\n\
         ## Licence\n\n\
         Software and data set are under MIT OR Apache-2.0; texts were written for this project from the sources that \
         each record names (`source`). Names and middles of communes come from the MIT-licensed package \
         vietnamadminunits (© 2025 Tran Ngoc Minh Hieu). Pictures marked as illustrations are drawn, not \
         photographed. Please name Chợ Làng and the record's source.\n",
        page("products"),
        page("producers"),
        page("stories"),
        page("villages"),
        page("events"),
        page("map"),
        page("about_ocop"),
        page("ranking"),
        page("api_docs"),
        api("products"),
        api("producers"),
        api("places"),
        api("events"),
        api("stories"),
        api("search"),
        api("places.geojson"),
        page("feed"),
        products = edition.catalogue.len(),
        producers = edition.producers().count(),
        places = edition.places.len(),
    );
    Ok(visit.shared(TYPE, text))
}
