//! What reads and checks the content of mynaguide. The program needs it at run time for content from the disk, and its
//! build script for the content that is part of the program; so it is a library of its own.

pub mod calendar;
pub mod content;
pub mod text;
