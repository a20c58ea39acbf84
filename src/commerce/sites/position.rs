//! Positions as people type and paste them.

use super::fault::Fault;
use foundation::kernel::geo::{self, Position, PositionFault};

/// Reads two fields: decimals with a comma or a point, or both numbers pasted into one field. Nothing in either is no
/// position. What lies outside Việt Nam is refused, and said to be swapped where the other order would lie within.
pub fn read(lat: &str, lon: &str) -> Result<Option<Position>, Fault> {
    let (lat, lon) = (lat.trim(), lon.trim());
    let (lat, lon) = match (lat.is_empty(), lon.is_empty()) {
        (true, true) => return Ok(None),
        (false, false) => (degrees(lat), degrees(lon)),
        (false, true) => pair(lat).ok_or(Fault::HalfPosition)?,
        (true, false) => pair(lon).ok_or(Fault::HalfPosition)?,
    };
    let (Some(lat), Some(lon)) = (lat, lon) else {
        return Err(Fault::BadCoordinate);
    };
    match geo::plausible(lat, lon) {
        Ok(position) => Ok(Some(position)),
        Err(PositionFault::Swapped) => Err(Fault::Swapped),
        Err(PositionFault::Outside) => Err(Fault::Outside),
    }
}

type Degrees = Option<f64>;

/// Two numbers in one text; `None` where there is only one.
fn pair(text: &str) -> Option<(Degrees, Degrees)> {
    let parts: Vec<&str> = text
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ';' | '/' | '|'))
        .filter(|part| !part.is_empty() && *part != ",")
        .collect();
    match parts.as_slice() {
        [lat, lon] => Some((degrees(lat), degrees(lon))),
        [one] => {
            let pieces: Vec<&str> = one.split(',').collect();
            match pieces.as_slice() {
                // With points in the numbers the comma stands between them.
                [lat, lon] if one.contains('.') => Some((degrees(lat), degrees(lon))),
                [lat, north, lon, east] => Some((
                    degrees(&format!("{lat}.{north}")),
                    degrees(&format!("{lon}.{east}")),
                )),
                _ => None,
            }
        }
        _ => None,
    }
}

/// A number of degrees, with a comma or a point.
fn degrees(text: &str) -> Degrees {
    let text = text.trim().trim_end_matches([',', '°']).replace(',', ".");
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    plain
        .then(|| text.parse::<f64>().ok())
        .flatten()
        .filter(|degrees| degrees.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_type_positions_in_many_ways() {
        for (lat, lon) in [
            ("20.98", "105.9"),
            ("20,98", "105,9"),
            ("20,98 105,9", ""),
            ("20.98, 105.9", ""),
            ("20.98,105.9", ""),
            ("20,98,105,9", ""),
            ("", "20,98; 105,9"),
            (" 20.98° ", "105.9°"),
        ] {
            let found = read(lat, lon).unwrap().unwrap();
            assert!((found.lat() - 20.98).abs() < 1e-9, "{lat} {lon}");
            assert!((found.lon() - 105.9).abs() < 1e-9, "{lat} {lon}");
        }
        assert_eq!(read("", " "), Ok(None));
    }

    #[test]
    fn slips_of_the_pen_are_told_apart() {
        assert_eq!(read("105,9", "20,98"), Err(Fault::Swapped));
        assert_eq!(read("105.9 20.98", ""), Err(Fault::Swapped));
        assert_eq!(read("48.85", "2.35"), Err(Fault::Outside));
        assert_eq!(read("20.98", ""), Err(Fault::HalfPosition));
        for text in ["NaN", "inf", "1e2", "hai mươi", "20.9.8", "٢٠"] {
            assert_eq!(read(text, "105.9"), Err(Fault::BadCoordinate), "{text}");
        }
    }
}
