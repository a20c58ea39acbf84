//! `admin`: the people of the programme office, from the machine the site runs on. The first operator of a
//! production site is made here.

use std::io::Read as _;
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::commands::{open, say};
use commerce::accounts::Refusal;
use commerce::accounts::password::{LONGEST, SHORTEST, Weakness};
use commerce::accounts::staff::{self, Made};
use foundation::config::Settings;
use foundation::kernel::error::{Context, Error, Result};
use foundation::kernel::secrets::Secrets;

/// Characters of a password that is made here: 120 random bits.
const GENERATED: usize = 20;

/// What is done with the people of the office.
#[derive(Subcommand)]
pub(super) enum Act {
    /// Makes an operator; somebody who has an account is given the role and keeps their password.
    Create {
        /// E-mail address to sign in with.
        email: String,
        /// Name, as the audit log shows it.
        #[arg(long)]
        name: String,
        #[command(flatten)]
        password: Password,
    },
    /// Gives somebody of the office a new password; every session of theirs ends.
    ResetPassword {
        /// Their e-mail address.
        email: String,
        /// Takes the second factor away too: for who has lost the device.
        #[arg(long)]
        without_second_factor: bool,
        #[command(flatten)]
        password: Password,
    },
    /// Lists the people of the office.
    List,
    /// Takes the role from somebody; every session of theirs ends. The last operator stays.
    Demote {
        /// Their e-mail address.
        email: String,
    },
}

/// Where a password comes from: never from the line, which others on the machine can read.
#[derive(Args)]
pub(super) struct Password {
    /// Reads the password from the standard input; otherwise one is made up and printed once.
    #[arg(long)]
    password_stdin: bool,
}

impl Password {
    /// The password, and whether it has to be told.
    fn get(&self, secrets: &Secrets) -> Result<(String, bool)> {
        if !self.password_stdin {
            let token = secrets.token()?;
            return Ok((token.chars().take(GENERATED).collect(), true));
        }
        let mut typed = String::new();
        std::io::stdin()
            .take(4_096)
            .read_to_string(&mut typed)
            .context("reading the password")?;
        let line = typed.lines().next().unwrap_or_default();
        Ok((line.to_owned(), false))
    }
}

/// Does it.
pub(super) async fn run(settings: Settings, act: Act) -> Result<ExitCode> {
    let services = open(settings).await?;
    let (db, now, secrets) = (&services.db, services.clock.now(), &services.secrets);
    match act {
        Act::Create {
            email,
            name,
            password,
        } => {
            let (typed, tell) = password.get(secrets)?;
            let made = staff::create(db, now, secrets, (&name, &email), &typed).await?;
            match made.map_err(refused)? {
                Made::New(_) => {
                    say(&format!("{email} is an operator now."));
                    told(tell, &typed);
                    say("A second factor is asked for at the first sign-in.");
                }
                Made::Raised(_) => say(&format!(
                    "{email} had an account and is an operator now, with the password they have."
                )),
                Made::Before(_) => say(&format!("{email} was an operator before: nothing was changed.")),
            }
        }
        Act::ResetPassword {
            email,
            without_second_factor,
            password,
        } => {
            let (typed, tell) = password.get(secrets)?;
            staff::reset_password(db, now, secrets, &email, &typed, without_second_factor)
                .await?
                .map_err(refused)?;
            say(&format!(
                "{email} has a new password, and every session has ended."
            ));
            told(tell, &typed);
        }
        Act::List => {
            for one in staff::list(db).await? {
                let factor = if one.second_factor {
                    "second factor"
                } else {
                    "no second factor"
                };
                say(&format!(
                    "{}\t{}\t{}\t{factor}",
                    one.email.as_deref().unwrap_or("-"),
                    one.role.word(),
                    one.name
                ));
            }
        }
        Act::Demote { email } => {
            staff::demote(db, now, &email).await?.map_err(refused)?;
            say(&format!(
                "{email} works for the office no longer, and every session has ended."
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Says a password that was made up: this once.
fn told(tell: bool, password: &str) {
    if tell {
        say(&format!("Password (shown this once): {password}"));
    }
}

fn refused(refusal: Refusal) -> Error {
    let words = match refusal {
        Refusal::Email => "that is no e-mail address".to_owned(),
        Refusal::Weak(Weakness::Short) => format!("the password needs {SHORTEST} characters or more"),
        Refusal::Weak(Weakness::Long) => format!("the password may have {LONGEST} characters at most"),
        Refusal::Weak(Weakness::Guessable) => "the password can be guessed".to_owned(),
        Refusal::Taken => "somebody registered with this address just now: run it again".to_owned(),
        Refusal::LastOwner => "this is the last operator: make another one first".to_owned(),
        Refusal::Missing => "nobody of the office has this address".to_owned(),
        other => format!("refused: {other:?}"),
    };
    Error::new(words)
}
