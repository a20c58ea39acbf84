//! What producers say of their goods: written at the desk, looked at in the office, public when it is approved.
//!
//! Words and pictures of a listing are changed in a draft, of which a product has one at most; the public goes on
//! reading the old ones. Packs with their prices and stock apply at once. Every look-up of a producer's own
//! begins with its key. Changes are compare-and-set: whoever saves or decides says which revision they saw.

mod apply;
mod content;
mod drafts;
mod letters;
mod limits;
mod packs;
mod pictures;
mod queries;
mod review;
mod shelf;
mod stories;
mod story_moves;
mod story_review;
mod terms;
mod verdict;
mod whole;

pub use content::{Lack, Listing, MOST_PICTURES, Shot, Told, Words};
pub use drafts::{Draft, begin, discard, of_product, save, save_in, submit, withdraw};
pub use letters::PathOf;
pub use limits::{
    CHEAPEST, DEAREST, FURTHER, MOST_CONTENT, MOST_COUNTED, MOST_PIECES, NAME, PACK, RATES, SERVICES,
    SUMMARY, UNIT, is_sku,
};
pub use packs::{NewPack, Pack, commission, is_gtin, pack, packs, save_pack, save_pack_in};
pub use pictures::{Move, attach, rearrange, swap};
pub use queries::{Row, live, mine, own_products, owned};
pub use review::{Change, decide, queue, show, waiting};
pub use shelf::{archive, create, create_in, duplicate, restore};
pub use stories::{StoryDraft, Subject, save_story, story, story_version, story_versions};
pub use story_moves::{discard_story, submit_story, withdraw_story};
pub use story_review::{StoryChange, decide_story, show_story, story_queue};
pub use terms::{MOST_A_WEEK, Terms, save_terms, save_terms_in, terms};
pub use verdict::Verdict;
pub use whole::{Whole, WholePack, whole, wholes};

/// Who changes something of a producer's own.
#[derive(Clone, Copy, Debug)]
pub struct Editor<'a> {
    /// The producer: the beginning of every look-up.
    pub producer: i64,
    /// Who, as the audit writes it.
    pub actor: &'a str,
}

/// Why a change was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is not there, or not theirs.
    Unknown,
    /// Somebody changed it meanwhile, or it stands where this cannot follow.
    Stale,
    /// The address is another one's.
    TakenSlug,
    /// Something has to be filled in first.
    Incomplete,
    /// More pictures than a listing may have.
    TooMany,
    /// The SKU is used for another pack.
    TakenSku,
    /// The GTIN is used for another pack.
    TakenGtin,
}

impl Refusal {
    /// The word its sentence is kept under.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Stale => "stale",
            Self::TakenSlug => "slug",
            Self::Incomplete => "incomplete",
            Self::TooMany => "too_many",
            Self::TakenSku => "sku",
            Self::TakenGtin => "gtin",
        }
    }
}
