//! A bank account as it is typed: twice, since a wrong digit sends money to somebody else.

use commerce::membership::{BankAccount, BankRefusal};
use commerce::payments::statement::plain_account;
use commerce::payments::vietqr::BANKS;
use foundation::kernel::fold::clean;
use serde::Serialize;
use shell::web::{Form, Visit};

use super::typed::require;

/// A bank to choose.
#[derive(Serialize)]
pub(super) struct Bank {
    bin: &'static str,
    name: &'static str,
}

/// The banks to choose from.
pub(super) fn banks() -> Vec<Bank> {
    BANKS.iter().map(|&(bin, name)| Bank { bin, name }).collect()
}

/// The account that was typed, if both times alike.
pub(super) fn judge(visit: &Visit, form: &mut Form) -> Option<BankAccount> {
    require(
        visit,
        form,
        &["bank", "account", "account_again", "holder", "holder_again"],
    );
    if plain_account(form.get("account")) != plain_account(form.get("account_again")) {
        form.refuse("account_again", visit.text("people.account_differs"));
    }
    if clean(form.get("holder"), 200) != clean(form.get("holder_again"), 200) {
        form.refuse("holder_again", visit.text("people.holder_differs"));
    }
    match BankAccount::parse(form.get("bank"), form.get("account"), form.get("holder")) {
        Ok(account) => form.is_fine().then_some(account),
        Err(refusal) => {
            let (field, key) = match refusal {
                BankRefusal::Bank => ("bank", "people.bad_bank"),
                BankRefusal::Account => ("account", "people.bad_account"),
                BankRefusal::Holder => ("holder", "people.bad_holder"),
            };
            form.refuse(field, visit.text(key));
            None
        }
    }
}
