//! The full-screen program.
//!
//! Bytes of the terminal become keys ([`decode`], [`input`]), which get a name ([`key`]) and a meaning ([`keymap`], [`action`]). The guard
//! of the terminal ([`terminal`]) is the only thing that changes its state, and gives it back whatever happens.

pub mod action;
pub mod backend;
mod clipboard;
pub mod decode;
pub mod edit;
pub mod effect;
#[cfg(any(not(unix), test))]
mod events;
pub mod input;
pub mod key;
pub mod keymap;
mod memo;
pub mod model;
pub mod msg;
pub mod presets;
mod run;
pub mod supposed;
pub mod terminal;
pub mod trouble;
pub mod update;
pub mod view;

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(not(unix), path = "other.rs")]
mod platform;

pub use run::{Clock, News, run};
