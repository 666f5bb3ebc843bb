//! Which worker of an array takes which object: by a stable hash, so that N workers do the whole without
//! talking to each other. Owns the hash and the variables by which schedulers tell a worker its place; called
//! by `sync`. `docs/scale-out.md` shows the manifests.

use super::checksum::{Algorithm, Digest};
use crate::problem::Failure;

/// One of `count` workers; the first is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    count: u64,
}

/// The variables that a scheduler sets in each worker of an array.
struct Scheduler {
    name: &'static str,
    index: &'static str,
    count: &'static str,
    /// The index of the first worker, where that is not 0, and what it grows by.
    first: Option<&'static str>,
    step: Option<&'static str>,
}

const SCHEDULERS: [Scheduler; 5] = [
    Scheduler {
        name: "a Kubernetes Indexed Job",
        index: "JOB_COMPLETION_INDEX",
        // Not Kubernetes' own: the manifest has to set it.
        count: "JOB_COMPLETIONS",
        first: None,
        step: None,
    },
    Scheduler {
        name: "a Slurm array",
        index: "SLURM_ARRAY_TASK_ID",
        count: "SLURM_ARRAY_TASK_COUNT",
        first: Some("SLURM_ARRAY_TASK_MIN"),
        step: Some("SLURM_ARRAY_TASK_STEP"),
    },
    Scheduler {
        name: "an AWS Batch array job",
        index: "AWS_BATCH_JOB_ARRAY_INDEX",
        count: "AWS_BATCH_JOB_ARRAY_SIZE",
        first: None,
        step: None,
    },
    Scheduler {
        name: "a Cloud Run job",
        index: "CLOUD_RUN_TASK_INDEX",
        count: "CLOUD_RUN_TASK_COUNT",
        first: None,
        step: None,
    },
    Scheduler {
        name: "a Google Batch job",
        index: "BATCH_TASK_INDEX",
        count: "BATCH_TASK_COUNT",
        first: None,
        step: None,
    },
];

impl Shard {
    /// Reads `I/N`, where I is from 0 to N-1, or `auto` (`auto/N`, where the scheduler does not tell how many
    /// there are), which takes the place from the scheduler's variables. Fails as usage.
    pub fn parse(text: &str, env: impl Fn(&str) -> Option<String>) -> Result<Shard, Failure> {
        let wrong = || {
            Failure::Usage(format!(
                "\"{text}\" is no shard; write I/N with I from 0 to N-1, or auto"
            ))
        };
        let shard = match text.split_once('/') {
            None if text == "auto" => Shard::of_scheduler(&env, None)?,
            Some(("auto", count)) => {
                Shard::of_scheduler(&env, Some(count.parse().map_err(|_| wrong())?))?
            }
            Some((index, count)) => Shard {
                index: index.parse().map_err(|_| wrong())?,
                count: count.parse().map_err(|_| wrong())?,
            },
            None => return Err(wrong()),
        };
        match shard.index < shard.count {
            true => Ok(shard),
            false => Err(Failure::Usage(format!(
                "there is no shard {} of {}: they count from 0",
                shard.index, shard.count
            ))),
        }
    }

    fn of_scheduler(
        env: &impl Fn(&str) -> Option<String>,
        count: Option<u64>,
    ) -> Result<Shard, Failure> {
        let number = |name: &str| match env(name) {
            None => Ok(None),
            Some(text) => match text.trim().parse::<u64>() {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(Failure::Usage(format!("{name}=\"{text}\" is no number"))),
            },
        };
        let here: Vec<_> = SCHEDULERS
            .iter()
            .filter(|scheduler| env(scheduler.index).is_some())
            .collect();
        let scheduler = match here.as_slice() {
            [one] => one,
            [] => {
                let names: Vec<_> = SCHEDULERS.iter().map(|scheduler| scheduler.index).collect();
                return Err(Failure::Usage(format!(
                    "no scheduler tells which shard this is (none of {} is set); write --shard I/N",
                    names.join(", ")
                )));
            }
            [one, other, ..] => {
                return Err(Failure::Usage(format!(
                    "both {} and {} are set, of {} and of {}; write --shard I/N",
                    one.index, other.index, one.name, other.name
                )));
            }
        };
        let told = match count {
            Some(count) => Some(count),
            None => number(scheduler.count)?,
        };
        let count = told.ok_or_else(|| {
            Failure::Usage(format!(
                "{} is set, but not {}; set it, or write --shard auto/N",
                scheduler.index, scheduler.count
            ))
        })?;
        let optional = |name: Option<&str>, usual| match name {
            Some(name) => Ok::<_, Failure>(number(name)?.unwrap_or(usual)),
            None => Ok(usual),
        };
        let first = optional(scheduler.first, 0)?;
        let step = optional(scheduler.step, 1)?.max(1);
        let index = number(scheduler.index)?.unwrap_or_default();
        Ok(Shard {
            index: index.saturating_sub(first) / step,
            count,
        })
    }

    /// Whether this worker takes the object with this path in the tree.
    pub fn has(&self, path: &str) -> bool {
        place(path) % self.count == self.index
    }
}

