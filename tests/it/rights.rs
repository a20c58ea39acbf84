//! Who may do what at the desks: every route that is listed is tried by everybody who may not use it, and a new
//! route is tried as soon as it is listed.

use actix_web::http::Method;
use entity::Locale;
use shell::web::guarded::{Guarded, Need};

use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::db::Content;

/// Everybody of the try-out, and nobody, with what each may use.
const EVERYBODY: [(&str, &[Need]); 7] = [
    ("", &[]),
    ("buyer", &[Need::Person]),
    ("point", &[Need::Person, Need::Keeper]),
    ("staff", &[Need::Person, Need::Member]),
    ("producer2", &[Need::Person, Need::Member, Need::Owner]),
    ("officer", &[Need::Person, Need::Officer]),
    ("operator", &[Need::Person, Need::Officer, Need::Operator]),
];

/// An address with its holes filled with what nobody has: an owner of another producer finds nothing there.
fn address(guarded: &Guarded) -> String {
    let mut path = String::new();
    let mut rest = guarded.path.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        path.push_str(before);
        path.push_str("999999");
        rest = after.split_once('}').unwrap().1;
    }
    path + rest
}

async fn try_all(browser: &Browser, who: &str, may: &[Need], routes: &[Guarded]) {
    for guarded in routes {
        let path = address(guarded);
        let answer = match guarded.method {
            Method::GET => browser.get(&path).await,
            _ => browser.submit(&path, &[]).await,
        };
        let case = format!("{who:?} {} {path}: {}", guarded.method, answer.status);
        if may.contains(&guarded.need) {
            // What is not theirs is not there, and what they typed is refused; never an accident.
            assert!(matches!(answer.status.as_u16(), 200 | 303 | 404 | 422), "{case}");
        } else if who.is_empty() {
            assert_eq!(answer.status, 303, "{case}");
            assert!(
                answer.location().contains("dang-nhap") || answer.location().contains("sign-in"),
                "{case}"
            );
        } else {
            assert_eq!(answer.status, 404, "{case}");
        }
        assert!(
            answer.header("cache-control").contains("no-store") || answer.status == 404,
            "{case}"
        );
    }
}

#[tokio::test]
async fn everybody_finds_their_own_desk_and_no_other() {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    let routes: Vec<Guarded> = Locale::ALL
        .into_iter()
        .flat_map(|locale| studio::listed(locale).into_iter().chain(office::listed(locale)))
        .collect();
    assert!(routes.len() >= 6, "{}", routes.len());
    for (who, may) in EVERYBODY {
        let browser = if who.is_empty() {
            app.browser()
        } else {
            app.signed_in(who).await
        };
        try_all(&browser, who, may, &routes).await;
    }
    app.stop().await;
}
