//! Files of decisions on their way in: whatever encoding they come in, every line is matched or told what is wrong, and
//! nothing is written before it is applied.

use tabular::{Sheet, Value};

use crate::support::app::App;
use crate::support::certifying::{IMPORTS, LIST, PRODUCT, audited, bare, count, office, press, sent, stars};
use crate::support::upload::Parts;

const OTHER: &str = "khan-lua-to-sen";

/// An office whose two products have no certificate yet.
async fn cleared() -> App {
    let app = office().await;
    bare(&app, PRODUCT).await;
    bare(&app, OTHER).await;
    app
}

/// A file with one decision for the product.
fn one(stars: &str, day: &str, number: &str) -> String {
    format!(
        "Địa chỉ sản phẩm,Số sao,Ngày ký,Số quyết định,Cơ quan ban hành\r\n\
         {PRODUCT},{stars},{day},{number},UBND thành phố Hà Nội\r\n"
    )
}

fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    bytes
}

#[tokio::test]
async fn every_usual_encoding_is_read() {
    let app = cleared().await;
    let operator = app.signed_in("operator").await;
    let text = one("4", "20/06/2025", "11/QĐ-UBND");
    let mut bom = "\u{feff}".as_bytes().to_vec();
    bom.extend(text.replace(',', ";").into_bytes());
    // As old office programs save it: ASCII names of columns, marks after their letters.
    let mut old =
        format!("product,stars,signed_on,decision_no,issuer\r\n{PRODUCT},4,20/06/2025,11/Q").into_bytes();
    old.extend([0xd0]);
    old.extend(b"-UBND,UBND th\xe0nh ph\xf4\xec H\xe0 N\xf4\xf2i\r\n");
    let sheet = Sheet {
        name: "QĐ".to_owned(),
        header: [
            "Địa chỉ sản phẩm",
            "Số sao",
            "Ngày ký",
            "Số quyết định",
            "Cơ quan ban hành",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: vec![vec![
            PRODUCT.into(),
            Value::Integer(4),
            Value::Day("2025-06-20".parse().unwrap()),
            "11/QĐ-UBND".into(),
            "UBND thành phố Hà Nội".into(),
        ]],
    };
    let book = tabular::xlsx(&[sheet]).unwrap();
    for (kind, bytes) in [
        ("utf-8", text.clone().into_bytes()),
        ("bom", bom),
        ("utf-16", utf16(&text)),
        ("windows-1258", old),
        ("xlsx", book),
    ] {
        let import = sent(&operator, &bytes).await;
        let page = operator.get(&import).await.is(200).main();
        for part in ["Mới", "Trà sen Hiền Xiêm", "4 sao", "11/QĐ-UBND", "20/06/2025"] {
            assert!(page.contains(part), "{kind}: {part} is missing: {page}");
        }
        assert_eq!(count(&app, PRODUCT).await, 0, "{kind}: it was only read");
    }
    let issuers = "SELECT COUNT(*) FROM certificate_import_rows WHERE wanted LIKE '%UBND thành phố Hà Nội%'";
    assert_eq!(app.count(issuers).await, 5, "all five say the same");
    app.stop().await;
}

#[tokio::test]
async fn files_that_are_none_are_refused_beside_their_field() {
    let app = cleared().await;
    let operator = app.signed_in("operator").await;
    for (bytes, word) in [
        (b"".to_vec(), "dòng"),
        (b"PK\x03\x04broken".to_vec(), "CSV"),
        (b"a,b\r\n1,2\r\n".to_vec(), "cột"),
        ("Địa chỉ sản phẩm,Số sao,Ngày ký\r\n".into(), "dòng"),
        (
            "Địa chỉ sản phẩm,Số sao,Ngày ký\r\na,4,2025,9,9\r\n".into(),
            "Dòng 2",
        ),
        ("product,stars,signed_on\r\n\"a,4,2025\r\n".into(), "ngoặc"),
        (vec![0x89, b'P', b'N', b'G', 0x1a, 0], "CSV"),
    ] {
        let parts = Parts::default().file("file", "x.csv", &bytes);
        let refused = operator.upload(IMPORTS, parts).await.is(422);
        let said = refused.all("#file-err").join(" ");
        assert!(said.contains(word), "{bytes:?}: {said}");
    }
    operator.submit(IMPORTS, &[]).await.is(422);
    assert_eq!(app.count("SELECT COUNT(*) FROM certificate_imports").await, 0);
    let template = operator.get(&format!("{IMPORTS}/mau.csv")).await.is(200);
    assert!(template.text().contains("Số quyết định"));
    let book = operator
        .get("/en/office/certificates/imports/template.xlsx")
        .await
        .is(200);
    let read = tabular::read(&book.bytes, tabular::UPLOAD).unwrap();
    assert!(read.column(&["decision_no"]).is_some());
    app.stop().await;
}

#[tokio::test]
async fn broken_lines_are_named_and_the_others_go_on() {
    let app = cleared().await;
    let operator = app.signed_in("operator").await;
    let text = format!(
        "product,name,producer,stars,signed_on,decision_no,grade,source\r\n\
         {PRODUCT},,,4,20/06/2025,11/QĐ-UBND,,\r\n\
         khong-co-that,,,4,20/06/2025,12/QĐ-UBND,,\r\n\
         {OTHER},,,7,31/02/2025,QĐ,D,\r\n\
         {PRODUCT},,,4,20/06/2025,11/QĐ-UBND,,\r\n\
         {OTHER},,,3,2025,,B,\r\n\
         ,,,3,20/06/2025,13/QĐ-UBND,,\r\n"
    );
    let import = sent(&operator, text.as_bytes()).await;
    let page = operator
        .get(&format!("{import}?verdict=refused"))
        .await
        .is(200)
        .main();
    for part in [
        "Dòng 3",
        "khong-co-that",
        "Dòng 4",
        "Số sao “7”",
        "Ngày ký “31/02/2025”",
        "Mức chứng cứ “D”",
        "Dòng 5",
        "Trùng một dòng phía trên",
        "Dòng 6",
        "Mức B và C cần ghi nguồn",
        "Dòng 7",
    ] {
        assert!(page.contains(part), "{part} is missing: {page}");
    }
    press(&operator, &import, "apply").await.is(303);
    assert_eq!(stars(&app, PRODUCT).await, Some(4));
    assert_eq!(count(&app, PRODUCT).await, 1);
    assert_eq!(count(&app, OTHER).await, 0);
    assert_eq!(audited(&app, "certificate.record").await, 1);
    assert_eq!(audited(&app, "certificate_import.apply").await, 1);
    app.stop().await;
}

#[tokio::test]
async fn an_import_is_applied_once() {
    let app = cleared().await;
    let operator = app.signed_in("operator").await;
    let text = one("4", "20/06/2025", "11/QĐ-UBND");
    let import = sent(&operator, text.as_bytes()).await;
    let (first, second) = tokio::join!(
        press(&operator, &import, "apply"),
        press(&operator, &import, "apply")
    );
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 422]);
    press(&operator, &import, "apply").await.is(422);
    press(&operator, &import, "discard").await.is(422);
    press(&operator, &import, "reconsider").await.is(422);
    assert_eq!(count(&app, PRODUCT).await, 1);
    // The same file once more says nothing new.
    let again = sent(&operator, text.as_bytes()).await;
    let page = operator.get(&again).await.is(200).main();
    assert!(page.contains("Không đổi: 1"), "{page}");
    press(&operator, &again, "apply").await.is(422);
    press(&operator, &again, "discard").await.is(303);
    assert_eq!(count(&app, PRODUCT).await, 1);
    // What was fetched comes back as it went.
    let table = operator
        .get(&format!("{LIST}/bang.csv?q={PRODUCT}&state=current"))
        .await
        .is(200);
    let table = if table.text().contains("11/QĐ-UBND") {
        table
    } else {
        operator
            .get(&format!("{LIST}/bang.csv?q=tra+sen+hien+xiem"))
            .await
            .is(200)
    };
    let back = sent(&operator, &table.bytes).await;
    let page = operator.get(&back).await.is(200).main();
    assert!(page.contains("Không đổi"), "{page}");
    app.stop().await;
}

