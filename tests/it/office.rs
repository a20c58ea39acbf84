//! What the operator does besides deciding: producers that are taken away and come back, the list of requirements.

use crate::support::app::App;
use crate::support::db::Content;

async fn app() -> App {
    let app = App::quiet(Content::Data, &[]).await;
    app.demo_people().await;
    app
}

#[tokio::test]
async fn a_suspended_producer_is_hidden_and_comes_back() {
    let app = app().await;
    let slug = "gom-su-quang-vinh";
    let page = format!("/nha-san-xuat/{slug}");
    let id = app
        .count(&format!("SELECT id FROM producers WHERE slug = '{slug}'"))
        .await;
    let product = app
        .running
        .state
        .editions
        .current()
        .catalogue
        .of_producer(id)
        .next()
        .map(|product| format!("/san-pham/{}", product.slug));
    app.visitor().get(&page).await.is(200);
    let (operator, officer) = (app.signed_in("operator").await, app.signed_in("officer").await);
    let at = format!("/quan-tri/nha-san-xuat/{id}");
    officer.get(&at).await.is(200);
    operator
        .get("/quan-tri/nha-san-xuat?q=gom&status=published")
        .await
        .is(200);
    let turn = format!("{at}/trang-thai");
    let suspend = [("turn", "suspend"), ("reason", "Hàng giả")];
    officer.submit(&turn, &suspend).await.is(404);
    operator.submit(&turn, &[("turn", "suspend")]).await.is(422);
    app.world.run("DELETE FROM jobs WHERE kind = 'index'").await;
    operator.submit(&turn, &suspend).await.is(303);
    // A search engine of its own learns of it by a job.
    let asked = "SELECT COUNT(*) FROM jobs WHERE kind = 'index'";
    assert_eq!(app.count(asked).await, 1);
    operator.submit(&turn, &suspend).await.is(422);
    app.running.state.editions.refresh().await.unwrap();
    app.visitor().get(&page).await.is(404);
    if let Some(product) = &product {
        app.visitor().get(product).await.is(404);
    }
    assert_eq!(app.letters("producer_suspended").await.len(), 1);
    // Its people still have their desk: open orders go on.
    app.signed_in("producer").await.get("/nguoi-ban").await.is(200);
    let back = [("turn", "reinstate"), ("reason", "Đã rõ")];
    operator.submit(&turn, &back).await.is(303);
    app.running.state.editions.refresh().await.unwrap();
    app.visitor().get(&page).await.is(200);
    if let Some(product) = &product {
        app.visitor().get(product).await.is(200);
    }
    app.stop().await;
}

#[tokio::test]
async fn the_operator_keeps_the_list_of_requirements() {
    let app = app().await;
    let operator = app.signed_in("operator").await;
    let list = "/quan-tri/yeu-cau";
    let new = [
        ("label_vi", "Ảnh xưởng"),
        ("label_en", "A picture of the workshop"),
        ("legal_form", ""),
        ("position", "9"),
        ("required", "1"),
        ("active", "1"),
    ];
    operator.submit(&format!("{list}/0"), &new).await.is(303);
    let id = app
        .count("SELECT id FROM requirements WHERE label_en = 'A picture of the workshop'")
        .await;
    let officer = app.signed_in("officer").await;
    assert!(officer.get(list).await.is(200).main().contains("Ảnh xưởng"));
    officer.submit(&format!("{list}/{id}"), &new).await.is(404);
    let mut bad = new;
    bad[2] = ("legal_form", "empire");
    operator.submit(&format!("{list}/{id}"), &bad).await.is(422);
    operator.submit(&format!("{list}/{id}"), &new[..4]).await.is(303);
    let off = app
        .count("SELECT COUNT(*) FROM requirements WHERE NOT active AND NOT required")
        .await;
    assert_eq!(off, 1);
    app.stop().await;
}
