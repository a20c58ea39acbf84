//! Accounts: coming in and going out, what somebody says of themselves, addresses, security, one's own data.

mod addresses;
mod data;
mod email;
mod factor;
mod frame;
mod orders;
mod overview;
mod password;
mod recover;
mod register;
mod second_factor;
mod security;
mod sign_in;
mod wishes;

use actix_web::web::{ServiceConfig, get, post};
use entity::Locale;
use shell::web::urls;

/// Mounts the pages in both languages.
pub(crate) fn routes(config: &mut ServiceConfig) {
    for locale in Locale::ALL {
        let own = |key| urls::own(locale, key);
        let act = |key| urls::act(locale, key);
        config
            .route(own("sign_in"), get().to(sign_in::show))
            .route(own("sign_in"), post().to(sign_in::create))
            .route(own("second_factor"), get().to(second_factor::show))
            .route(own("second_factor"), post().to(second_factor::create))
            .route(own("sign_out"), post().to(sign_in::destroy))
            .route(own("register"), get().to(register::show))
            .route(own("register"), post().to(register::create))
            .route(own("verify"), get().to(email::show))
            .route(own("verify"), post().to(email::prove))
            .route(act("send_again"), post().to(email::send_again))
            .route(own("recover"), get().to(recover::show))
            .route(own("recover"), post().to(recover::create))
            .route(own("reset"), get().to(recover::edit))
            .route(own("reset"), post().to(recover::update))
            .route(own("account"), get().to(overview::show))
            .route(own("account"), post().to(overview::update))
            .route(own("account_orders"), get().to(orders::show))
            .route(own("account_addresses"), get().to(addresses::show))
            .route(own("account_addresses"), post().to(addresses::create))
            .route(act("address_remove"), post().to(addresses::destroy))
            .route(act("address_prefer"), post().to(addresses::prefer))
            .route(own("account_security"), get().to(security::show))
            .route(act("session_close"), post().to(security::destroy))
            .route(act("password"), post().to(password::update))
            .route(act("email"), post().to(email::ask))
            .route(own("account_factor"), get().to(factor::show))
            .route(own("account_factor"), post().to(factor::confirm))
            .route(act("factor_begin"), post().to(factor::begin))
            .route(act("factor_off"), post().to(factor::off))
            .route(act("factor_codes"), post().to(factor::codes))
            .route(own("account_wishes"), get().to(wishes::show))
            .route(own("account_wishes"), post().to(wishes::wish))
            .route(act("follow"), post().to(wishes::follow))
            .route(own("account_data"), get().to(data::show))
            .route(own("account_data"), post().to(data::destroy))
            .route(own("account_copy"), get().to(data::copy));
    }
}
