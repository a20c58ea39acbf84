//! The producer's desk (`/nguoi-ban`, `/en/studio`): for a bookkeeper with one phone and a weak network. Everything
//! looked up here starts from the producer the session works for: the query for somebody else's row does not exist.

mod apply;
mod apply_papers;
mod apply_steps;
mod bank_form;
mod cod;
mod cod_lines;
pub mod desk;
mod enquiries;
mod figures;
mod figures_page;
mod frame;
mod holiday;
mod home;
mod invitation;
mod listing;
mod listings;
mod order;
mod order_cards;
mod order_money;
mod order_page;
mod order_steps;
mod orders;
mod papers;
mod payouts;
mod people;
mod pictures;
mod point;
mod point_code;
mod point_contact;
mod point_days;
mod point_desk;
mod point_hours;
mod point_scan;
mod point_shelf;
mod preview;
mod print;
mod returns;
mod settings;
mod sheets;
mod statements;
mod stock;
mod story;
mod table;
mod table_import;
mod terms;
mod typed;
mod variants;
mod words;

use actix_web::web::ServiceConfig;
use entity::Locale;
use shell::web::guarded::{Guarded, Need, mount};
use shell::web::urls;

/// Every address of the desk in a language, with who may use it.
pub fn listed(locale: Locale) -> Vec<Guarded> {
    let at = |key| urls::studio(locale, key);
    vec![
        Guarded::get(at("home"), Need::Member, home::show),
        Guarded::post(at("switch"), Need::Member, home::switch),
        Guarded::get(at("orders"), Need::Member, orders::show),
        Guarded::get(at("order"), Need::Member, order::show),
        Guarded::post(at("order_step"), Need::Member, order_steps::step),
        Guarded::post(at("order_cancel"), Need::Member, order_steps::cancel),
        Guarded::post(at("order_refund"), Need::Member, order_money::refund),
        Guarded::post(at("order_sent"), Need::Member, order_money::sent),
        Guarded::post(at("order_received"), Need::Member, order_money::received),
        Guarded::post(at("order_return"), Need::Member, returns::answer),
        Guarded::get(at("order_picture"), Need::Member, returns::picture),
        Guarded::get(at("order_slip"), Need::Member, sheets::slip),
        Guarded::get(at("order_label"), Need::Member, sheets::label),
        Guarded::get(at("pick_list"), Need::Member, sheets::pick_list),
        Guarded::get(at("statements"), Need::Member, statements::show),
        Guarded::post(at("statements"), Need::Member, statements::book),
        Guarded::post(at("statement_match"), Need::Member, statements::settle),
        Guarded::post(at("statement_aside"), Need::Member, statements::aside),
        Guarded::get(at("payouts"), Need::Owner, payouts::show),
        Guarded::get(at("cod"), Need::Member, cod::show),
        Guarded::post(at("cod"), Need::Member, cod::create),
        Guarded::post(at("cod_settle"), Need::Member, cod::settle),
        Guarded::get(at("cod_batch"), Need::Member, cod::batch),
        Guarded::get(at("stock"), Need::Member, stock::show),
        Guarded::post(at("stock"), Need::Member, stock::count),
        Guarded::post(at("stock_made"), Need::Member, stock::made_to_order),
        Guarded::get(at("enquiries"), Need::Member, enquiries::show),
        Guarded::post(at("enquiry_mark"), Need::Member, enquiries::mark),
        Guarded::get(at("figures"), Need::Owner, figures::show),
        Guarded::get(at("figures_table"), Need::Owner, figures::table),
        Guarded::get(at("listings"), Need::Member, listings::index),
        Guarded::get(at("listing_new"), Need::Owner, listings::new),
        Guarded::post(at("listing_new"), Need::Owner, listings::create),
        Guarded::get(at("listing_table"), Need::Owner, table::show),
        Guarded::post(at("listing_table"), Need::Owner, table::create),
        Guarded::get(at("listing_file"), Need::Owner, table::download),
        Guarded::get(at("listing_import"), Need::Owner, table_import::show),
        Guarded::post(at("listing_import"), Need::Owner, table_import::confirm),
        Guarded::get(at("listing"), Need::Owner, listing::show),
        Guarded::post(at("listing"), Need::Owner, listing::update),
        Guarded::post(at("listing_act"), Need::Owner, listings::act),
        Guarded::get(at("listing_preview"), Need::Owner, preview::show),
        Guarded::get(at("pictures"), Need::Owner, pictures::show),
        Guarded::post(at("pictures"), Need::Owner, pictures::create),
        Guarded::post(at("pictures_order"), Need::Owner, pictures::arrange),
        Guarded::post(at("terms"), Need::Owner, terms::update),
        Guarded::get(at("papers"), Need::Owner, papers::show),
        Guarded::post(at("papers"), Need::Owner, papers::create),
        Guarded::get(at("paper"), Need::Owner, papers::download),
        Guarded::post(at("paper_remove"), Need::Owner, papers::destroy),
        Guarded::get(at("packs"), Need::Owner, variants::index),
        Guarded::post(at("packs"), Need::Owner, variants::create),
        Guarded::get(at("pack"), Need::Owner, variants::show),
        Guarded::post(at("pack"), Need::Owner, variants::update),
        Guarded::get(at("print"), Need::Member, print::show),
        Guarded::post(at("print"), Need::Member, print::create),
        Guarded::get(at("stories"), Need::Owner, story::index),
        Guarded::get(at("story"), Need::Owner, story::show),
        Guarded::post(at("story"), Need::Owner, story::update),
        Guarded::get(at("apply"), Need::Person, apply::show),
        Guarded::post(at("apply"), Need::Person, apply::begin),
        Guarded::get(at("apply_who"), Need::Person, apply_steps::who),
        Guarded::post(at("apply_who"), Need::Person, apply_steps::save_who),
        Guarded::get(at("apply_contact"), Need::Person, apply_steps::contact),
        Guarded::post(at("apply_contact"), Need::Person, apply_steps::save_contact),
        Guarded::get(at("apply_bank"), Need::Person, apply_steps::bank),
        Guarded::post(at("apply_bank"), Need::Person, apply_steps::save_bank),
        Guarded::get(at("apply_papers"), Need::Person, apply_papers::show),
        Guarded::post(at("apply_papers"), Need::Person, apply_papers::create),
        Guarded::get(at("apply_paper"), Need::Person, apply_papers::download),
        Guarded::post(at("apply_paper_remove"), Need::Person, apply_papers::destroy),
        Guarded::get(at("apply_send"), Need::Person, apply::review),
        Guarded::post(at("apply_send"), Need::Person, apply::send),
        Guarded::post(at("apply_withdraw"), Need::Person, apply::withdraw),
        Guarded::get(at("people"), Need::Owner, people::show),
        Guarded::post(at("people_invite"), Need::Owner, people::invite),
        Guarded::post(at("people_withdraw"), Need::Owner, people::withdraw),
        Guarded::post(at("people_role"), Need::Owner, people::update),
        Guarded::post(at("people_remove"), Need::Owner, people::destroy),
        Guarded::get(at("invitation"), Need::Person, invitation::show),
        Guarded::post(at("invitation"), Need::Person, invitation::accept),
        Guarded::get(at("settings"), Need::Owner, settings::show),
        Guarded::post(at("settings_contact"), Need::Owner, settings::contact),
        Guarded::post(at("settings_bank"), Need::Owner, settings::bank),
        Guarded::post(at("settings_ways"), Need::Owner, settings::ways),
        Guarded::post(at("settings_delivery"), Need::Owner, settings::delivery),
        Guarded::post(at("settings_holiday"), Need::Owner, holiday::update),
        Guarded::post(at("settings_stock"), Need::Owner, settings::stock),
        Guarded::get(at("points"), Need::Keeper, point::index),
        Guarded::get(at("point"), Need::Keeper, point::show),
        Guarded::post(at("point_confirm"), Need::Keeper, point::confirm),
        Guarded::post(at("point_state"), Need::Keeper, point::turn),
        Guarded::get(at("point_shelf"), Need::Keeper, point_shelf::show),
        Guarded::post(at("point_shelf"), Need::Keeper, point_shelf::update),
        Guarded::get(at("point_scan"), Need::Keeper, point_scan::show),
        Guarded::post(at("point_scan"), Need::Keeper, point_scan::create),
        Guarded::get(at("point_hours"), Need::Keeper, point_hours::show),
        Guarded::post(at("point_hours"), Need::Keeper, point_hours::update),
        Guarded::post(at("point_days"), Need::Keeper, point_days::update),
        Guarded::get(at("point_contact"), Need::Keeper, point_contact::show),
        Guarded::post(at("point_contact"), Need::Keeper, point_contact::update),
    ]
}

/// Mounts the desk in both languages.
pub fn routes(config: &mut ServiceConfig) {
    for locale in Locale::ALL {
        mount(config, listed(locale));
    }
}
