//! Files that appear whole or not at all: written beside their place under a hidden name, and renamed when
//! they are complete; and those of our own state, which their owner alone may read. Owns that name, the order of
//! sync and rename, and those modes; knows nothing of what is written. A hidden file that is dropped is removed.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use tempfile::{Builder, NamedTempFile, TempPath};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Tells those that write files on threads of their own that nobody waits for them any more.
pub fn interrupt() {
    INTERRUPTED.store(true, Ordering::Relaxed);
}

pub fn is_interrupted() -> bool {
    INTERRUPTED.load(Ordering::Relaxed)
}

/// What a file is called until it is complete; nobody else's names begin like this.
pub const HIDDEN: &str = ".tieline-";

/// Whether a file may be one of ours on its way: of such a name, and an end that we give. Others' files that begin like
/// ours are theirs.
pub fn is_hidden(name: &str) -> bool {
    let Some(end) = name.strip_prefix(HIDDEN) else {
        return false;
    };
    let hash = end.strip_prefix("get-").unwrap_or(end);
    // `tempfile` gives six letters or digits, a store's own neighbours a number, downloads a hash.
    matches!(hash.len(), 6 | 16 | 32) && hash.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A hidden file in a directory that is there, readable by its owner alone.
pub fn hidden_in(directory: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(HIDDEN).tempfile_in(directory)
}

/// The same for what belongs to others than its owner too: readable as the process' umask has it.
pub fn hidden_for_all_in(directory: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder.prefix(HIDDEN).tempfile_in(directory)
}

/// A hidden file of this name, which stays when it is dropped, for another process to continue; with what it
/// holds by now. A link of that name is refused.
pub fn hidden_named_in(directory: &Path, name: &str) -> io::Result<NamedTempFile> {
    let path = directory.join(format!("{HIDDEN}{name}"));
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits().cast_signed());
    }
    let file = options.open(&path)?;
    // Whoever has it is not always kept away by a journal: those lie in each user's own directory.
    file.try_lock().map_err(io::Error::from)?;
    if !is_at(&file, &path)? || !is_ours(&file)? {
        return Err(io::ErrorKind::WouldBlock.into());
    }
    let mut hidden = NamedTempFile::from_parts(file, TempPath::try_from_path(path)?);
    hidden.disable_cleanup(true);
    Ok(hidden)
}

/// Whether a file has one name and belongs to who we are: in a directory that others write to, somebody could have put
/// one there that becomes the user's.
fn is_ours(file: &File) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let found = file.metadata()?;
        Ok(found.nlink() == 1 && found.uid() == rustix::process::geteuid().as_raw())
    }
    #[cfg(not(unix))]
    Ok(file.metadata()?.is_file())
}

/// Whether a path still leads to this file: another process may have given it its name.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let (own, there) = (file.metadata()?, path.symlink_metadata());
        Ok(there.is_ok_and(|there| (there.dev(), there.ino()) == (own.dev(), own.ino())))
    }
    #[cfg(not(unix))]
    Ok(path.exists() && file.metadata().is_ok())
}

/// Takes so many bytes of the disk for a file, where the file system can; a full disk is told at once.
pub fn reserve(file: &File, bytes: u64) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{FallocateFlags, fallocate};
        match fallocate(file, FallocateFlags::empty(), 0, bytes) {
            Err(rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::NOSYS) => {}
            reserved => return reserved.map_err(io::Error::from),
        }
    }
    file.set_len(bytes)
}

/// The directory that a path is in: `.` for a bare name.
pub fn directory_of(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// Files of this many bytes are on the disk before they take the place of what is there. Smaller ones are the file
/// system's to write in its time: a sync a file made 10,000 of them six times as slow (ext4, one at a time), and what
/// a power cut takes is written again by the next run.
pub const SYNCED_FROM: u64 = 1 << 20;

/// Gives a complete file its name, when it is on the disk. Without `replace` a file of that name stays as it
/// is, and the error is `AlreadyExists`.
pub fn keep(hidden: NamedTempFile, path: &Path, replace: bool) -> io::Result<()> {
    hidden.as_file().sync_all()?;
    rename(hidden, path, replace)
}

/// The same without waiting for the disk: for what can be fetched once more, and by the thousand.
pub fn rename(hidden: NamedTempFile, path: &Path, replace: bool) -> io::Result<()> {
    let kept = match replace {
        true => hidden.persist(path),
        false => hidden.persist_noclobber(path),
    };
    let kept = match kept {
        // A directory in which nothing is stands for nothing.
        Err(failed)
            if failed.error.kind() == io::ErrorKind::IsADirectory && remove_empty(path).is_ok() =>
        {
            failed.file.persist(path)
        }
        kept => kept,
    };
    kept.map(drop).map_err(|failed| failed.error)
}

/// Gives a file the permissions and the owner of the file whose name it is about to take: who could read the old
/// content can read the new, and nobody else. Set-user-id does not go along.
#[cfg(unix)]
pub fn succeed(file: &File, old: &rustix::fs::Stat) -> io::Result<()> {
    use rustix::fs::{FileType, Gid, Mode, RawMode, Uid, fchmod, fchown, fstat};
    const KEPT: RawMode = 0o777;
    if FileType::from_raw_mode(old.st_mode) != FileType::RegularFile {
        return Ok(());
    }
    let own = fstat(file)?;
    if (own.st_uid, own.st_gid) != (old.st_uid, old.st_gid) {
        let (owner, group) = (Uid::from_raw(old.st_uid), Gid::from_raw(old.st_gid));
        // Only root may give files away: for others the file is their own from now on.
        let _ = fchown(file, Some(owner), Some(group));
    }
    if own.st_mode & KEPT != old.st_mode & KEPT {
        fchmod(file, Mode::from_raw_mode(old.st_mode & KEPT))?;
    }
    Ok(())
}

/// Removes a directory in which there are no files, only such directories.
fn remove_empty(path: &Path) -> io::Result<()> {
    if !path.symlink_metadata()?.is_dir() {
        return Err(io::ErrorKind::NotADirectory.into());
    }
    for entry in path.read_dir()? {
        remove_empty(&entry?.path())?;
    }
    std::fs::remove_dir(path)
}

/// Makes a directory, and those above it that are missing, for its owner alone: 0700.
pub fn make_private_directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.recursive(true).create(path)
}

/// Opens a file as `options` say; one that is made, and its directory, are for their owner alone: 0600.
pub fn open_private(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    make_private_directory(directory_of(path))?;
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(path)
}