/// CRC-64/NVME of the path's UTF-8: published, the same everywhere and for ever.
fn place(path: &str) -> u64 {
    Digest::of(Algorithm::Crc64Nvme, path.as_bytes()).number()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, env: &[(&str, &str)]) -> Result<Shard, String> {
        let env = |name: &str| {
            let set = env.iter().find(|(set, _)| *set == name);
            set.map(|(_, value)| (*value).to_owned())
        };
        Shard::parse(text, env).map_err(|failure| match failure {
            Failure::Usage(sentence) => sentence,
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn a_shard_is_given_or_told_by_the_scheduler() {
        let shard = |index, count| Ok(Shard { index, count });
        for (text, env, wanted) in [
            ("0/1", &[][..], shard(0, 1)),
            ("7/8", &[], shard(7, 8)),
            (
                "auto",
                &[("JOB_COMPLETION_INDEX", "3"), ("JOB_COMPLETIONS", "8")],
                shard(3, 8),
            ),
            ("auto/4", &[("JOB_COMPLETION_INDEX", "3")], shard(3, 4)),
            (
                "auto",
                &[
                    ("SLURM_ARRAY_TASK_ID", "1"),
                    ("SLURM_ARRAY_TASK_COUNT", "8"),
                    ("SLURM_ARRAY_TASK_MIN", "1"),
                ],
                shard(0, 8),
            ),
            (
                "auto",
                &[
                    ("SLURM_ARRAY_TASK_ID", "14"),
                    ("SLURM_ARRAY_TASK_COUNT", "4"),
                    ("SLURM_ARRAY_TASK_MIN", "2"),
                    ("SLURM_ARRAY_TASK_STEP", "4"),
                ],
                shard(3, 4),
            ),
            (
                "auto",
                &[
                    ("AWS_BATCH_JOB_ARRAY_INDEX", "0"),
                    ("AWS_BATCH_JOB_ARRAY_SIZE", "2"),
                ],
                shard(0, 2),
            ),
        ] {
            assert_eq!(parse(text, env), wanted, "{text} {env:?}");
        }
    }

    #[test]
    fn what_is_no_shard_is_refused_with_a_way_out() {
        for (text, env, words) in [
            ("", &[][..], "is no shard"),
            ("3", &[], "is no shard"),
            ("a/b", &[], "is no shard"),
            ("-1/2", &[], "is no shard"),
            ("8/8", &[], "no shard 8 of 8: they count from 0"),
            ("0/0", &[], "no shard 0 of 0"),
            ("auto", &[], "no scheduler tells"),
            ("auto/x", &[], "is no shard"),
            (
                "auto",
                &[("JOB_COMPLETION_INDEX", "3")],
                "but not JOB_COMPLETIONS; set it, or write --shard auto/N",
            ),
            (
                "auto/2",
                &[("JOB_COMPLETION_INDEX", "2")],
                "no shard 2 of 2",
            ),
            (
                "auto/2",
                &[("AWS_BATCH_JOB_ARRAY_INDEX", "x")],
                "AWS_BATCH_JOB_ARRAY_INDEX=\"x\" is no number",
            ),
            (
                "auto/2",
                &[
                    ("AWS_BATCH_JOB_ARRAY_INDEX", "0"),
                    ("JOB_COMPLETION_INDEX", "0"),
                ],
                "both JOB_COMPLETION_INDEX and AWS_BATCH_JOB_ARRAY_INDEX are set",
            ),
        ] {
            let refused = parse(text, env).unwrap_err();
            assert!(refused.contains(words), "{text} {env:?}: {refused}");
        }
    }

    #[test]
    fn every_object_has_one_worker_and_each_worker_its_share() {
        for count in [1, 3, 8, 16] {
            let mut taken = vec![0; count as usize];
            for number in 0..5_000 {
                let path = format!("reports/2024/{:02}/{number:06}.csv", number % 12);
                let mut of = (0..count).filter(|index| {
                    let index = *index;
                    Shard { index, count }.has(&path)
                });
                taken[of.next().unwrap() as usize] += 1;
                assert_eq!(of.next(), None);
            }
            let share = 5_000 / count as i64;
            for objects in taken {
                let off: i64 = objects - share;
                assert!(off.abs() <= share / 4, "{objects} of {share}, {count}");
            }
        }
    }

    /// The document gives examples, by which others can take the same share.
    #[test]
    fn the_document_says_what_the_hash_is() {
        let document = include_str!("../../docs/scale-out.md");
        let rows = document
            .lines()
            .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"))
            .filter(|row| row.contains("0x"));
        let mut seen = 0;
        for row in rows {
            let cells: Vec<_> = row
                .split('|')
                .map(|cell| cell.trim_matches([' ', '`']))
                .collect();
            let [path, hash, of_eight] = cells.as_slice() else {
                panic!("{row}");
            };
            let place = place(path);
            assert_eq!(
                (*hash, *of_eight),
                (&*format!("{place:#018x}"), &*(place % 8).to_string()),
                "{path}"
            );
            seen += 1;
        }
        assert_eq!(seen, 3);
        for scheduler in SCHEDULERS {
            for name in [scheduler.index, scheduler.count] {
                assert!(document.contains(name), "{name}");
            }
        }
    }
}
