//! What a relay's refusal means: enhanced status codes (RFC 3463) first, then the reply's number and the step
//! it answers; never its words. Called by `mailer`.

use lettre::transport::smtp::response::{Response, Severity};

use crate::problem::{Code, Problem, Retry};

/// The command that a reply answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Greeting,
    Hello,
    StartTls,
    Auth,
    Sender,
    Recipient,
    Content,
}

/// The problem that a negative reply stands for.
pub fn problem(step: Step, reply: &Response) -> Problem {
    let number = u16::from(reply.code());
    let words = text(reply);
    let temporary = reply.code().severity == Severity::TransientNegativeCompletion;
    let code = match (step, number, enhanced(reply)) {
        (Step::StartTls, ..) => Code::MailTls,
        (_, 552, _) | (_, _, Some((2, 3) | (3, 4))) => Code::MessageTooLarge,
        _ if temporary => Code::MailDeferred,
        // The relay does not understand the command: that says nothing of the password.
        (Step::Auth, 500..=504, _) => Code::MailNotSent,
        (Step::Auth, ..) | (_, 530 | 535, _) | (_, _, Some((7, 8))) => Code::MailCredentials,
        (_, _, Some((1, 7 | 8))) | (Step::Sender, _, Some((7, _)) | None) => Code::SenderRefused,
        (_, _, Some((7, _))) | (Step::Greeting | Step::Hello, ..) => Code::MailPolicy,
        (_, _, Some((1, 1 | 2 | 3 | 6 | 10) | (2, _))) => Code::RecipientRefused,
        (Step::Recipient, ..) => Code::RecipientRefused,
        (Step::Sender, ..) => Code::SenderRefused,
        (Step::Content, ..) => Code::MailPolicy,
    };
    let problem = Problem::new(code).service("smtp").because(words);
    if temporary {
        problem.retry(Retry::Now)
    } else {
        problem
    }
}

/// The reply as the relay worded it, in one line.
pub fn text(reply: &Response) -> String {
    let words: Vec<&str> = reply.message().collect();
    format!("{} {}", reply.code(), words.join(" "))
}

/// Subject and detail of the enhanced status code, when the reply begins with one.
fn enhanced(reply: &Response) -> Option<(u16, u16)> {
    let mut parts = reply.first_word()?.split('.').map(|part| part.parse().ok());
    match (parts.next()?, parts.next()?, parts.next()?, parts.next()) {
        (Some(2 | 4 | 5), Some(subject), Some(detail), None) => Some((subject, detail)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_status_decides_and_the_words_do_not() {
        for (step, reply, code) in [
            (Step::Auth, "535 5.7.8 no", Code::MailCredentials),
            (Step::Auth, "502 5.5.1 what?", Code::MailNotSent),
            (Step::Auth, "454 4.7.0 later", Code::MailDeferred),
            (
                Step::Sender,
                "530 5.7.0 log in first",
                Code::MailCredentials,
            ),
            (Step::Sender, "553 5.1.8 who?", Code::SenderRefused),
            (Step::Sender, "550 not you", Code::SenderRefused),
            (
                Step::Recipient,
                "550 5.1.1 recipient unknown",
                Code::RecipientRefused,
            ),
            (
                Step::Recipient,
                "550 5.7.1 mailbox does not exist",
                Code::MailPolicy,
            ),
            (Step::Recipient, "450 4.2.0 greylisted", Code::MailDeferred),
            (Step::Content, "552 5.3.4 too big", Code::MessageTooLarge),
            (Step::Content, "554 5.7.1 spam", Code::MailPolicy),
            (Step::Greeting, "554 go away", Code::MailPolicy),
        ] {
            let parsed: Response = format!("{reply}\r\n").parse().unwrap();
            let problem = problem(step, &parsed);
            assert_eq!(
                (problem.code, problem.cause.as_deref()),
                (code, Some(reply))
            );
        }
    }
}
