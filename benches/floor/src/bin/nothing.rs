//! A program that does nothing: what the system takes to start any program, to compare `mynaguide status` with.

fn main() {}
