//! A sales point of the try-out with its keeper.

use sea_orm::{ConnectionTrait as _, Statement};

use super::app::App;
use super::browser::Browser;
use super::db::Content;

/// Address part of the place that `point@example.com` keeps.
pub const SLUG: &str = "diem-ocop-bat-trang";
/// Its page for everybody.
pub const PUBLIC: &str = "/diem-ban/diem-ocop-bat-trang";
/// Its page at the desk.
pub const DESK: &str = "/nguoi-ban/diem-ban/diem-ocop-bat-trang";
/// Its record in the API.
pub const API: &str = "/api/v1/places/diem-ocop-bat-trang";
/// Its page at the office.
pub const OFFICE: &str = "/quan-tri/diem-ban/diem-ocop-bat-trang/nguoi-giu";

/// The site with its keeper signed in.
pub struct Kept {
    /// The site.
    pub app: App,
    /// The keeper.
    pub keeper: Browser,
    /// Key of the place.
    pub place: i64,
}

impl Kept {
    /// Without a worker.
    pub async fn quiet() -> Self {
        Self::of(App::quiet(Content::Data, &[]).await).await
    }

    /// The keeper of a site.
    pub async fn of(app: App) -> Self {
        app.demo_people().await;
        let keeper = app.signed_in("point").await;
        let place = app
            .count(&format!("SELECT id FROM places WHERE slug = '{SLUG}'"))
            .await;
        Self { app, keeper, place }
    }

    /// A text from the database; empty for none.
    pub async fn text(&self, sql: &str) -> String {
        let db = &self.app.world.db;
        let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
        let row = db.query_one_raw(statement).await.unwrap().unwrap();
        let found: Option<String> = row.try_get_by_index(0).unwrap();
        found.unwrap_or_default()
    }

    /// Where the place stands.
    pub async fn status(&self) -> String {
        self.text(&format!("SELECT status FROM places WHERE slug = '{SLUG}'"))
            .await
    }

    /// How often something was written down about the place.
    pub async fn written(&self, action: &str) -> i64 {
        self.app
            .count(&format!(
                "SELECT COUNT(*) FROM audit_entries WHERE action = '{action}' AND subject_kind = 'place' AND subject_id = {}",
                self.place
            ))
            .await
    }
}
