//! Buying: the account, the cart, the checkout, the orders and the enquiries of a buyer. Every page is made for one
//! person: never kept, never listed, and complete without scripts.

mod account;
mod cart;
mod cart_view;
mod checkout;
mod checkout_form;
mod checkout_view;
mod complaint;
mod enquiry;
mod enquiry_form;
mod form_key;
mod order;
mod order_view;
mod receipt;
mod returns;

use actix_web::web::{ServiceConfig, get, post};
use entity::Locale;
use shell::web::urls;

/// Mounts the pages of buyers in both languages.
pub fn routes(config: &mut ServiceConfig) {
    account::routes(config);
    for locale in Locale::ALL {
        let own = |key| urls::own(locale, key);
        config
            .route(own("cart"), get().to(cart::show))
            .route(own("cart"), post().to(cart::add))
            .route(own("cart_line"), post().to(cart::change))
            .route(own("cart_note"), post().to(cart::note))
            .route(own("cart_count"), get().to(cart::count))
            .route(own("checkout"), get().to(checkout::show))
            .route(own("checkout"), post().to(checkout::submit))
            .route(own("checkout_preview"), post().to(checkout::preview))
            .route(&urls::enquiry(locale, "{slug}"), get().to(enquiry::show))
            .route(&urls::enquiry(locale, "{slug}"), post().to(enquiry::create))
            .route(own("complaint"), get().to(complaint::ask))
            .route(own("complaint"), post().to(complaint::create))
            .route(&urls::complaint(locale, "{number}"), get().to(complaint::show))
            .route(own("order_lookup"), get().to(order::ask))
            .route(own("order_lookup"), post().to(order::find))
            .route(&urls::order(locale, "{number}"), get().to(order::show))
            .route(&urls::order_act(locale, "{number}", "pay"), post().to(order::pay))
            .route(
                &urls::order_act(locale, "{number}", "return"),
                get().to(returns::show),
            )
            .route(
                &urls::order_act(locale, "{number}", "return"),
                post().to(returns::create),
            )
            .route(
                &urls::return_picture(locale, "{number}", "{picture}"),
                get().to(returns::picture),
            )
            .route(
                &urls::order_act(locale, "{number}", "receipt"),
                get().to(receipt::show),
            )
            .route(
                &urls::order_act(locale, "{number}", "cancel"),
                post().to(order::cancel),
            )
            .route(
                &urls::order_act(locale, "{number}", "again"),
                post().to(order::again),
            );
    }
}
