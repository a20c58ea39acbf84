//! Settings of payments: the card company and the bank's messenger. Empty means off.

use clap::Args;

use super::{Mode, SettingsError};

/// Keys and secrets of those who tell of money.
#[derive(Clone, Default, Args)]
pub struct Payments {
    /// Stripe's secret key; empty: no cards. A live key is refused in demonstration mode.
    #[arg(long, env = "STRIPE_SECRET_KEY", global = true, hide_env_values = true)]
    pub stripe_secret_key: Option<String>,
    /// Secret of Stripe's webhook endpoint, which is `/webhooks/stripe`.
    #[arg(long, env = "STRIPE_WEBHOOK_SECRET", global = true, hide_env_values = true)]
    pub stripe_webhook_secret: Option<String>,
    /// Another address than Stripe's own, for tests.
    #[arg(long, env = "STRIPE_API_BASE", global = true)]
    pub stripe_api_base: Option<String>,
    /// Secret of the bank's messenger at `/webhooks/bank`, 16 characters or more; empty: no messenger.
    #[arg(long, env = "BANK_WEBHOOK_SECRET", global = true, hide_env_values = true)]
    pub bank_webhook_secret: Option<String>,
}

impl std::fmt::Debug for Payments {
    /// Secrets stay out of logs.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Payments")
            .field("stripe", &self.stripe().is_some())
            .field("bank", &self.bank_secret().is_some())
            .finish_non_exhaustive()
    }
}

fn set(setting: Option<&String>) -> Option<&str> {
    setting.map(String::as_str).filter(|text| !text.is_empty())
}

impl Payments {
    /// Stripe's secret key and the secret of its webhook, if cards are taken.
    pub fn stripe(&self) -> Option<(&str, &str)> {
        set(self.stripe_secret_key.as_ref()).zip(set(self.stripe_webhook_secret.as_ref()))
    }

    /// Another address than Stripe's own.
    pub fn stripe_base(&self) -> Option<&str> {
        set(self.stripe_api_base.as_ref())
    }

    /// The secret of the bank's messenger, if there is one.
    pub fn bank_secret(&self) -> Option<&str> {
        set(self.bank_webhook_secret.as_ref())
    }

    /// Refuses what would lose money or keys.
    pub(super) fn check(&self, mode: Mode) -> Result<(), SettingsError> {
        let key = set(self.stripe_secret_key.as_ref());
        if key.is_some() != set(self.stripe_webhook_secret.as_ref()).is_some() {
            return Err(SettingsError::HalfStripe);
        }
        let live = key.is_some_and(|key| key.starts_with("sk_live_") || key.starts_with("rk_live_"));
        if live && mode == Mode::Demo {
            return Err(SettingsError::LiveKeyInDemo);
        }
        if let Some(base) = self.stripe_base() {
            let url = url::Url::parse(base).map_err(|_not_a_url| SettingsError::BadStripeBase)?;
            let here = matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"));
            if url.scheme() != "https" && !(url.scheme() == "http" && here) {
                return Err(SettingsError::BadStripeBase);
            }
        }
        match self.bank_secret() {
            Some(secret) if secret.chars().count() < 16 => Err(SettingsError::WeakBankSecret),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(key: &str, secret: &str, base: &str, bank: &str) -> Payments {
        let some = |text: &str| Some(text.to_owned());
        Payments {
            stripe_secret_key: some(key),
            stripe_webhook_secret: some(secret),
            stripe_api_base: some(base),
            bank_webhook_secret: some(bank),
        }
    }

    #[test]
    fn what_would_lose_money_or_keys_is_refused() {
        let demo = |key: &str, secret: &str, base: &str, bank: &str| {
            settings(key, secret, base, bank).check(Mode::Demo)
        };
        assert_eq!(demo("", "", "", ""), Ok(()));
        assert_eq!(demo("sk_test_1", "whsec_1", "", ""), Ok(()));
        assert_eq!(demo("sk_test_1", "", "", ""), Err(SettingsError::HalfStripe));
        assert_eq!(demo("", "whsec_1", "", ""), Err(SettingsError::HalfStripe));
        for live in ["sk_live_1", "rk_live_1"] {
            assert_eq!(demo(live, "whsec_1", "", ""), Err(SettingsError::LiveKeyInDemo));
            assert_eq!(settings(live, "whsec_1", "", "").check(Mode::Production), Ok(()));
        }
        for base in ["http://stripe.example", "ftp://127.0.0.1", "stripe"] {
            assert_eq!(
                demo("sk_test_1", "whsec_1", base, ""),
                Err(SettingsError::BadStripeBase)
            );
        }
        for base in ["http://127.0.0.1:12111", "https://stripe.example/"] {
            assert_eq!(demo("sk_test_1", "whsec_1", base, ""), Ok(()));
        }
        assert_eq!(demo("", "", "", "short"), Err(SettingsError::WeakBankSecret));
        assert_eq!(demo("", "", "", "long enough to hold"), Ok(()));
    }

    #[test]
    fn empty_means_off_and_secrets_stay_out_of_logs() {
        let off = settings("", "", "", "");
        assert!(off.stripe().is_none() && off.bank_secret().is_none() && off.stripe_base().is_none());
        let on = settings("sk_test_hidden", "whsec_hidden", "", "hidden hidden hidden");
        assert!(on.stripe().is_some());
        assert!(!format!("{on:?}").contains("hidden"));
    }
}
