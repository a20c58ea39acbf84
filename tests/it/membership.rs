//! The people of a producer and how it sells: who may, what a link opens, and what is told to whom.

use chrono::TimeDelta;
use entity::{MemberRole, producer_member, producer_setting};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::support::app::App;
use crate::support::browser::Browser;
use crate::support::db::Content;

const PEOPLE: &str = "/nguoi-ban/thanh-vien";
const SETTINGS: &str = "/nguoi-ban/cai-dat";

async fn app() -> App {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    app
}

async fn id_of(app: &App, who: &str) -> i64 {
    app.count(&format!(
        "SELECT id FROM users WHERE email_key = '{who}@example.com'"
    ))
    .await
}

async fn producer_of(app: &App, who: &str) -> i64 {
    app.count(&format!(
        "SELECT m.producer_id FROM producer_members m JOIN users u ON u.id = m.user_id \
         WHERE u.email_key = '{who}@example.com'"
    ))
    .await
}

async fn roles(app: &App, producer: i64) -> Vec<(i64, MemberRole)> {
    let mut rows: Vec<(i64, MemberRole)> = producer_member::Entity::find()
        .filter(producer_member::Column::ProducerId.eq(producer))
        .all(&app.world.db)
        .await
        .unwrap()
        .into_iter()
        .map(|row| (row.user_id, row.role))
        .collect();
    rows.sort_by_key(|(id, _)| *id);
    rows
}

async fn settings(app: &App, producer: i64) -> producer_setting::Model {
    producer_setting::Entity::find_by_id(producer)
        .one(&app.world.db)
        .await
        .unwrap()
        .unwrap()
}

/// Invites somebody of the try-out; the page that the letter leads to.
async fn invited(app: &App, owner: &Browser, who: &str, role: &str) -> String {
    let email = format!("{who}@example.com");
    let fields = [("email", email.as_str()), ("role", role)];
    owner.submit("/nguoi-ban/thanh-vien/moi", &fields).await.is(303);
    app.link("invitation").await
}

#[tokio::test]
async fn an_invitation_opens_one_desk_once_for_its_address() {
    let app = app().await;
    let owner = app.signed_in("producer").await;
    let producer = producer_of(&app, "producer").await;
    let link = invited(&app, &owner, "buyer", "staff").await;
    assert!(link.starts_with("/nguoi-ban/loi-moi/"), "{link}");
    let hashed = app
        .count("SELECT COUNT(*) FROM invitations WHERE length(token_hash) = 64")
        .await;
    assert_eq!(hashed, 1);
    // Nobody else, signed in or not.
    let other = app.signed_in("point").await;
    let page = other.get(&link).await.is(200);
    assert!(
        page.main().contains("gửi cho một địa chỉ khác"),
        "{}",
        page.main()
    );
    assert!(!page.main().contains("buyer@example.com"));
    other.submit(&link, &[]).await.is(422);
    app.browser().submit(&link, &[]).await.is(303);
    // Another token opens nothing, whatever it was made for.
    let buyer = app.signed_in("buyer").await;
    buyer.submit(&format!("{link}x"), &[]).await.is(422);
    let english = link.replace("/nguoi-ban/loi-moi/", "/en/studio/invitations/");
    assert!(buyer.get(&english).await.is(200).main().contains("to work for"));
    buyer.get("/nguoi-ban").await.is(404);
    buyer.submit(&link, &[]).await.is(303);
    buyer.get("/nguoi-ban").await.is(200);
    buyer.get(PEOPLE).await.is(404);
    buyer.get(SETTINGS).await.is(404);
    buyer.submit(&link, &[]).await.is(422);
    assert!(
        roles(&app, producer)
            .await
            .contains(&(id_of(&app, "buyer").await, MemberRole::Staff))
    );
    // A newer one kills the older one, and a week kills both.
    let first = invited(&app, &owner, "buyer", "owner").await;
    let second = invited(&app, &owner, "buyer", "owner").await;
    buyer.submit(&first, &[]).await.is(422);
    app.advance(TimeDelta::days(7) + TimeDelta::seconds(1));
    buyer.submit(&second, &[]).await.is(422);
    app.stop().await;
}

