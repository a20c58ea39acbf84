//! Addresses of places, events and criteria, with who may use them.

use entity::Locale;
use shell::web::guarded::{Guarded, Need};
use shell::web::urls;

use super::{booths, criteria, events, place_edit, place_files, place_papers, place_sheets, places, results};

/// Every address in a language; what is spelled out stands before what has a hole in the same place.
pub(super) fn listed(locale: Locale) -> Vec<Guarded> {
    let at = |key| urls::office(locale, key);
    vec![
        Guarded::get(at("places"), Need::Officer, places::index),
        Guarded::get(at("places_csv"), Need::Officer, place_files::csv),
        Guarded::get(at("places_geojson"), Need::Officer, place_files::geojson),
        Guarded::get(at("places_import"), Need::Operator, place_files::ask),
        Guarded::post(at("places_import"), Need::Operator, place_files::stage),
        Guarded::get(at("places_staged"), Need::Operator, place_files::show),
        Guarded::post(at("places_staged"), Need::Operator, place_files::apply),
        Guarded::get(at("place_new"), Need::Operator, place_edit::blank),
        Guarded::post(at("place_new"), Need::Operator, place_edit::create),
        Guarded::get(at("place"), Need::Officer, place_edit::show),
        Guarded::post(at("place"), Need::Operator, place_edit::update),
        Guarded::post(at("place_confirm"), Need::Operator, places::confirm),
        Guarded::get(at("place_sheets"), Need::Officer, place_sheets::index),
        Guarded::post(at("place_sheets"), Need::Operator, place_sheets::create),
        Guarded::get(at("place_sheet"), Need::Officer, place_sheets::show),
        Guarded::post(at("place_papers"), Need::Operator, place_papers::attach),
        Guarded::get(at("place_paper"), Need::Officer, place_papers::download),
        Guarded::post(at("place_paper"), Need::Operator, place_papers::detach),
        Guarded::get(at("criteria"), Need::Officer, criteria::index),
        Guarded::get(at("criterion"), Need::Officer, criteria::show),
        Guarded::post(at("criterion"), Need::Operator, criteria::put),
        Guarded::get(at("events"), Need::Officer, events::index),
        Guarded::get(at("event_new"), Need::Operator, events::blank),
        Guarded::post(at("event_new"), Need::Operator, events::create),
        Guarded::get(at("event"), Need::Officer, events::show),
        Guarded::post(at("event"), Need::Operator, events::update),
        Guarded::get(at("event_booths"), Need::Officer, booths::index),
        Guarded::post(at("event_booths"), Need::Operator, booths::add),
        Guarded::get(at("event_booth"), Need::Operator, booths::show),
        Guarded::post(at("event_booth"), Need::Operator, booths::update),
        Guarded::get(at("event_plan"), Need::Officer, booths::plan),
        Guarded::get(at("event_results"), Need::Officer, results::show),
        Guarded::post(at("event_results"), Need::Operator, results::put),
    ]
}
