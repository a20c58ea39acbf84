//! A bank account as transfers need it: the bank by its number with NAPAS, the account, the holder.

use crate::payments::statement::plain_account;
use crate::payments::vietqr::{TransferQr, bank_name};
use foundation::kernel::fold::clean;

/// Characters of a holder's name.
const LONGEST_HOLDER: usize = 100;

/// An account that money can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankAccount {
    /// The bank by its six-digit BIN.
    pub bin: String,
    /// The account, letters and digits alone.
    pub account: String,
    /// The holder, as the bank writes the name.
    pub holder: String,
}

/// What is wrong with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankRefusal {
    /// No bank that we know.
    Bank,
    /// No account number.
    Account,
    /// No holder.
    Holder,
}

impl BankAccount {
    /// An account as it was typed. It has to fit into a VietQR square, since buyers pay by one.
    pub fn parse(bin: &str, account: &str, holder: &str) -> Result<Self, BankRefusal> {
        let bin = bin.trim();
        if bank_name(bin).is_none() {
            return Err(BankRefusal::Bank);
        }
        let grouped = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '.' | '-');
        let plain = plain_account(account);
        if !account.chars().all(grouped) || plain.len() < 4 || TransferQr::new(bin, &plain, None, "").is_err()
        {
            return Err(BankRefusal::Account);
        }
        let holder = clean(holder, LONGEST_HOLDER);
        if !holder.chars().any(char::is_alphabetic) {
            return Err(BankRefusal::Holder);
        }
        Ok(Self {
            bin: bin.to_owned(),
            account: plain,
            holder,
        })
    }

    /// The account with all but its end hidden, for letters.
    pub fn shown_end(&self) -> String {
        let end: String = self.account.chars().rev().take(4).collect();
        format!("…{}", end.chars().rev().collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_one_that_money_can_reach() {
        let account = BankAccount::parse("970436", "0011 004-123.456", " NGUYEN  THI LUA ").unwrap();
        assert_eq!(account.account, "0011004123456");
        assert_eq!(account.holder, "NGUYEN THI LUA");
        assert_eq!(account.shown_end(), "…3456");
        for (bin, number, holder, why) in [
            ("123456", "0011004123456", "A", BankRefusal::Bank),
            ("", "0011004123456", "A", BankRefusal::Bank),
            ("970436", "", "A", BankRefusal::Account),
            ("970436", "12345678901234567890", "A", BankRefusal::Account),
            ("970436", "٠٠١١٠٠٤", "A", BankRefusal::Account),
            ("970436", "0011;004", "A", BankRefusal::Account),
            ("970436", "0011004123456", " 12 ", BankRefusal::Holder),
        ] {
            assert_eq!(BankAccount::parse(bin, number, holder), Err(why), "{number}");
        }
    }
}