#[tokio::test]
async fn who_may_be_meant_is_chosen_or_left_out() {
    let app = cleared().await;
    let operator = app.signed_in("operator").await;
    // Two products of one name, of two makers.
    app.world
        .run(&format!(
            "UPDATE product_texts SET name = 'Trà sen Hiền Xiêm' WHERE locale = 'vi' \
             AND product_id = (SELECT id FROM products WHERE slug = '{OTHER}')"
        ))
        .await;
    let text = "Tên sản phẩm,Chủ thể,Số sao,Ngày ký,Số quyết định\r\n\
                trà sen HIỀN XIÊM,,4,20/06/2025,11/QĐ-UBND\r\n\
                Tra sen Hien Xiem,Một hợp tác xã khác,3,20/06/2025,12/QĐ-UBND\r\n";
    let import = sent(&operator, text.as_bytes()).await;
    let page = operator.get(&import).await.is(200);
    let fields = page.attributes("select[name^='row_']", "name");
    assert_eq!(fields.len(), 2, "{}", page.main());
    press(&operator, &import, "apply").await.is(422);
    let meant = app
        .count(&format!("SELECT id FROM products WHERE slug = '{OTHER}'"))
        .await
        .to_string();
    // What was not offered is not taken.
    let choice = [
        ("verb", "choose"),
        (fields[0].as_str(), meant.as_str()),
        (fields[1].as_str(), "999999"),
    ];
    operator.submit(&import, &choice).await.is(303);
    press(&operator, &import, "apply").await.is(303);
    assert_eq!(count(&app, OTHER).await, 1);
    assert_eq!(count(&app, PRODUCT).await, 0, "left out");
    assert_eq!(stars(&app, OTHER).await, Some(4));
    app.stop().await;
}

#[tokio::test]
async fn twenty_thousand_lines_are_read_and_told_apart() {
    let app = cleared().await;
    let operator = app.signed_in("operator").await;
    let mut text = "product,stars,signed_on,decision_no\r\n".to_owned();
    let products = std::fs::read_to_string(crate::support::files::root().join("data/products.csv")).unwrap();
    let slugs: Vec<&str> = products
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').next())
        .filter(|slug| slug.contains('-') && !slug.contains(' '))
        .collect();
    for number in 0..20_000 {
        let line = if number % 2 == 0 {
            let slug = slugs[number / 2 % slugs.len()];
            format!("{slug},{},20/06/2025,{number}/QĐ\r\n", 3 + number % 3)
        } else {
            format!("khong-co-{number},4,20/06/2025,{number}/QĐ\r\n")
        };
        text.push_str(&line);
    }
    let import = sent(&operator, text.as_bytes()).await;
    let page = operator.get(&import).await.is(200);
    assert!(page.main().contains("20.000 dòng"), "{}", page.main());
    assert!(page.text().len() < 30_000, "{}", page.text().len());
    let far = operator.get(&format!("{import}?page=9999999")).await.is(200);
    assert!(far.all(".acct-list li").is_empty());
    app.stop().await;
}
