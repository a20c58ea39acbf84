//! The menu of a desk: pages in groups, so that a phone shows the groups and the pages of one of them.

use serde::Serialize;

/// The pages of a desk: keys of groups, each with the keys of its pages in order.
pub type Groups = &'static [(&'static str, &'static [&'static str])];

/// A group of pages.
#[derive(Clone, Debug, Serialize)]
pub struct MenuGroup {
    /// Its key, which names its words.
    pub key: &'static str,
    /// The address of its first page.
    pub url: String,
    /// Whether the page that is shown is one of its own.
    pub here: bool,
    /// Its pages.
    pub items: Vec<MenuItem>,
}

/// A page of the menu.
#[derive(Clone, Debug, Serialize)]
pub struct MenuItem {
    /// Its key, which names its words.
    pub key: &'static str,
    /// Its address.
    pub url: String,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// The menu as somebody sees it who `may` use a page, with the addresses of `url`; groups without a page are left out.
pub fn menu(
    groups: Groups,
    current: &str,
    may: impl Fn(&str) -> bool,
    url: impl Fn(&str) -> String,
) -> Vec<MenuGroup> {
    groups
        .iter()
        .filter_map(|(key, pages)| {
            let items: Vec<MenuItem> = pages
                .iter()
                .filter(|page| may(page))
                .map(|page| MenuItem {
                    key: page,
                    url: url(page),
                    current: *page == current,
                })
                .collect();
            Some(MenuGroup {
                key,
                url: items.first()?.url.clone(),
                here: items.iter().any(|item| item.current),
                items,
            })
        })
        .collect()
}
