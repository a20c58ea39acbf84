//! Asking a server over sockets, and what its answers cost.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::Failure;

/// Connections that ask at the same time.
pub const CONNECTIONS: usize = 16;
const SECONDS: u64 = 2;
/// Name of the threads that ask.
const CLIENT: &str = "client";
/// Rounds; the middle one counts, for the machine is noisy.
const ROUNDS: usize = 5;

/// Reads one answer; returns its body.
fn read(stream: &mut BufReader<TcpStream>) -> Result<Vec<u8>, Failure> {
    let mut length = 0;
    let mut line = String::new();
    stream.read_line(&mut line)?;
    if !line.starts_with("HTTP/1.1 200") {
        return Err(format!("answered {line:?}").into());
    }
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
    Ok(body)
}

fn request(path: &str, coding: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: {coding}\r\n\r\n").into_bytes()
}

/// The body of one answer.
pub fn once(address: SocketAddr, path: &str, coding: &str) -> Result<Vec<u8>, Failure> {
    let mut stream = BufReader::new(TcpStream::connect(address)?);
    stream.get_mut().write_all(&request(path, coding))?;
    read(&mut stream)
}

/// Processor time of this process so far, without its clients: whatever else the machine is doing, an
/// answer takes the same. Linux counts it per thread.
fn answering() -> Result<Duration, Failure> {
    let mut total = 0;
    for thread in std::fs::read_dir("/proc/self/task")? {
        let thread = thread?.path();
        let name = std::fs::read_to_string(thread.join("comm")).unwrap_or_default();
        if name.trim() != CLIENT {
            let spent = std::fs::read_to_string(thread.join("schedstat")).unwrap_or_default();
            let spent = spent
                .split(' ')
                .next()
                .and_then(|spent| spent.parse::<u64>().ok());
            total += spent.unwrap_or(0);
        }
    }
    Ok(Duration::from_nanos(total))
}

/// Microseconds of processor an answer takes, over some connections that ask for one path after the other
/// as soon as they are answered.
fn cost(address: SocketAddr, paths: &[String], coding: &str) -> Result<f64, Failure> {
    let (stop, count) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let mut clients = Vec::new();
    for first in 0..CONNECTIONS {
        let (stop, count) = (stop.clone(), count.clone());
        let asked: Vec<Vec<u8>> = paths.iter().map(|path| request(path, coding)).collect();
        let client = move || -> Result<(), Failure> {
            let mut stream = BufReader::with_capacity(64 * 1024, TcpStream::connect(address)?);
            stream.get_ref().set_nodelay(true)?;
            for bytes in asked.iter().cycle().skip(first % asked.len()) {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                stream.get_mut().write_all(bytes)?;
                read(&mut stream)?;
                count.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        };
        clients.push(
            std::thread::Builder::new()
                .name(CLIENT.to_owned())
                .spawn(client)?,
        );
    }
    std::thread::sleep(Duration::from_millis(500));
    let (before, began) = (count.load(Ordering::Relaxed), answering()?);
    std::thread::sleep(Duration::from_secs(SECONDS));
    let done = count.load(Ordering::Relaxed) - before;
    let spent = answering()?.saturating_sub(began);
    stop.store(true, Ordering::Relaxed);
    for client in clients {
        client
            .join()
            .map_err(|panic| format!("a client panicked: {panic:?}"))??;
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    Ok(spent.as_secs_f64() * 1e6 / done as f64)
}

/// The middle one.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Median and given percentile in milliseconds.
pub fn times(mut taken: Vec<Duration>, percent: usize) -> (f64, f64) {
    taken.sort_unstable();
    let at = |percent| search::eval::percentile(&taken, percent).as_secs_f64() * 1_000.0;
    (at(50), at(percent))
}

/// What was measured side by side: microseconds of the floor, of the page, and floor ÷ page.
pub struct Compared {
    /// The bare handler.
    pub floor: f64,
    /// The page.
    pub page: f64,
    /// Share of the floor's speed.
    pub share: f64,
}

/// Floor and page in turns, and the middle of each: what disturbs one round disturbs both.
pub async fn compare(
    floor: (SocketAddr, String),
    page: (SocketAddr, Vec<String>),
    coding: &'static str,
) -> Result<Compared, Failure> {
    let rounds = move || -> Result<Compared, Failure> {
        let (mut floors, mut pages, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let least = cost(floor.0, std::slice::from_ref(&floor.1), coding)?;
            let made = cost(page.0, &page.1, coding)?;
            floors.push(least);
            pages.push(made);
            shares.push(least / made);
        }
        Ok(Compared {
            floor: median(floors),
            page: median(pages),
            share: median(shares),
        })
    };
    tokio::task::spawn_blocking(rounds).await?
}
