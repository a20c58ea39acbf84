//! How many orders a second the checkout takes, and whether browsing notices.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use cho_lang::app::Running;
use chrono::{DateTime, Utc};
use domain::inventory;
use entity::{Vnd, cart, cart_line};
use foundation::kernel::db::{self, Db};
use foundation::kernel::secrets::hash;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, Statement};

use super::Failure;
use super::http::{once, times};

/// Buyers who send at the same time.
const BUYERS: usize = 16;
/// Carts that wait to be bought.
const CARTS: usize = 6_000;
const SECONDS: u64 = 8;
/// Rows an insert takes at once.
const AT_ONCE: usize = 1_000;

/// Two variants of different producers that may travel by parcel.
async fn goods(db: &Db) -> Result<Vec<i64>, Failure> {
    let sql = "SELECT MIN(v.id) AS id FROM variants v JOIN products p ON p.id = v.product_id \
         JOIN product_sets st ON st.id = p.set_id JOIN stock_items s ON s.variant_id = v.id \
         WHERE p.kind = 'goods' AND st.parcel = TRUE AND p.set_id NOT IN (14, 15, 25, 26) \
         AND s.made_to_order = FALSE GROUP BY p.producer_id ORDER BY 1 LIMIT 40";
    let rows = db
        .query_all_raw(Statement::from_string(db.get_database_backend(), sql))
        .await?;
    let ids: Result<Vec<i64>, _> = rows.iter().map(|row| row.try_get("", "id")).collect();
    Ok(ids?)
}

/// Carts with goods of two producers each, as browsers hold them.
async fn carts(db: &Db, now: DateTime<Utc>, goods: &[i64]) -> Result<(), Failure> {
    let txn = db::write_txn(db).await?;
    for variant in goods {
        let counted = inventory::count(&txn, now, *variant, 10_000_000, "bench", "bench").await?;
        counted.map_err(|promised| format!("{promised} pieces are promised"))?;
    }
    let numbers: Vec<usize> = (0..CARTS).collect();
    for chunk in numbers.chunks(AT_ONCE) {
        let rows = chunk.iter().map(|number| cart::ActiveModel {
            token_hash: Set(Some(hash(&format!("cart-{number}")))),
            user_id: Set(None),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        });
        let made = cart::Entity::insert_many(rows).exec_with_returning(&txn).await?;
        let lines = made.iter().zip(chunk).flat_map(|(cart, number)| {
            pair(goods, *number).map(|variant| cart_line::ActiveModel {
                cart_id: Set(cart.id),
                variant_id: Set(variant),
                quantity: Set(1),
                seen_price: Set(Vnd::ZERO),
                saved: Set(false),
                added_at: Set(now),
                ..Default::default()
            })
        });
        cart_line::Entity::insert_many(lines)
            .exec_without_returning(&txn)
            .await?;
    }
    txn.commit().await?;
    Ok(())
}

/// What is in a cart: most carts share no goods with the ones beside them.
fn pair(goods: &[i64], number: usize) -> [i64; 2] {
    let at = |place: usize| goods.get(place % goods.len().max(1)).copied().unwrap_or(0);
    [at(number * 2), at(number * 2 + 1)]
}

/// One request on a connection; status and body.
fn ask(stream: &mut BufReader<TcpStream>, request: &str) -> Result<(u16, String), Failure> {
    stream.get_mut().write_all(request.as_bytes())?;
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).unwrap_or_default().parse()?;
    let mut length = 0;
    loop {
        line.clear();
        stream.read_line(&mut line)?;
        let header = line.trim_end().to_ascii_lowercase();
        if header.is_empty() {
            break;
        }
        if let Some(value) = header.strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    Ok((status, String::from_utf8_lossy(&body).into_owned()))
}

fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let rest = page.split_once(from).map_or("", |(_, rest)| rest);
    rest.split_once(to).map_or("", |(found, _)| found)
}

