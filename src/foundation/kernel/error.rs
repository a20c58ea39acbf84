//! The opaque rest of failures: what no person can act on. It is logged once at the boundary with
//! its cause and shown as one plain error page. What a person can act on is a typed refusal instead.

use std::fmt;

/// A failure with its cause, and the words of those who passed it on.
#[derive(Debug)]
pub struct Error {
    context: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
    away: bool,
    contended: bool,
}

/// A result that can fail for reasons that are nobody's business but the operator's.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A typed refusal inside, an opaque failure outside: `?` carries accidents up, `match` forces the
/// caller to answer refusals.
pub type Answer<T, R> = Result<std::result::Result<T, R>>;

impl Error {
    /// A failure told in one sentence.
    pub fn new(context: impl Into<String>) -> Self {
        Self {
            context: context.into(),
            source: None,
            away: false,
            contended: false,
        }
    }

    /// A failure with its cause.
    pub fn because(
        context: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            context: context.into(),
            source: Some(source.into()),
            away: false,
            contended: false,
        }
    }
}

impl Error {
    /// Whether something is away that may come back: worth another try later.
    pub const fn is_away(&self) -> bool {
        self.away
    }

    /// Whether two transactions met and this one gave way: worth another try at once.
    pub const fn is_contended(&self) -> bool {
        self.contended
    }
}

impl fmt::Display for Error {
    /// The whole chain on one line, outermost first.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.context)?;
        let mut cause: Option<&(dyn std::error::Error + 'static)> = match &self.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        };
        while let Some(error) = cause {
            write!(out, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<sea_orm::DbErr> for Error {
    fn from(error: sea_orm::DbErr) -> Self {
        let code = code(&error);
        let says = |codes: &[&str]| code.as_deref().is_some_and(|code| codes.contains(&code));
        let contended = says(CONTENDED);
        // A lock that never came is as if the database were away: whoever tried several times is told so.
        let away = contended
            || says(AWAY)
            || matches!(
                error,
                sea_orm::DbErr::Conn(_) | sea_orm::DbErr::ConnectionAcquire(_)
            );
        Self {
            away,
            contended,
            ..Self::because("the database refused", error)
        }
    }
}

/// A deadlock or a failed serialisation of PostgreSQL, a lock of SQLite that did not come in time.
const CONTENDED: &[&str] = &["40001", "40P01", "55P03", "5", "6", "261", "517"];

/// What passes once the operator has made room: a full or broken disk and a database that may only be read
/// (SQLite 8, 10, 13 and 14 with what extends 10; PostgreSQL 53 and 58), and a server that goes down or comes up.
const AWAY: &[&str] = &[
    "8", "10", "13", "14", "266", "522", "778", "1034", "1290", "1546", "4874", "5130", "25006", "53000",
    "53100", "53200", "53300", "57P01", "57P02", "57P03", "58000", "58030",
];

/// The database's own number of an error.
fn code(error: &sea_orm::DbErr) -> Option<String> {
    let (sea_orm::DbErr::Exec(cause) | sea_orm::DbErr::Query(cause) | sea_orm::DbErr::Conn(cause)) = error
    else {
        return None;
    };
    let sea_orm::RuntimeErr::SqlxError(cause) = cause else {
        return None;
    };
    let code = cause.as_database_error()?.code()?;
    Some(code.into_owned())
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        Self::because("the system refused", error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::because("JSON that does not fit", error)
    }
}

/// Says what was being done when something failed.
pub trait Context<T> {
    /// Wraps the cause with a sentence.
    fn context(self, context: impl Into<String>) -> Result<T>;
}

impl<T, E: Into<Box<dyn std::error::Error + Send + Sync>>> Context<T> for std::result::Result<T, E> {
    fn context(self, context: impl Into<String>) -> Result<T> {
        self.map_err(|source| Error::because(context, source))
    }
}
