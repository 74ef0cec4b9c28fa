//! Writes down what a build of the program says, so that two builds can be compared:
//! `cargo run --example record -- target/release/mynaguide /tmp/before`, the same with the other build, `diff -r`.
//!
//! The same build gives the same files each time. What differs from run to run (paths, ids, the time of day) is
//! replaced by a mark. Needs Linux for the full screen, where it asks the system whether the program still works.
//! Names after the folder choose parts: `plain`, `stories`, `households`, `screens`, or one household, story or scene.
#![allow(missing_docs)]

mod commands;
mod households;
mod screens;
mod scrub;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use households::Home;

pub const LANGUAGES: [&str; 2] = ["en", "ja"];

/// Jobs at the same time. The screens wait more than they work, so this may be more than there are cores.
const WORKERS: usize = 4;

/// One part of the record; each has a data folder of its own.
pub enum Job {
    /// Commands that need no household.
    Plain(&'static str),
    /// Commands that look at a household on a day.
    Looking(&'static Home, &'static str, &'static str),
    /// Commands that change a household one after the other.
    Changing(&'static commands::Story, &'static str),
    /// Full screens of one size, all from one start.
    Screens(&'static screens::Scene, (u16, u16), &'static str),
}

impl Job {
    /// What the job can be chosen by on the command line.
    fn names(&self) -> [&'static str; 2] {
        match self {
            Self::Plain(_) => ["plain", ""],
            Self::Looking(home, ..) => ["households", home.name],
            Self::Changing(story, _) => ["stories", story.name],
            Self::Screens(scene, ..) => ["screens", scene.name],
        }
    }
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [program, out, parts @ ..] = args.as_slice() else {
        eprintln!("record PROGRAM OUT_DIR [PART...]");
        return ExitCode::from(2);
    };
    let out = Path::new(out);
    match record(Path::new(program), out, parts) {
        Ok(count) => {
            println!("{count} parts in {}", out.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn record(program: &Path, out: &Path, parts: &[String]) -> io::Result<usize> {
    let program = &program.canonicalize()?;
    if out.exists() && fs::read_dir(out)?.next().is_some() {
        return Err(io::Error::other(format!("{} is not empty", out.display())));
    }
    let mut jobs = jobs();
    jobs.retain(|job| parts.is_empty() || job.names().iter().any(|name| parts.iter().any(|part| part == name)));
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let work = || -> io::Result<()> {
            while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                let desk = Desk::new(program, out)?;
                match job {
                    Job::Plain(lang) => commands::plain(&desk, lang)?,
                    Job::Looking(home, day, lang) => commands::looking(&desk, home, day, lang)?,
                    Job::Changing(story, lang) => commands::changing(&desk, story, lang)?,
                    Job::Screens(scene, size, lang) => screens::record(&desk, scene, *size, lang)?,
                }
            }
            Ok(())
        };
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(done) => done,
            Err(_) => Err(io::Error::other("a worker stopped")),
        })
    })?;
    Ok(jobs.len())
}

/// Every job. The first day of a household is recorded in both languages, the others in one each.
fn jobs() -> Vec<Job> {
    let mut jobs: Vec<Job> = LANGUAGES.map(Job::Plain).into();
    for lang in LANGUAGES {
        jobs.extend(commands::STORIES.iter().map(|story| Job::Changing(story, lang)));
    }
    for scene in screens::SCENES {
        for size in screens::SIZES {
            jobs.extend(LANGUAGES.map(|lang| Job::Screens(scene, size, lang)));
        }
    }
    for home in households::HOMES {
        jobs.push(Job::Looking(home, home.days[0], "ja"));
        for (day, lang) in home.days.iter().zip(LANGUAGES.iter().cycle()) {
            jobs.push(Job::Looking(home, day, lang));
        }
    }
    jobs
}

/// A place to run the program: a folder that stands for a home folder, and where its output goes.
pub struct Desk<'a> {
    pub program: &'a Path,
    pub out: &'a Path,
    pub folder: tempfile::TempDir,
}

impl<'a> Desk<'a> {
    fn new(program: &'a Path, out: &'a Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("record-").rand_bytes(6).tempdir()?;
        Ok(Self { program, out, folder })
    }

    /// Where the program keeps its data.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Puts a household there.
    ///
    /// # Errors
    /// The system refuses it.
    pub fn put(&self, name: &str, text: &str) -> io::Result<()> {
        let folder = self.data().join("households");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{name}.toml")), text)
    }

    /// Every variable of the environment that the program may read.
    pub fn environment(&self) -> [(&'static str, PathBuf); 5] {
        let home = self.folder.path();
        [
            ("HOME", home.to_owned()),
            ("MYNAGUIDE_DATA", self.data()),
            ("TZ", "UTC".into()),
            ("XDG_CONFIG_HOME", home.join("config")),
            ("XDG_CACHE_HOME", home.join("cache")),
        ]
    }

    /// Runs a command line and gives what it printed and how it ended.
    ///
    /// # Errors
    /// The system refuses it.
    pub fn run(&self, args: &[&str]) -> io::Result<String> {
        let mut command = Command::new(self.program);
        command
            .env_clear()
            .envs(self.environment())
            .current_dir(self.folder.path());
        let output = command.args(args).stdin(Stdio::null()).output()?;
        let code = output.status.code().unwrap_or(-1);
        let mut text = format!("$ mynaguide {}\n", args.join(" "));
        text += &String::from_utf8_lossy(&output.stdout);
        if !output.stderr.is_empty() {
            text += "\n--- stderr\n";
            text += &String::from_utf8_lossy(&output.stderr);
        }
        Ok(text + &format!("\n--- exit {code}\n"))
    }

    /// Writes one file of the record.
    ///
    /// # Errors
    /// The system refuses it.
    pub fn write(&self, file: &Path, text: &str) -> io::Result<()> {
        let path = self.out.join(file);
        fs::create_dir_all(path.parent().unwrap_or(self.out))?;
        fs::write(path, scrub::scrub(text, self.folder.path()))
    }
}