/// Sends the checkout of one cart; whether it bought. The first answer tells the total, as it tells a buyer
/// who has not seen it yet, and the second sends it back.
fn buy(
    stream: &mut BufReader<TcpStream>,
    host: SocketAddr,
    number: usize,
    totals: &Totals,
) -> Result<bool, Failure> {
    let place = number % totals.0.len().max(1);
    for _ in 0..2 {
        let total = totals
            .0
            .get(place)
            .map_or(0, |total| total.load(Ordering::Relaxed));
        let body = format!(
            "key=bench-key-{number:08}&total={total}&name=Lan&tel=0912345678&street-address=1&\
             address-level2=Ph%C6%B0%E1%BB%9Dng+L%C3%A1ng&address-level1=H%C3%A0+N%E1%BB%99i&method=bank_transfer&terms=1"
        );
        let request = format!(
            "POST /dat-hang HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nCookie: cart=cart-{number}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        );
        let (status, page) = ask(stream, &request)?;
        if status == 303 {
            return Ok(true);
        }
        if status != 422 {
            return Err(format!("an order was answered with {status}").into());
        }
        let now: usize = between(&page, "name=\"total\" value=\"", "\"").parse()?;
        if let Some(total) = totals.0.get(place) {
            total.store(now, Ordering::Relaxed);
        }
    }
    Ok(false)
}

/// Totals of the carts by what is in them, learnt from the first answers.
struct Totals(Vec<AtomicUsize>);

/// Times of a page of the list until `until` says so.
pub fn browse(address: SocketAddr, until: &AtomicBool) -> Result<Vec<Duration>, Failure> {
    let mut taken = Vec::new();
    while !until.load(Ordering::Relaxed) {
        let began = Instant::now();
        once(address, "/san-pham", "gzip")?;
        taken.push(began.elapsed());
        std::thread::sleep(Duration::from_millis(10));
    }
    Ok(taken)
}

/// Orders a second on a site, and the p99 of browsing without and with them, as a line of the report.
pub async fn measure(site: &Running, name: &str, wanted: f64) -> Result<(String, bool), Failure> {
    let services = &site.state.services;
    let now = services.clock.now();
    commerce::demo::let_sell(&services.db, now).await?;
    let goods = goods(&services.db).await?;
    carts(&services.db, now, &goods).await?;
    db::analyze(&services.db).await?;
    site.state.editions.refresh().await?;
    let address = site.address;
    let (rate, calm, under) = tokio::task::spawn_blocking(move || storm(address, goods.len())).await??;
    let line = format!(
        "Checkout on {name}: {rate:.0} orders of two producers a second over {BUYERS} connections (wanted: at least \
         {wanted:.0}); a page of the list takes {calm:.1} ms at p99 before and {under:.1} ms meanwhile.\n"
    );
    Ok((line, rate >= wanted))
}

fn storm(address: SocketAddr, goods: usize) -> Result<(f64, f64, f64), Failure> {
    let quiet = Arc::new(AtomicBool::new(false));
    let calm = {
        let until = quiet.clone();
        let browser = std::thread::spawn(move || browse(address, &until));
        std::thread::sleep(Duration::from_secs(2));
        quiet.store(true, Ordering::Relaxed);
        browser.join().map_err(|_panic| "a browser panicked")??
    };
    let (stop, next, done) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
        Arc::new(AtomicUsize::new(0)),
    );
    let totals = Arc::new(Totals((0..goods / 2).map(|_| AtomicUsize::new(0)).collect()));
    let buyers: Vec<_> = (0..BUYERS)
        .map(|_| {
            let (stop, next, done, totals) = (stop.clone(), next.clone(), done.clone(), totals.clone());
            std::thread::spawn(move || -> Result<(), Failure> {
                let mut stream = BufReader::new(TcpStream::connect(address)?);
                stream.get_ref().set_nodelay(true)?;
                while !stop.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= CARTS {
                        break;
                    }
                    if buy(&mut stream, address, number, &totals)? {
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                }
                Ok(())
            })
        })
        .collect();
    std::thread::sleep(Duration::from_millis(500));
    let browser = {
        let until = stop.clone();
        std::thread::spawn(move || browse(address, &until))
    };
    let (before, began) = (done.load(Ordering::Relaxed), Instant::now());
    while began.elapsed() < Duration::from_secs(SECONDS) && next.load(Ordering::Relaxed) < CARTS {
        std::thread::sleep(Duration::from_millis(50));
    }
    let sold = done.load(Ordering::Relaxed) - before;
    let seconds = began.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    for buyer in buyers {
        buyer.join().map_err(|_panic| "a buyer panicked")??;
    }
    let under = browser.join().map_err(|_panic| "a browser panicked")??;
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    let rate = sold as f64 / seconds;
    Ok((rate, times(calm, 99).1, times(under, 99).1))
}
