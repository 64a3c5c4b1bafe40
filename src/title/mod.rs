//! What a job title says: its level, its functions, whether it manages people, and what qualifies it.
//!
//! This layer knows titles only, nothing of charts. [`Reader::read`] takes one title and gives one [`Role`];
//! it is a pure function, so a caller with many positions reads each distinct title once.
//!
//! A title goes through these steps: `words` folds it and takes it apart, `items` looks up the words and phrases in
//! the `lexicon`, `chunk` cuts the row of items where one job ends, `job` reads the job of a chunk from its head and
//! the `context` of that, `topics` its functions, `qualify` what qualifies the title, and `reader` puts it all together
//! as `several` weighs the jobs. `fold` knows what a foreign letter is read as.
//!
//! [`Reader::explain`] reads a title likewise, and then says of each part of it what that did; a `trail` leads back from
//! what was read to where it stands.
//!
//! The time to read a title grows with its length at most, and it takes no memory but the stack. `words` looks at each
//! character once, and at unseen ones beside a hyphen or a full stop once more; it stops after 64 words or 765 bytes of
//! letters. All that follows works on those, of which there is a fixed number: whatever looks back or ahead from one
//! of them (a chunk for its end, a head for what it describes, a compound for a known word in it) takes a bounded
//! number of steps.

mod account;
mod chunk;
mod company;
mod context;
mod effect;
#[cfg(test)]
mod entries;
mod explain;
mod fold;
mod function;
mod gender;
mod items;
mod job;
mod level;
mod lexicon;
mod looks;
mod qualify;
mod reader;
mod role;
mod sense;
mod several;
mod topics;
mod trail;
mod vocabulary;
mod words;

pub use effect::Effect;
pub use explain::{Explanation, Part};
pub use function::{Function, Functions};
pub use level::{Level, Levels};
pub use reader::Reader;
pub use role::{Chief, FurtherJob, ManagesPeople, Office, Qualifier, Qualifiers, Role};
pub use vocabulary::{Meaning, Vocabulary, VocabularyError};
