//! Where files wait for the next look: on disk, for half an hour, so many bytes in all.
use std::collections::HashMap;
use std::fs;
use std::net::IpAddr;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use tempfile::{NamedTempFile, TempPath};

use super::found::Verdict;
use crate::app::user::password::random;
use store::hex;

/// How long a file stays.
pub const KEPT: Duration = Duration::from_mins(30);
/// All files together hold as much as so many of the largest.
const LARGEST_ONES: u64 = 4;
/// Files at most, whatever their size.
const MOST: usize = 500;
/// How the files are called, so that those of a program that was killed are known.
const PREFIX: &str = "nhipcau-iati-";

/// A file that was sent to be looked at. It is deleted with its last reader.
pub struct Kept {
    /// Nobody can guess it: who has the address may look.
    pub id: String,
    /// As the sender named it; for show only.
    pub name: String,
    pub size: u64,
    path: TempPath,
    since: Instant,
    /// What the first reading found.
    pub verdict: OnceLock<Verdict>,
}

impl Kept {
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How long it will still be there.
    pub fn left(&self) -> Duration {
        KEPT.saturating_sub(self.since.elapsed())
    }
}

pub struct Room {
    /// Bytes on disk at most.
    most: u64,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    /// Oldest first.
    kept: Vec<Arc<Kept>>,
    /// Bytes of files that are arriving.
    arriving: u64,
}

impl Inside {
    fn used(&self) -> u64 {
        self.arriving + self.kept.iter().map(|k| k.size).sum::<u64>()
    }
}

/// There is no space, even without any older file.
#[derive(Debug, PartialEq, Eq)]
pub struct Full;

impl Room {
    pub fn new(largest: u64) -> Self {
        sweep(&std::env::temp_dir());
        Self { most: largest.saturating_mul(LARGEST_ONES), inside: Mutex::default() }
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A place for a file that begins to arrive.
    pub fn arrive(self: &Arc<Self>) -> std::io::Result<Arriving> {
        let file = tempfile::Builder::new().prefix(PREFIX).tempfile()?;
        Ok(Arriving { room: self.clone(), file: Some(file), size: 0 })
    }

    /// The file of an address, unless its time is over.
    pub fn get(&self, id: &str) -> Option<Arc<Kept>> {
        self.forget_old(Instant::now());
        self.inside().kept.iter().find(|k| k.id == id).cloned()
    }

    pub fn forget_old(&self, now: Instant) {
        self.inside().kept.retain(|k| now.saturating_duration_since(k.since) < KEPT);
    }
}

/// A file that is being written. Forgotten when dropped.
pub struct Arriving {
    room: Arc<Room>,
    file: Option<NamedTempFile>,
    size: u64,
}

impl Arriving {
    pub fn path(&self) -> &Path {
        self.file.as_ref().map_or(Path::new(""), NamedTempFile::path)
    }

    /// Asks for space for more bytes. Older files make way.
    pub fn grow(&mut self, bytes: u64) -> Result<(), Full> {
        let mut inside = self.room.inside();
        while inside.used() + bytes > self.room.most && !inside.kept.is_empty() {
            inside.kept.remove(0);
        }
        if inside.used() + bytes > self.room.most {
            return Err(Full);
        }
        inside.arriving += bytes;
        self.size += bytes;
        Ok(())
    }

    /// It is whole: from now on it can be looked at.
    pub fn keep(mut self, name: String) -> Option<Arc<Kept>> {
        let path = self.file.take()?.into_temp_path();
        let id = hex(&random::<16>());
        let (size, since) = (self.size, Instant::now());
        let kept = Arc::new(Kept { id, name, size, path, since, verdict: OnceLock::new() });
        let mut inside = self.room.inside();
        if inside.kept.len() >= MOST {
            inside.kept.remove(0);
        }
        inside.kept.push(kept.clone());
        Some(kept)
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        let mut inside = self.room.inside();
        inside.arriving = inside.arriving.saturating_sub(self.size);
    }
}

/// Deletes what a program that was killed has left. A living one has deleted its own by that age.
fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_str().is_some_and(|name| name.starts_with(PREFIX));
        let age = || entry.metadata().ok()?.modified().ok()?.elapsed().ok();
        if ours && age().is_some_and(|age| age > KEPT * 2) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// How many may do something at once, in all and from one address.
pub struct Turns {
    most: usize,
    each: usize,
    taken: Mutex<HashMap<IpAddr, usize>>,
}

/// One of them; given back when dropped.
pub struct Turn {
    turns: Arc<Turns>,
    who: IpAddr,
}

impl Turns {
    pub fn new(most: usize, each: usize) -> Self {
        Self { most, each, taken: Mutex::default() }
    }

    fn taken(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A turn, when there is one now.
    pub fn take(self: &Arc<Self>, who: IpAddr) -> Option<Turn> {
        let mut taken = self.taken();
        if taken.values().sum::<usize>() >= self.most || taken.get(&who).is_some_and(|n| *n >= self.each) {
            return None;
        }
        *taken.entry(who).or_default() += 1;
        Some(Turn { turns: self.clone(), who })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut taken = self.turns.taken();
        if let Some(n) = taken.get_mut(&self.who) {
            *n -= 1;
            if *n == 0 {
                taken.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(room: &Arc<Room>, size: u64) -> Result<Arc<Kept>, Full> {
        let mut arriving = room.arrive().unwrap();
        arriving.grow(size)?;
        Ok(arriving.keep("a.xml".into()).unwrap())
    }

    #[test]
    fn old_files_make_way_and_leave_the_disk() {
        let room = Arc::new(Room::new(10));
        let first = kept(&room, 30).unwrap();
        let second = kept(&room, 10).unwrap();
        let (path, gone) = (first.path().to_owned(), first.id.clone());
        assert!(path.exists() && room.get(&gone).is_some());
        drop(first);
        let third = kept(&room, 1).unwrap();
        assert!(room.get(&gone).is_none() && !path.exists());
        assert!(room.get(&second.id).is_some() && room.get(&third.id).is_some());
        assert_eq!(kept(&room, 41).err(), Some(Full));
        assert_eq!(room.inside().arriving, 0, "what did not arrive takes no space");
        assert_eq!(second.id.len(), 32);
    }

    #[test]
    fn a_file_goes_after_its_time() {
        let room = Arc::new(Room::new(10));
        let (id, path) = {
            let file = kept(&room, 1).unwrap();
            (file.id.clone(), file.path().to_owned())
        };
        room.forget_old(Instant::now() + KEPT - Duration::from_secs(1));
        assert!(room.get(&id).is_some());
        room.forget_old(Instant::now() + KEPT);
        assert!(room.get(&id).is_none() && !path.exists());
    }

    #[test]
    fn turns_are_counted_in_all_and_by_address() {
        let turns = Arc::new(Turns::new(3, 2));
        let from = |last: u8| turns.take(IpAddr::from([10, 0, 0, last]));
        let (first, second) = (from(1), from(1));
        assert!(first.is_some() && second.is_some() && from(1).is_none());
        let other = from(2);
        assert!(other.is_some() && from(3).is_none());
        drop(first);
        assert!(from(3).is_some() && from(1).is_some());
        drop((second, other));
        assert!(turns.taken().is_empty());
    }

    #[test]
    fn only_old_files_of_ours_are_swept() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["nhipcau-iati-old", "nhipcau-iati-new", "other"] {
            let file = fs::File::create(dir.path().join(name)).unwrap();
            if !name.ends_with("new") {
                file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
            }
        }
        sweep(dir.path());
        let mut left: Vec<_> = fs::read_dir(dir.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["nhipcau-iati-new", "other"]);
    }
}
