//! Product cards as kept HTML: a list page is two dozen of them, and rendering them is most of its cost.

use std::sync::Arc;

use serde::Serialize;

use super::cards::ProductCard;
use domain::catalogue::Product;
use foundation::kernel::error::Result;
use shell::web::Visit;

/// The card of a product as HTML, rendered once an edition and language.
pub fn product_card(visit: &Visit, product: &Product) -> Result<Box<str>> {
    let Some(slot) = product.cards.get(visit.locale.index()) else {
        return render(visit, product);
    };
    if let Some(html) = slot.get() {
        return Ok(html.clone());
    }
    let html = render(visit, product)?;
    Ok(slot.get_or_init(|| html).clone())
}

/// The cards of many products, as one piece of HTML.
pub fn product_cards<'a>(
    visit: &Visit,
    products: impl IntoIterator<Item = &'a Arc<Product>>,
) -> Result<String> {
    let mut html = String::with_capacity(24 * 1_024);
    for product in products {
        html.push_str(&product_card(visit, product)?);
    }
    Ok(html)
}

/// The same cards where they open a page: the first pictures are fetched at once, for they are what
/// the visitor waits for.
pub fn opening_cards<'a>(
    visit: &Visit,
    products: impl IntoIterator<Item = &'a Arc<Product>>,
) -> Result<String> {
    let html = product_cards(visit, products)?;
    Ok(html.replacen(" loading=\"lazy\"", " fetchpriority=\"high\"", AT_ONCE))
}

/// How many pictures of a list are in sight on a phone before anybody scrolls.
const AT_ONCE: usize = 2;

#[derive(Serialize)]
struct Parameters {
    p: ProductCard,
}

fn render(visit: &Visit, product: &Product) -> Result<Box<str>> {
    let parameters = Parameters {
        p: ProductCard::new(visit, product),
    };
    visit
        .state
        .views
        .component(visit.locale, "card.product", &parameters)
        .map(String::into_boxed_str)
}
