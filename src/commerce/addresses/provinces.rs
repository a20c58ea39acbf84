//! The 34 provinces and cities since 1 July 2025 (Nghị quyết 202/2025/QH15), with those that went into them
//! whole: a former province always lies in one of today's, so its name may be converted.

use foundation::kernel::fold::fold;

/// A province or city.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Province {
    /// Two-digit code.
    pub code: &'static str,
    /// Name without its kind.
    pub name: &'static str,
    /// Names of before that are part of it now, and what people call it, folded, separated by semicolons.
    pub also: &'static str,
    /// Whether it lies in the north: the mountains and the Red River delta.
    pub north: bool,
}

const fn north(code: &'static str, name: &'static str, also: &'static str) -> Province {
    Province {
        code,
        name,
        also,
        north: true,
    }
}

const fn south(code: &'static str, name: &'static str, also: &'static str) -> Province {
    Province {
        code,
        name,
        also,
        north: false,
    }
}

/// All of them, Hà Nội first, then from north to south.
pub const PROVINCES: [Province; 34] = [
    north("01", "Hà Nội", "ha noi;hn;hanoi;ha tay"),
    north("04", "Cao Bằng", "cao bang"),
    north("08", "Tuyên Quang", "tuyen quang;ha giang"),
    north("11", "Điện Biên", "dien bien"),
    north("12", "Lai Châu", "lai chau"),
    north("14", "Sơn La", "son la"),
    north("15", "Lào Cai", "lao cai;yen bai"),
    north("19", "Thái Nguyên", "thai nguyen;bac kan"),
    north("20", "Lạng Sơn", "lang son"),
    north("22", "Quảng Ninh", "quang ninh"),
    north("24", "Bắc Ninh", "bac ninh;bac giang"),
    north("25", "Phú Thọ", "phu tho;vinh phuc;hoa binh"),
    north("31", "Hải Phòng", "hai phong;hai duong"),
    north("33", "Hưng Yên", "hung yen;thai binh"),
    north("37", "Ninh Bình", "ninh binh;nam dinh;ha nam"),
    south("38", "Thanh Hóa", "thanh hoa"),
    south("40", "Nghệ An", "nghe an"),
    south("42", "Hà Tĩnh", "ha tinh"),
    south("44", "Quảng Trị", "quang tri;quang binh"),
    south("46", "Huế", "hue;thua thien hue"),
    south("48", "Đà Nẵng", "da nang;quang nam"),
    south("51", "Quảng Ngãi", "quang ngai;kon tum"),
    south("52", "Gia Lai", "gia lai;binh dinh"),
    south("56", "Khánh Hòa", "khanh hoa;ninh thuan"),
    south("66", "Đắk Lắk", "dak lak;phu yen"),
    south("68", "Lâm Đồng", "lam dong;dak nong;binh thuan"),
    south("75", "Đồng Nai", "dong nai;binh phuoc"),
    south(
        "79",
        "Hồ Chí Minh",
        "ho chi minh;hcm;tphcm;sai gon;binh duong;ba ria vung tau",
    ),
    south("80", "Tây Ninh", "tay ninh;long an"),
    south("82", "Đồng Tháp", "dong thap;tien giang"),
    south("86", "Vĩnh Long", "vinh long;ben tre;tra vinh"),
    south("91", "An Giang", "an giang;kien giang"),
    south("92", "Cần Thơ", "can tho;soc trang;hau giang"),
    south("96", "Cà Mau", "ca mau;bac lieu"),
];

/// The province of today that a typed name means: with or without its kind, today's name or one of before.
pub fn province(typed: &str) -> Option<&'static Province> {
    let mut name = fold(typed);
    for kind in ["thanh pho ", "tinh ", "tp ", "t "] {
        if let Some(rest) = name.strip_prefix(kind) {
            name = rest.to_owned();
            break;
        }
    }
    PROVINCES
        .iter()
        .find(|province| province.code == typed.trim() || province.also.split(';').any(|also| also == name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_is_found_by_its_own_name_and_code() {
        for one in &PROVINCES {
            assert_eq!(province(one.name), Some(one), "{}", one.name);
            assert_eq!(province(one.code), Some(one), "{}", one.code);
            assert_eq!(province(&format!("Tỉnh {}", one.name)), Some(one));
        }
        assert_eq!(province("Hà Giang").map(|one| one.name), Some("Tuyên Quang"));
        assert_eq!(province("TP.HCM").map(|one| one.name), Some("Hồ Chí Minh"));
        assert_eq!(province(""), None);
    }
}
