//! Steps of a task: named, timed, and summed up at the end.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// How one step ended.
pub struct Ended {
    name: &'static str,
    took: Duration,
    /// Closing lines of the program that did the work, or the sentence of what failed.
    said: Result<Vec<String>, String>,
}

/// The steps that have run.
#[derive(Default)]
pub struct Steps {
    ended: Vec<Ended>,
}

impl Steps {
    /// Runs one step under its name; answers whether it holds.
    pub fn take(
        &mut self,
        name: &'static str,
        meaning: &str,
        work: impl FnOnce() -> Result<Vec<String>, String>,
    ) -> bool {
        println!("\n==> {name}: {meaning}");
        let start = Instant::now();
        let said = work();
        let took = start.elapsed();
        let holds = said.is_ok();
        println!("<== {name}: {} after {}", word(holds), time(took));
        self.ended.push(Ended { name, took, said });
        holds
    }

    /// The closing page: every step with its time, its runner's last words, and one line for all.
    ///
    /// # Errors
    /// The names of the steps that failed, and `again` with each name: how it is run alone.
    pub fn close(self, again: &str) -> Result<(), String> {
        println!("\n{}", self.page());
        let failed: Vec<&Ended> = self
            .ended
            .iter()
            .filter(|ended| ended.said.is_err())
            .collect();
        let total = time(self.ended.iter().map(|ended| ended.took).sum());
        if failed.is_empty() {
            println!("all {} steps passed in {total}", self.ended.len());
            return Ok(());
        }
        let mut sentence = format!(
            "{} of {} steps failed after {total}",
            failed.len(),
            self.ended.len()
        );
        for ended in failed {
            let _ = write!(sentence, "\n  {0}: {again} {0}", ended.name);
        }
        Err(sentence)
    }

    fn page(&self) -> String {
        let mut page = String::new();
        for Ended { name, took, said } in &self.ended {
            let _ = writeln!(
                page,
                "{:<6} {name:<12} {:>9}",
                word(said.is_ok()),
                time(*took)
            );
            match said {
                Ok(lines) => lines.iter().for_each(|line| {
                    let _ = writeln!(page, "       {}", line.trim());
                }),
                Err(sentence) => {
                    let _ = writeln!(page, "       {}", sentence.replace('\n', "\n       "));
                }
            }
        }
        page
    }
}

fn word(holds: bool) -> &'static str {
    if holds { "ok" } else { "FAILED" }
}

fn time(took: Duration) -> String {
    let seconds = took.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else {
        format!("{:.1} s", took.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_says_how_to_run_it_alone() {
        let mut steps = Steps::default();
        assert!(steps.take("format", "laid out alike", || Ok(vec!["fine".into()])));
        assert!(!steps.take("clippy", "no warnings", || Err("two warnings".into())));
        let page = steps.page();
        assert!(
            page.contains("ok     format"),
            "a passed step is listed:\n{page}"
        );
        assert!(
            page.contains("FAILED clippy"),
            "a failed step stands out:\n{page}"
        );
        let sentence = steps
            .close("cargo xtask test")
            .expect_err("one step failed");
        assert!(
            sentence.contains("cargo xtask test clippy"),
            "the way to repeat it: {sentence}"
        );
    }

    #[test]
    fn times_are_read_at_a_glance() {
        assert_eq!(
            time(Duration::from_millis(1240)),
            "1.2 s",
            "short ones with a tenth"
        );
        assert_eq!(
            time(Duration::from_secs(605)),
            "10 min 05 s",
            "long ones in minutes"
        );
    }
}
