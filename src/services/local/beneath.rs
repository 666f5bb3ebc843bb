//! Files below a directory, opened so that no link leads out of it, not even one that is put there meanwhile: the kernel
//! resolves the whole path (`openat2`), or it is walked in steps that follow no link. Owns opening, making, replacing and
//! removing; knows no objects. Called by `store`.

use std::fs::{File, Metadata};
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::path::Path;

use rustix::fd::OwnedFd;
use rustix::fs::{self, AtFlags, CWD, FileType, Mode, OFlags};
use rustix::io::Errno;

use crate::whole::{self, HIDDEN};

/// Of new files and directories, before the process' umask takes its share.
const FILE: Mode = Mode::from_raw_mode(0o666);
const DIRECTORY: Mode = Mode::from_raw_mode(0o777);
/// How often a path that others rename meanwhile is looked up again ("openat2(2)", EAGAIN).
const LOOKS: usize = 16;

/// A file below `root`, for reading. `CrossesDevices` or `FilesystemLoop` when a link leads out.
pub fn file(root: &Path, key: &str) -> io::Result<File> {
    let root = directory(root)?;
    // A pipe must not keep the open waiting.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK;
    Ok(open(&root, key, flags)?.into())
}

/// What is known of a file below `root`, whether it may be read or not.
pub fn metadata(root: &Path, key: &str) -> io::Result<Metadata> {
    let root = directory(root)?;
    #[cfg(target_os = "linux")]
    let flags = OFlags::PATH;
    #[cfg(not(target_os = "linux"))]
    let flags = OFlags::RDONLY | OFlags::NONBLOCK;
    File::from(open(&root, key, flags)?).metadata()
}

fn directory(path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    Ok(fs::openat(CWD, path, flags, Mode::empty())?)
}

/// Opens what is below `root`, and nothing else.
fn open(root: &OwnedFd, below: &str, flags: OFlags) -> io::Result<OwnedFd> {
    let flags = flags | OFlags::CLOEXEC;
    #[cfg(target_os = "linux")]
    {
        use fs::ResolveFlags;
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
        for _ in 0..LOOKS {
            match fs::openat2(root, below, flags, Mode::empty(), resolve) {
                Err(Errno::AGAIN) => {}
                // An old kernel, or a sandbox that does not know the call.
                Err(Errno::NOSYS | Errno::PERM) => return by_steps(root, below, flags),
                opened => return Ok(opened?),
            }
        }
    }
    by_steps(root, below, flags)
}

/// The same where the kernel cannot do it in one: step by step, through no link at all.
fn by_steps(root: &OwnedFd, below: &str, flags: OFlags) -> io::Result<OwnedFd> {
    let (directories, name) = below.rsplit_once('/').unwrap_or(("", below));
    let mut at = root.try_clone()?;
    for step in directories.split('/').filter(|step| !step.is_empty()) {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        at = step_to(&at, step, flags)?;
    }
    step_to(&at, name, flags | OFlags::NOFOLLOW)
}

fn step_to(at: &OwnedFd, name: &str, flags: OFlags) -> io::Result<OwnedFd> {
    let opened = fs::openat(at, name, flags, Mode::empty());
    let is_link = || {
        let found = fs::statat(at, name, AtFlags::SYMLINK_NOFOLLOW);
        found.is_ok_and(|found| FileType::from_raw_mode(found.st_mode) == FileType::Symlink)
    };
    match opened {
        // What a link is answered with depends on the other flags.
        Err(Errno::NOTDIR) if is_link() => Err(Errno::LOOP.into()),
        #[cfg(target_os = "linux")]
        Ok(_) if flags.contains(OFlags::PATH) && is_link() => Err(Errno::LOOP.into()),
        opened => Ok(opened?),
    }
}

/// Where a key is, or will be: its directory, held open, and its name in that.
pub struct Place<'a> {
    directory: OwnedFd,
    name: &'a str,
}

/// The place of a key; directories that are not there are made when `make` says so.
pub fn place<'a>(root: &Path, key: &'a str, make: bool) -> io::Result<Place<'a>> {
    let (directories, name) = key.rsplit_once('/').unwrap_or(("", key));
    let root = match directory(root) {
        Err(error) if make && error.kind() == io::ErrorKind::NotFound => {
            std::fs::create_dir_all(root)?;
            directory(root)?
        }
        root => root?,
    };
    let flags = OFlags::RDONLY | OFlags::DIRECTORY;
    let directory = match directories {
        "" => root,
        _ => match open(&root, directories, flags) {
            Err(error) if make && error.kind() == io::ErrorKind::NotFound => {
                make_all(root, directories)?
            }
            opened => opened?,
        },
    };
    Ok(Place { directory, name })
}

fn make_all(root: OwnedFd, directories: &str) -> io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY;
    let mut at = root.try_clone()?;
    let ends = directories.match_indices('/').map(|(end, _)| end);
    for end in ends.chain([directories.len()]) {
        let so_far = &directories[..end];
        at = match open(&root, so_far, flags) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let name = so_far.rsplit('/').next().unwrap_or(so_far);
                match fs::mkdirat(&at, name, DIRECTORY) {
                    // Somebody else was first.
                    Ok(()) | Err(Errno::EXIST) => open(&root, so_far, flags)?,
                    Err(error) => return Err(error.into()),
                }
            }
            opened => opened?,
        };
    }
    Ok(at)
}

