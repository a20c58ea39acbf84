//! What a page shows of a picture of the store.

use entity::Locale;
use serde::Serialize;

use domain::gallery;

/// A picture as the `<picture>` element needs it.
#[derive(Clone, Debug, Serialize)]
pub struct Picture {
    /// `srcset` of WebP.
    pub webp: String,
    /// `srcset` of JPEG.
    pub jpeg: String,
    /// Address of a middling JPEG.
    pub src: String,
    /// Width of the original.
    pub width: i32,
    /// Height of the original.
    pub height: i32,
    /// What is to be seen.
    pub alt: String,
    /// Placeholder tone.
    pub tone: i16,
    /// Blurred miniature.
    pub placeholder: String,
    /// Drawn, not photographed.
    pub illustration: bool,
}

/// Widths that a card's picture is offered in: lists stay small.
const CARD_WIDTH: u32 = 960;

impl Picture {
    /// For a card: the large sizes are left out.
    pub fn small(picture: &gallery::Picture, locale: Locale) -> Self {
        Self::up_to(picture, locale, CARD_WIDTH)
    }

    /// For the page of the thing itself: all sizes.
    pub fn full(picture: &gallery::Picture, locale: Locale) -> Self {
        Self::up_to(picture, locale, u32::MAX)
    }

    fn up_to(picture: &gallery::Picture, locale: Locale, widest: u32) -> Self {
        let sizes: Vec<_> = picture
            .renditions
            .iter()
            .filter(|size| size.width <= widest)
            .collect();
        let set = |key: fn(&gallery::Rendition) -> &String| {
            let parts: Vec<String> = sizes
                .iter()
                .map(|size| format!("/media/{} {}w", key(size), size.width))
                .collect();
            parts.join(", ")
        };
        let middle = sizes.iter().rfind(|size| size.width <= 640).or(sizes.first());
        Self {
            webp: set(|size| &size.webp),
            jpeg: set(|size| &size.jpeg),
            src: middle.map_or_else(String::new, |size| format!("/media/{}", size.jpeg)),
            width: picture.width,
            height: picture.height,
            alt: picture.alt(locale).to_owned(),
            tone: picture.tone,
            placeholder: picture.placeholder.clone(),
            illustration: picture.illustration,
        }
    }
}
