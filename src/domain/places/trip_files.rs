//! A trip as files that other programs read: a calendar (RFC 5545) and a route (GPX 1.1).

use chrono::{DateTime, Utc};

use foundation::kernel::geo::Position;

/// A stop as the files tell it.
pub struct FileStop {
    /// Name of the place.
    pub name: String,
    /// Its address in words.
    pub address: String,
    /// Address of its page.
    pub url: String,
    /// Where it is.
    pub at: Position,
    /// From when.
    pub arrive: DateTime<Utc>,
    /// Till when.
    pub leave: DateTime<Utc>,
}

/// The calendar, one event a stop. `stamp` is when it was made.
pub fn calendar(stops: &[FileStop], stamp: DateTime<Utc>) -> String {
    let time = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Cho Lang//Trips//VI".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
    ];
    for stop in stops {
        lines.push("BEGIN:VEVENT".to_owned());
        lines.push(format!(
            "UID:{}-{}",
            time(stop.arrive),
            stop.url.replace("://", "-").replace('/', "-")
        ));
        lines.push(format!("DTSTAMP:{}", time(stamp)));
        lines.push(format!("DTSTART:{}", time(stop.arrive)));
        lines.push(format!("DTEND:{}", time(stop.leave)));
        lines.push(format!("SUMMARY:{}", text(&stop.name)));
        lines.push(format!("LOCATION:{}", text(&stop.address)));
        lines.push(format!("GEO:{:.5};{:.5}", stop.at.lat(), stop.at.lon()));
        lines.push(format!("URL:{}", stop.url));
        lines.push("END:VEVENT".to_owned());
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().fold(String::new(), |mut file, line| {
        fold(&mut file, line);
        file
    })
}

/// Text of a calendar: RFC 5545 section 3.3.11 wants these escaped.
fn text(words: &str) -> String {
    words
        .replace('\\', "\\\\")
        .replace(';', "\\;")
        .replace(',', "\\,")
        .replace(['\r', '\n'], " ")
}

/// Appends a line in pieces of at most 75 bytes (section 3.1), never within a letter.
fn fold(file: &mut String, line: &str) {
    let mut room = 75;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            file.push_str("\r\n ");
            room = 74;
        }
        file.push(letter);
        room -= letter.len_utf8();
    }
    file.push_str("\r\n");
}

/// The route with its stops as waypoints.
pub fn gpx(stops: &[FileStop], title: &str) -> String {
    use std::fmt::Write as _;
    let mut body = String::new();
    let mut route = String::new();
    for stop in stops {
        let (lat, lon, name) = (stop.at.lat(), stop.at.lon(), xml(&stop.name));
        // Writing into a string cannot fail.
        let _ = writeln!(
            body,
            "<wpt lat=\"{lat:.5}\" lon=\"{lon:.5}\"><name>{name}</name><desc>{}</desc><link href=\"{}\"/></wpt>",
            xml(&stop.address),
            xml(&stop.url)
        );
        let _ = writeln!(
            route,
            "<rtept lat=\"{lat:.5}\" lon=\"{lon:.5}\"><name>{name}</name></rtept>"
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gpx version=\"1.1\" creator=\"Chợ Làng\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n{body}<rte><name>{}</name>\n{route}</rte>\n</gpx>\n",
        xml(title)
    )
}

fn xml(words: &str) -> String {
    let words: String = words.chars().filter(|letter| !letter.is_control()).collect();
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stop() -> FileStop {
        let arrive = DateTime::parse_from_rfc3339("2026-11-22T09:05:00+07:00")
            .unwrap()
            .to_utc();
        FileStop {
            name: "Làng gốm Bát Tràng; chợ gốm, bảo tàng & lò <bầu>".to_owned(),
            address: "Xã Bát Tràng, thành phố Hà Nội, một địa chỉ đủ dài để phải xuống dòng hai lần"
                .to_owned(),
            url: "https://example.org/lang-nghe/lang-gom-bat-trang".to_owned(),
            at: Position::new(20.98551, 105.91473).unwrap(),
            arrive,
            leave: arrive + chrono::TimeDelta::minutes(60),
        }
    }

    #[test]
    fn the_calendar_is_folded_and_escaped() {
        let file = calendar(&[stop()], stop().arrive);
        assert!(file.split("\r\n").all(|line| line.len() <= 75), "{file}");
        let whole = file.replace("\r\n ", "");
        assert!(whole.contains("SUMMARY:Làng gốm Bát Tràng\\; chợ gốm\\, bảo tàng & lò <bầu>\r\n"));
        assert!(whole.contains("DTSTART:20261122T020500Z\r\nDTEND:20261122T030500Z\r\n"));
        assert!(whole.ends_with("END:VCALENDAR\r\n"));
    }

    #[test]
    fn the_route_is_well_formed() {
        let file = gpx(&[stop()], "Một ngày");
        assert!(file.contains("chợ gốm, bảo tàng &amp; lò &lt;bầu&gt;"));
        assert!(file.contains("<rtept lat=\"20.98551\" lon=\"105.91473\">"));
    }
}