impl<'a> Place<'a> {
    /// What is there by now: no link is followed.
    pub fn found(&self) -> io::Result<fs::Stat> {
        Ok(fs::statat(
            &self.directory,
            self.name,
            AtFlags::SYMLINK_NOFOLLOW,
        )?)
    }

    /// A hidden file beside it, as others may read it by the process' umask; removed when it is dropped.
    pub fn hidden(self) -> io::Result<Hidden<'a>> {
        loop {
            // A fresh RandomState is the standard library's own source of random numbers.
            let name = format!("{HIDDEN}{:016x}", RandomState::new().hash_one(()));
            let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
            match fs::openat(&self.directory, &name, flags, FILE) {
                Err(Errno::EXIST) => {}
                opened => {
                    return Ok(Hidden {
                        file: opened?.into(),
                        place: self,
                        name,
                        is_kept: false,
                    });
                }
            }
        }
    }

    /// Removes the file; a directory is `IsADirectory`, or `PermissionDenied`, as POSIX leaves it open.
    pub fn remove(&self) -> io::Result<()> {
        Ok(fs::unlinkat(&self.directory, self.name, AtFlags::empty())?)
    }

    /// Removes the directory of this name, when it is empty.
    pub fn remove_directory(&self) -> io::Result<()> {
        Ok(fs::unlinkat(
            &self.directory,
            self.name,
            AtFlags::REMOVEDIR,
        )?)
    }
}

/// Removes a directory in which there are no files, only such directories.
fn remove_empty(at: &OwnedFd, name: &str) -> rustix::io::Result<()> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let directory = fs::openat(at, name, flags, Mode::empty())?;
    for entry in fs::Dir::read_from(&directory)? {
        match entry?.file_name().to_str() {
            Ok("." | "..") => {}
            Ok(name) => remove_empty(&directory, name)?,
            Err(_) => return Err(Errno::NOTEMPTY),
        }
    }
    fs::unlinkat(at, name, AtFlags::REMOVEDIR)
}

/// A file on its way to its place.
pub struct Hidden<'a> {
    pub file: File,
    place: Place<'a>,
    name: String,
    is_kept: bool,
}

impl Hidden<'_> {
    /// Gives the file its name. Its predecessor's permissions and owner are its own then: who could read
    /// the old content can read the new, and nobody else. Without `replace` a file of that name stays, and
    /// the error is `AlreadyExists`.
    pub fn keep(mut self, replace: bool) -> io::Result<()> {
        let (at, name) = (&self.place.directory, self.place.name);
        if replace {
            if let Ok(old) = self.place.found() {
                whole::succeed(&self.file, &old)?;
            }
            match fs::renameat(at, &self.name, at, name) {
                // A directory in which nothing is stands for nothing.
                Err(Errno::ISDIR) if remove_empty(at, name).is_ok() => {
                    fs::renameat(at, &self.name, at, name)?;
                }
                renamed => renamed?,
            }
        } else {
            self.take_free_name()?;
        }
        self.is_kept = true;
        Ok(())
    }

    fn take_free_name(&self) -> io::Result<()> {
        let (at, name) = (&self.place.directory, self.place.name);
        #[cfg(target_os = "linux")]
        match fs::renameat_with(at, &self.name, at, name, fs::RenameFlags::NOREPLACE) {
            // A file system that does not know it.
            Err(Errno::INVAL | Errno::NOSYS) => {}
            renamed => return Ok(renamed?),
        }
        fs::linkat(at, &self.name, at, name, AtFlags::empty())?;
        Ok(fs::unlinkat(at, &self.name, AtFlags::empty())?)
    }
}

impl Drop for Hidden<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = fs::unlinkat(&self.place.directory, &self.name, AtFlags::empty());
        }
    }
}

/// Whether this is what a link that leads out is refused with.
pub fn leads_out(error: &io::Error) -> bool {
    [Errno::XDEV, Errno::LOOP].contains(&Errno::from_io_error(error).unwrap_or(Errno::IO))
}

/// A file's own number: a file that took another's name has another.
pub fn number(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use tempfile::TempDir;

    use super::*;

    /// Both ways of opening refuse what leads out, and open what is inside.
    #[test]
    fn no_link_leads_out_of_the_root() {
        let dir = TempDir::new().unwrap();
        let (root, outside) = (dir.path().join("root"), dir.path().join("outside"));
        for made in [root.join("a/b"), outside.clone()] {
            std::fs::create_dir_all(made).unwrap();
        }
        for file in [root.join("a/b/c"), outside.join("secret")] {
            std::fs::write(file, "x").unwrap();
        }
        symlink(&outside, root.join("absolute")).unwrap();
        symlink("../outside", root.join("climbs")).unwrap();
        symlink("../../outside/secret", root.join("a/file")).unwrap();
        symlink("/proc/self/root", root.join("magic")).unwrap();
        let root = directory(&root).unwrap();
        for opens in [open, by_steps] {
            for flags in [
                OFlags::RDONLY,
                #[cfg(target_os = "linux")]
                OFlags::PATH,
            ] {
                assert!(opens(&root, "a/b/c", flags).is_ok());
                for out in [
                    "absolute/secret",
                    "climbs/secret",
                    "a/file",
                    "magic/etc",
                    "climbs",
                ] {
                    let error = opens(&root, out, flags).unwrap_err();
                    assert!(leads_out(&error), "{out} {error}");
                }
                let missing = opens(&root, "a/none", flags).unwrap_err();
                assert_eq!(missing.kind(), io::ErrorKind::NotFound);
            }
        }
    }
}
