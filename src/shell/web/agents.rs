//! Who asks: people with a browser, or machines that read for others. By what they call themselves and no more, which
//! is enough for counting views and for nothing else.

use actix_web::http::header::{self, HeaderMap};

/// Words of robots, previews, checkers and programs that begin with a letter. Nearly all robots give an address where
/// one can read about them; browsers do not.
const fn words(letter: u8) -> &'static [&'static [u8]] {
    match letter.to_ascii_lowercase() {
        b'b' => &[b"bot"],
        b'c' => &[b"crawl", b"curl/"],
        b'h' => &[b"http", b"headless"],
        b'j' => &[b"java/"],
        b'l' => &[b"lighthouse"],
        b'm' => &[b"monitor"],
        b'p' => &[b"python", b"preview"],
        b's' => &[b"spider", b"slurp", b"scan"],
        b'w' => &[b"wget"],
        _ => &[],
    }
}

/// Whether a person looks, as far as the request says: a browser always says what it is.
pub(super) fn is_person(headers: &HeaderMap) -> bool {
    headers
        .get(header::USER_AGENT)
        .is_some_and(|agent| !agent.is_empty() && !is_robot(agent.as_bytes()))
}

fn is_robot(agent: &[u8]) -> bool {
    agent.iter().enumerate().any(|(at, letter)| {
        let (before, rest) = agent.split_at(at);
        words(*letter).iter().any(|word| begins(rest, word))
            // A make of telephones.
            && !(begins(rest, b"bot") && ends(before, b"cu"))
    })
}

fn begins(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn ends(text: &[u8], word: &[u8]) -> bool {
    let tail = text.len().checked_sub(word.len()).and_then(|at| text.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::is_robot;

    #[test]
    fn browsers_are_people_and_robots_are_not() {
        for browser in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/124.0 Chrome/118.0 Safari/537.36",
            "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36 Zalo android/12100",
            "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; vi) Presto/2.8 Version/11.10",
        ] {
            assert!(!is_robot(browser.as_bytes()), "{browser}");
        }
        for robot in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
            "coccocbot-web/1.0",
            "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0 Safari/537.36",
            "Baiduspider",
            "CURL/8.5.0",
            "Go-http-client/2.0",
            "python-requests/2.32",
        ] {
            assert!(is_robot(robot.as_bytes()), "{robot}");
        }
    }
}
