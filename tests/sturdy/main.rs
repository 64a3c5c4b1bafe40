//! The program among faults of the system: full disks, readers that leave, files that change, signals, too little memory.
//! What was there before stays whole, nothing of ours is left behind, and one message says what to do.
#![cfg(unix)]

mod changing;
mod closed;
mod commands;
mod ended;
mod full;
mod memory;
mod places;
mod progress;
mod running;
mod unreadable;