#[tokio::test]
async fn invitations_are_refused_in_words_and_withdrawn_by_their_owners_alone() {
    let app = app().await;
    let owner = app.signed_in("producer").await;
    let foreign = app.signed_in("producer2").await;
    for (email, role, status) in [
        ("", "staff", 422),
        ("no address", "staff", 422),
        ("a@b\r\nBcc: c@d.vn", "staff", 422),
        ("new@example.com", "king", 422),
        ("new@example.com", "", 422),
        ("staff@example.com", "staff", 422),
        ("producer@example.com", "staff", 422),
    ] {
        let fields = [("email", email), ("role", role)];
        let answer = owner.submit("/nguoi-ban/thanh-vien/moi", &fields).await;
        assert_eq!(answer.status, status, "{email} {role}");
    }
    assert!(app.letters("invitation").await.is_empty());
    let link = invited(&app, &owner, "buyer", "owner").await;
    let id = app.count("SELECT id FROM invitations").await.to_string();
    let gone = [("id", id.as_str())];
    foreign
        .submit("/nguoi-ban/thanh-vien/thu-hoi", &gone)
        .await
        .is(404);
    owner.submit("/nguoi-ban/thanh-vien/thu-hoi", &gone).await.is(303);
    let buyer = app.signed_in("buyer").await;
    buyer.submit(&link, &[]).await.is(422);
    app.stop().await;
}

#[tokio::test]
async fn a_lost_role_is_lost_on_the_next_request() {
    let app = app().await;
    let owner = app.signed_in("producer").await;
    let staff = app.signed_in("staff").await;
    staff.get("/nguoi-ban").await.is(200);
    let id = id_of(&app, "staff").await.to_string();
    // Of another producer's people nobody hears.
    let foreign = app.signed_in("producer2").await;
    for path in ["/nguoi-ban/thanh-vien/xoa", "/nguoi-ban/thanh-vien/vai-tro"] {
        let fields = [("id", id.as_str()), ("role", "owner")];
        foreign.submit(path, &fields).await.is(404);
        staff.submit(path, &fields).await.is(404);
    }
    owner
        .submit("/nguoi-ban/thanh-vien/vai-tro", &[("id", &id), ("role", "owner")])
        .await
        .is(303);
    staff.get(PEOPLE).await.is(200);
    owner
        .submit("/nguoi-ban/thanh-vien/xoa", &[("id", &id)])
        .await
        .is(303);
    staff.get(PEOPLE).await.is(404);
    staff.get("/nguoi-ban").await.is(404);
    assert_eq!(
        app.count("SELECT COUNT(*) FROM audit_entries WHERE action IN ('member.role', 'member.remove')")
            .await,
        2
    );
    app.stop().await;
}

#[tokio::test]
async fn the_last_owner_stays() {
    let app = app().await;
    let owner = app.signed_in("producer").await;
    let producer = producer_of(&app, "producer").await;
    let own = id_of(&app, "producer").await.to_string();
    let before = roles(&app, producer).await;
    for (path, role) in [
        ("/nguoi-ban/thanh-vien/xoa", ""),
        ("/nguoi-ban/thanh-vien/vai-tro", "staff"),
    ] {
        let fields = [("id", own.as_str()), ("role", role)];
        let page = owner.submit(path, &fields).await.is(422);
        assert!(page.main().contains("chủ duy nhất"), "{}", page.main());
    }
    assert_eq!(roles(&app, producer).await, before);
    // Two owners who remove each other at once: one of them is left.
    let staff = id_of(&app, "staff").await.to_string();
    owner
        .submit(
            "/nguoi-ban/thanh-vien/vai-tro",
            &[("id", &staff), ("role", "owner")],
        )
        .await
        .is(303);
    let second = app.signed_in("staff").await;
    let (of_second, of_own) = ([("id", staff.as_str())], [("id", own.as_str())]);
    let (one, two) = tokio::join!(
        owner.submit("/nguoi-ban/thanh-vien/xoa", &of_second),
        second.submit("/nguoi-ban/thanh-vien/xoa", &of_own),
    );
    let mut codes = [one.status.as_u16(), two.status.as_u16()];
    codes.sort_unstable();
    assert_eq!(codes, [303, 404]);
    let left = roles(&app, producer).await;
    let owners = left.iter().filter(|(_, role)| *role == MemberRole::Owner).count();
    assert_eq!(owners, 1, "{left:?}");
    app.stop().await;
}

