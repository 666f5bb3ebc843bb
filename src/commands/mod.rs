//! WHAT A USER CAN TYPE: the folders are the command line; arguments, help and run in one file each.

pub mod config;
