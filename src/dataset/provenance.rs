//! Names of sources as people read them.
//!
//! The data set cites the programme documents the project began with by the names of its own working
//! files (`003_8c1321120787fdb8.txt`). Their numbers are those of the list of programme documents (0 to 4).

/// What stands between two sources of one record.
pub const SEPARATOR: &str = " ; ";

/// The documents by number.
const DOCUMENTS: [&str; 5] = [
    "Quyết định 3629/QĐ-UBND của UBND thành phố Hà Nội",
    "Tài liệu Hội nghị triển khai Chương trình OCOP huyện Phú Xuyên ngày 22/10/2019",
    "Kế hoạch Chương trình OCOP thành phố Hà Nội năm 2024",
    "Kế hoạch 100/KH-UBND ngày 15/05/2020 của UBND thành phố Hà Nội",
    "Quyết định 836/QĐ-UBND ngày 31/07/2019 của UBND tỉnh Lai Châu",
];
/// Any other document.
const OTHER: &str = "Tài liệu chương trình OCOP";

/// The name of a document for people; names that are already for people stay.
pub fn document(name: &str) -> String {
    let Some((number, hash)) = name.strip_suffix(".txt").and_then(|stem| stem.split_once('_')) else {
        return name.to_owned();
    };
    let working_file = number.len() == 3
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !working_file {
        return name.to_owned();
    }
    let known = number.parse::<usize>().ok().and_then(|at| DOCUMENTS.get(at));
    (*known.unwrap_or(&OTHER)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn working_files_get_their_real_names() {
        assert!(document("003_8c1321120787fdb8.txt").starts_with("Kế hoạch 100/KH-UBND"));
        assert_eq!(document("017_00ff.txt"), OTHER);
        assert_eq!(
            document("PyPI vietnamadminunits 1.0.4 (MIT)"),
            "PyPI vietnamadminunits 1.0.4 (MIT)"
        );
        assert_eq!(document("notes_2020.txt"), "notes_2020.txt");
    }
}