fn account(again: &str) -> [(&'static str, String); 5] {
    [
        ("bank", "970436".to_owned()),
        ("account", "0011 0041 2345".to_owned()),
        ("account_again", again.to_owned()),
        ("holder", "HA THI VINH".to_owned()),
        ("holder_again", "HA  THI VINH".to_owned()),
    ]
}

#[tokio::test]
async fn a_new_account_is_typed_twice_and_told_to_every_owner() {
    let app = app().await;
    let owner = app.signed_in("producer").await;
    let producer = producer_of(&app, "producer").await;
    let path = "/nguoi-ban/cai-dat/ngan-hang";
    let fields = account("0011 0041 2346");
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let page = owner.submit(path, &fields).await.is(422);
    assert!(
        page.main().contains("Hai lần không giống nhau"),
        "{}",
        page.main()
    );
    assert_eq!(page.attributes("#account_again", "value"), ["0011 0041 2346"]);
    assert!(app.letters("bank_changed").await.is_empty());
    app.signed_in("staff").await.submit(path, &fields).await.is(404);
    let fields = account("001100412345");
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    owner.submit(path, &fields).await.is(303);
    let row = settings(&app, producer).await;
    assert_eq!(row.bank_account.as_deref(), Some("001100412345"));
    let letters = app.letters("bank_changed").await;
    assert_eq!(letters.len(), 1, "one owner");
    assert_eq!(letters[0].0, "producer@example.com");
    assert!(!letters[0].1.to_string().contains("001100412345"));
    assert_eq!(
        app.count("SELECT COUNT(*) FROM audit_entries WHERE action = 'settings.bank'")
            .await,
        1
    );
    // The same again changes nothing and tells nobody.
    owner.submit(path, &fields).await.is(303);
    assert_eq!(app.letters("bank_changed").await.len(), 1);
    // Nobody else may name it: its statement would be theirs to read and to write.
    let other = app.signed_in("producer2").await;
    let page = other.submit(path, &fields).await.is(422);
    assert!(page.main().contains("tài khoản riêng"), "{}", page.main());
    app.stop().await;
}

#[tokio::test]
async fn settings_are_judged_part_by_part() {
    let app = app().await;
    let owner = app.signed_in("producer").await;
    let producer = producer_of(&app, "producer").await;
    for (part, fields, status) in [
        ("lien-he", vec![("phone", "0912"), ("email", "")], 422),
        ("lien-he", vec![("phone", ""), ("email", "")], 422),
        (
            "lien-he",
            vec![("phone", "0912 345 678"), ("email", "a@b.vn")],
            303,
        ),
        ("thanh-toan", vec![("ways", "1")], 422),
        ("thanh-toan", vec![("ways", "1"), ("cod", "1")], 303),
        ("giao-hang", vec![("radius", "999"), ("fee", "0")], 422),
        ("giao-hang", vec![("radius", "12"), ("fee", "")], 422),
        (
            "giao-hang",
            vec![("radius", "12"), ("fee", "20.000"), ("free_from", "500000")],
            303,
        ),
        (
            "nghi",
            vec![("closed_from", "2026-12-05"), ("closed_until", "2026-12-01")],
            422,
        ),
        (
            "nghi",
            vec![("closed_from", "2026-12-05"), ("closed_until", "")],
            422,
        ),
        (
            "nghi",
            vec![("closed_from", "tomorrow"), ("closed_until", "")],
            422,
        ),
        (
            "nghi",
            vec![("closed_from", "2026-12-01"), ("closed_until", "2026-12-05")],
            303,
        ),
        ("ton-kho", vec![("low_stock", "-1")], 422),
        ("ton-kho", vec![("low_stock", "7")], 303),
    ] {
        let answer = owner.submit(&format!("{SETTINGS}/{part}"), &fields).await;
        assert_eq!(answer.status, status, "{part} {fields:?}: {}", answer.summary());
    }
    let row = settings(&app, producer).await;
    assert_eq!(row.phone.as_deref(), Some("+84912345678"));
    assert!(row.accepts_cod && !row.accepts_transfer);
    assert_eq!(row.own_radius_m, Some(12_000));
    assert_eq!(row.own_fee.map(entity::Vnd::dong), Some(20_000));
    assert_eq!(
        row.closed_until.map(|day| day.to_string()).as_deref(),
        Some("2026-12-05")
    );
    assert_eq!(row.low_stock_at, 7);
    let page = owner.get(SETTINGS).await.is(200);
    assert_eq!(page.attributes("#radius", "value"), ["12"]);
    assert!(page.bytes.len() < 30 * 1024, "{} bytes", page.bytes.len());
    app.stop().await;
}
