//! Who works for a producer, how they come to, and how the producer sells. Every operation starts from the
//! producer and looks within its transaction whether who acts is an owner still: a right that was lost a moment
//! ago is lost. A producer never loses its last owner.

mod account;
mod invitations;
mod people;
mod settings;
mod standing;

pub use account::{BankAccount, BankRefusal};
pub use invitations::{
    Invitation, InviteRefusal, Offer, OfferRefusal, accept, invite, look, pending, withdraw,
};
pub use people::{Member, MemberRefusal, change_role, list, make_owner, owners_exist, remove};
pub use settings::{
    Change, DEFAULT_LOW_STOCK, LONGEST_RADIUS_M, Settings, SettingsRefusal, change, is_taken, of_producer,
    upsert,
};
pub use standing::{Standing, StandingRefusal, Stands, all, one, reinstate, suspend};

/// Who acts, and for which producer.
#[derive(Clone, Copy, Debug)]
pub struct Acting<'a> {
    /// The producer.
    pub producer_id: i64,
    /// The person.
    pub user_id: i64,
    /// The same as the audit writes it.
    pub actor: &'a str,
}
