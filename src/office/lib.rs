//! The operator's office (`/quan-tri`, `/en/office`): the city's programme office approves, records, keeps the map
//! true and reports. Whoever only reads finds the pages; what changes something is for the operator, and every
//! change is written down.

mod applications;
mod audit;
mod booths;
mod certificate;
mod certificate_import;
mod certificate_imports;
mod certificate_record;
mod certificates;
mod changes;
mod complaints;
mod criteria;
pub mod desk;
mod events;
mod figures;
mod frame;
mod health;
mod hide;
mod home;
mod jobs;
mod keepers;
mod legal;
mod money;
mod place_edit;
mod place_files;
mod place_papers;
mod place_routes;
mod place_sheets;
mod place_words;
mod places;
mod producers;
mod programme;
mod queue;
mod report_pages;
mod results;
mod site;
mod story_changes;
mod target;

use actix_web::web::ServiceConfig;
use entity::Locale;
use shell::web::guarded::{Guarded, Need, mount};
use shell::web::urls;

/// Every address of the office in a language, with who may use it.
pub fn listed(locale: Locale) -> Vec<Guarded> {
    let mut all = desks(locale);
    all.extend(place_routes::listed(locale));
    all
}

fn desks(locale: Locale) -> Vec<Guarded> {
    let at = |key| urls::office(locale, key);
    let mut routes = vec![
        Guarded::get(at("home"), Need::Officer, home::show),
        Guarded::get(at("audit"), Need::Officer, audit::show),
        Guarded::get(at("audit_csv"), Need::Officer, audit::table),
        Guarded::get(at("jobs"), Need::Officer, jobs::show),
        Guarded::post(at("job_act"), Need::Operator, jobs::job),
        Guarded::post(at("mail_act"), Need::Operator, jobs::message),
        Guarded::get(at("health"), Need::Officer, health::show),
        Guarded::get(at("hide"), Need::Officer, hide::show),
        Guarded::post(at("hide"), Need::Operator, hide::turn),
        Guarded::post(at("dossier"), Need::Operator, hide::dossier),
        Guarded::get(at("site"), Need::Officer, site::show),
        Guarded::post(at("site"), Need::Operator, site::update),
        Guarded::get(at("legal"), Need::Officer, legal::show),
        Guarded::post(at("legal"), Need::Operator, legal::update),
        Guarded::get(at("complaints"), Need::Officer, complaints::index),
        Guarded::get(at("complaint"), Need::Officer, complaints::show),
        Guarded::post(at("complaint"), Need::Operator, complaints::update),
        Guarded::get(at("money"), Need::Officer, money::show),
        Guarded::post(at("money_match"), Need::Operator, money::settle),
        Guarded::post(at("money_aside"), Need::Operator, money::aside),
        Guarded::post(at("payout"), Need::Operator, money::make),
        Guarded::post(at("payout_paid"), Need::Operator, money::paid),
        Guarded::get(at("changes"), Need::Officer, changes::index),
        Guarded::get(at("change"), Need::Officer, changes::show),
        Guarded::post(at("change"), Need::Operator, changes::decide),
        Guarded::get(at("change_paper"), Need::Officer, changes::paper),
        Guarded::get(at("story_change"), Need::Officer, story_changes::show),
        Guarded::post(at("story_change"), Need::Operator, story_changes::decide),
        Guarded::get(at("applications"), Need::Officer, queue::show),
        Guarded::get(at("application"), Need::Officer, applications::show),
        Guarded::get(at("application_paper"), Need::Officer, applications::download),
        Guarded::post(at("application_take"), Need::Operator, applications::take),
        Guarded::post(at("application_ticks"), Need::Operator, applications::ticks),
        Guarded::post(at("application_decision"), Need::Operator, applications::decide),
        Guarded::get(at("requirements"), Need::Officer, queue::requirements),
        Guarded::get(at("requirement"), Need::Officer, queue::requirement),
        Guarded::post(at("requirement"), Need::Operator, queue::put),
        Guarded::get(at("certificates"), Need::Officer, certificates::index),
        Guarded::get(at("certificates_csv"), Need::Officer, certificates::csv),
        Guarded::get(at("certificates_xlsx"), Need::Officer, certificates::xlsx),
        Guarded::get(at("certificates_revoke"), Need::Operator, certificates::choose),
        Guarded::post(at("certificates_revoke"), Need::Operator, certificates::revoke),
        Guarded::get(at("certificate_find"), Need::Officer, certificate::find),
        Guarded::get(at("certificate_product"), Need::Officer, certificate::show),
        Guarded::post(
            at("certificate_product"),
            Need::Operator,
            certificate_record::record,
        ),
        Guarded::get(at("certificate_prove"), Need::Operator, certificate_record::proof),
        Guarded::post(at("certificate_prove"), Need::Operator, certificate_record::prove),
        Guarded::get(at("certificate_paper"), Need::Officer, certificate::download),
        Guarded::get(
            at("certificate_imports"),
            Need::Officer,
            certificate_imports::index,
        ),
        Guarded::post(
            at("certificate_imports"),
            Need::Operator,
            certificate_imports::create,
        ),
        Guarded::get(
            at("certificate_template_csv"),
            Need::Officer,
            certificate_imports::csv,
        ),
        Guarded::get(
            at("certificate_template_xlsx"),
            Need::Officer,
            certificate_imports::xlsx,
        ),
        Guarded::get(at("certificate_import"), Need::Officer, certificate_import::show),
        Guarded::post(
            at("certificate_import"),
            Need::Operator,
            certificate_import::update,
        ),
        Guarded::get(at("producers"), Need::Officer, producers::list),
        Guarded::get(at("producer"), Need::Officer, producers::show),
        Guarded::post(at("producer_standing"), Need::Operator, producers::turn),
        Guarded::get(at("keepers"), Need::Officer, keepers::list),
        Guarded::get(at("place_keepers"), Need::Officer, keepers::show),
        Guarded::post(at("place_keepers"), Need::Operator, keepers::update),
        Guarded::get(at("programme"), Need::Officer, programme::show),
        Guarded::get(at("programme_target"), Need::Operator, target::show),
        Guarded::post(at("programme_target"), Need::Operator, target::save),
        Guarded::get(at("reports"), Need::Officer, report_pages::index),
        Guarded::post(at("report_figures"), Need::Operator, report_pages::figures),
        Guarded::post(at("report_files"), Need::Officer, report_pages::ask),
        Guarded::get(at("report_file"), Need::Officer, report_pages::fetch),
    ];
    routes.extend(report_pages::listed(locale));
    routes
}

/// Mounts the office in both languages.
pub fn routes(config: &mut ServiceConfig) {
    for locale in Locale::ALL {
        mount(config, listed(locale));
    }
}
