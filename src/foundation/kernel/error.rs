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
        let away = matches!(
            error,
            sea_orm::DbErr::Conn(_) | sea_orm::DbErr::ConnectionAcquire(_)
        );
        let contended = contended(&error);
        Self {
            away,
            contended,
            ..Self::because("the database refused", error)
        }
    }
}

/// A deadlock or a failed serialisation of PostgreSQL, a lock of SQLite that did not come in time.
fn contended(error: &sea_orm::DbErr) -> bool {
    let (sea_orm::DbErr::Exec(cause) | sea_orm::DbErr::Query(cause)) = error else {
        return false;
    };
    let sea_orm::RuntimeErr::SqlxError(cause) = cause else {
        return false;
    };
    let code = cause
        .as_database_error()
        .and_then(sea_orm::sqlx::error::DatabaseError::code);
    code.is_some_and(|code| matches!(&*code, "40001" | "40P01" | "55P03" | "5" | "6" | "261" | "517"))
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
