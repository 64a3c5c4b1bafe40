//! Leading roles that somebody held and holds no more, and who follows.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::roles::bounds;
use super::{Change, Side};
use crate::facts::{Facts, is_whole, may_lead_sales_operations};
use crate::finding::Record;
use crate::title::{Chief, Function, Level, Role};

/// A leading role as successions know it: two spellings of one office, and two titles of one level and function, are the
/// same.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Post {
    /// The office of a chief.
    Chief(&'static str),
    /// Any other leading role.
    Leader {
        /// The rank of its level.
        rank: u8,
        /// The functions.
        functions: Vec<&'static str>,
        /// Whether it is for the whole organisation.
        is_whole: bool,
    },
}

impl Post {
    /// The post that a role is, where it is that of a director or above, of a head, or where it leads Sales Operations.
    pub fn of(role: &Role) -> Option<Post> {
        if let (Some(Chief(office)), true) = (role.chief, is_whole(role)) {
            return Some(Post::Chief(office));
        }
        let (lowest, _) = bounds(role)?;
        let leads = role.level == Level::Head || Level::Director.rank() <= Some(lowest);
        if !leads && !may_lead_sales_operations(role) || role.level == Level::Board {
            return None;
        }
        let mut functions: Vec<&str> = role.functions.iter().map(Function::name).collect();
        functions.sort_unstable();
        Some(Post::Leader { rank: role.level.rank()?, functions, is_whole: is_whole(role) })
    }

    fn rank(&self) -> u8 {
        match self {
            Post::Chief(_) => u8::MAX,
            Post::Leader { rank, .. } => *rank,
        }
    }
}

/// A leading role that lost a holder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vacated {
    /// The role.
    pub post: Post,
    /// Who held it and holds it no more, in the earlier chart.
    pub by: Vec<Record>,
    /// Who holds it and did not before, in the later chart.
    pub filled_by: Vec<Record>,
    /// How many hold it now.
    pub holders: usize,
}

impl Change<'_> {
    /// The leading roles that lost a holder: by how many hold them now, the fewest first, and then from the top down.
    pub fn vacated(&self) -> &[Vacated] {
        self.vacated.get_or_init(|| self.find_vacated())
    }

    fn find_vacated(&self) -> Vec<Vacated> {
        let mut posts = Vec::new();
        let (then, now) = (Holders::of(self.before, &mut posts), Holders::of(self.after, &mut posts));
        let none = |post: Post| Vacated { post, by: Vec::new(), filled_by: Vec::new(), holders: 0 };
        let mut all: Vec<Vacated> = posts.into_iter().map(none).collect();
        for (position, post) in &then.0 {
            if self.now(*position).and_then(|after| now.post(after)) != Some(*post) {
                all[*post].by.push(*position);
            }
        }
        for (position, post) in &now.0 {
            all[*post].holders += 1;
            if self.then(*position).and_then(|before| then.post(before)) != Some(*post) {
                all[*post].filled_by.push(*position);
            }
        }
        all.retain(|vacated| !vacated.by.is_empty());
        all.sort_by_key(|vacated| (vacated.holders, Reverse(vacated.post.rank()), vacated.by[0]));
        all
    }

    /// Where somebody of the earlier chart stands: in the later one if they are there, and else in the earlier one.
    pub fn whereabouts(&self, before: Record) -> (Side, Record) {
        self.now(before).map_or((Side::Before, before), |after| (Side::After, after))
    }
}

/// Who holds which leading role in one chart, in the order of the input; roles by their number among all.
struct Holders(Vec<(Record, usize)>);

impl Holders {
    fn of(facts: &Facts<'_>, posts: &mut Vec<Post>) -> Holders {
        let mut numbers: HashMap<Post, usize> = posts.iter().cloned().zip(0..).collect();
        let mut number = |role: &Role| {
            let post = Post::of(role)?;
            Some(*numbers.entry(post).or_insert_with_key(|post| {
                posts.push(post.clone());
                posts.len() - 1
            }))
        };
        let by_role: Vec<Option<usize>> = facts.roles().iter().map(&mut number).collect();
        let held = facts.chart().positions().filter_map(|position| {
            let post = by_role[facts.role_id(position) as usize].filter(|_| !facts.is_vacant(position))?;
            Some((position, post))
        });
        Holders(held.collect())
    }

    fn post(&self, position: Record) -> Option<usize> {
        let at = self.0.binary_search_by_key(&position, |(holder, _)| *holder).ok()?;
        Some(self.0[at].1)
    }
}
