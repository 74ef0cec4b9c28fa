//! What leaves the program as a file: the calendar file, the page to print, the household for another machine. Pure: the
//! commands write the files.

pub mod html;
pub mod ics;
pub mod markdown;
pub mod page;
pub mod transfer;
