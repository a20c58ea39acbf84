//! Room on the disk.

use std::path::Path;

/// What there is of a disk, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Free for this user.
    pub free: u64,
    /// All of it.
    pub all: u64,
}

/// The room where a folder lies; `None` where that cannot be told.
pub fn room(folder: &Path) -> Option<Room> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    Some(Room {
        free: stat.f_bavail.saturating_mul(stat.f_frsize),
        all: stat.f_blocks.saturating_mul(stat.f_frsize),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_room() {
        let room = room(Path::new("/")).unwrap();
        assert!(room.all > 0 && room.free <= room.all, "{room:?}");
        assert_eq!(super::room(Path::new("/there/is/none")), None);
    }
}
