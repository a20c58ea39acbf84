//! Who runs the site. The law wants the particulars in the footer (NĐ 248/2026/NĐ-CP, Điều 4);
//! until they are set the site says that it is an unregistered try-out.

use clap::Args;

/// The operator's particulars, as they stand in the footer and on the legal pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Args)]
pub struct Operator {
    /// Full name of the owner of the platform.
    #[arg(long = "operator-name", env = "CHO_LANG_OPERATOR_NAME", global = true)]
    pub name: Option<String>,
    /// Registered office.
    #[arg(long = "operator-address", env = "CHO_LANG_OPERATOR_ADDRESS", global = true)]
    pub address: Option<String>,
    /// Legal representative with title.
    #[arg(
        long = "operator-representative",
        env = "CHO_LANG_OPERATOR_REPRESENTATIVE",
        global = true
    )]
    pub representative: Option<String>,
    /// Business or tax code, with date and place of issue.
    #[arg(long = "operator-tax-code", env = "CHO_LANG_OPERATOR_TAX_CODE", global = true)]
    pub tax_code: Option<String>,
    /// Telephone.
    #[arg(long = "operator-phone", env = "CHO_LANG_OPERATOR_PHONE", global = true)]
    pub phone: Option<String>,
    /// E-mail address.
    #[arg(long = "operator-email", env = "CHO_LANG_OPERATOR_EMAIL", global = true)]
    pub email: Option<String>,
    /// Address of the registration at the Ministry of Industry and Trade; empty: not registered.
    #[arg(
        long = "operator-registration-url",
        env = "CHO_LANG_OPERATOR_REGISTRATION_URL",
        global = true
    )]
    pub registration_url: Option<String>,
}
