"""Whose trouble a refusal is, by what relays really say (fault F68)."""

from daemon.core.letters.refusals import SmtpPhase, find_status, is_about_us, is_policy
from tests.tables import every_row

EVERYWHERE = tuple(SmtpPhase)


@every_row("stage", EVERYWHERE)
@every_row(
    ("code", "words"),
    [
        (530, "5.7.57 Client not authenticated to send mail. [FR0P281CA0123.DEUP281.PROD.OUTLOOK.COM]"),
        (530, "5.7.0 Must issue a STARTTLS command first"),
        (530, "Authentication required"),
        (530, "5.7.1 Client was not authenticated"),
        (530, "5.5.1 Authentication Required. Learn more at\n5.5.1 the help"),
        (535, "Authentication failed"),
        (550, "SMTP policy\n5.7.60 Client does not have permissions to send as this sender"),
        (550, "[5.7.57] not authenticated"),
        (550, "sendasdenied"),
        (535, "5.7.3 Authentication unsuccessful"),
        (535, "5.7.8 Username and Password not accepted."),
        (550, "5.7.30 Basic authentication is not supported for Client Submission."),
        (550, "5.7.60 SMTP; Client does not have permissions to send as this sender"),
        (554, "5.2.252 SendAsDenied; support@example.com not allowed to send as sales@example.com"),
        (
            554,
            (
                "5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; "
                "Failed to process message"
            ),
        ),
        (550, "5.4.5 Daily user sending limit exceeded."),
        (550, "5.4.5 Daily user sending limit exceeded.\n5.4.5 For more information see the help"),
    ],
)
def test_what_is_said_of_the_sender_is_about_us_at_every_step(stage: SmtpPhase, code: int, words: str) -> None:
    assert is_about_us(stage, code, words)


@every_row(
    ("code", "words"),
    [
        (550, "no"),
        (550, "5.7.1 Sender rejected"),
        (553, "5.1.8 Domain of sender address does not resolve"),
        (552, "5.2.2 Over quota"),
        (501, ""),
    ],
)
def test_a_refusal_of_the_sender_address_is_about_us(code: int, words: str) -> None:
    assert is_about_us(SmtpPhase.SENDER, code, words)
    assert not is_about_us(SmtpPhase.RECIPIENT, code, words)


@every_row(
    ("code", "words"),
    [
        (552, "5.3.4 Message size exceeds fixed limit"),
        (552, "Message size exceeds fixed maximum message size"),
        (552, "5.2.3 Message length exceeds administrative limit"),
        (550, "5.6.7 SMTPUTF8 is required"),
        (554, "5.6.0 Conversion required"),
    ],
)
@every_row("stage", EVERYWHERE)
def test_size_and_content_are_the_letters_own(stage: SmtpPhase, code: int, words: str) -> None:
    assert not is_about_us(stage, code, words)


@every_row("stage", [SmtpPhase.RECIPIENT, SmtpPhase.CONTENT])
@every_row(
    ("code", "words"),
    [
        (550, "5.1.1 No such user"),
        (550, "5.7.1 Relay access denied"),
        (554, "5.7.509 DMARC"),
        (550, "5.70.57 x"),
        (550, ""),
    ],
)
def test_what_is_said_of_a_recipient_or_a_letter_is_its_own(stage: SmtpPhase, code: int, words: str) -> None:
    assert not is_about_us(stage, code, words)


@every_row("stage", EVERYWHERE)
@every_row(
    "words",
    ["4.7.0 Try again later", "4.3.2 Concurrent connections limit exceeded", "5.7.57 said with the wrong number"],
)
def test_for_now_is_never_for_good(stage: SmtpPhase, words: str) -> None:
    assert not is_about_us(stage, 451, words)
    assert not is_policy(451, words)


def test_the_status_is_read_at_the_beginning_only() -> None:
    assert find_status("5.7.1 Rejected") == "5.7.1"
    assert find_status("#5.1.0 Address rejected") == "5.1.0"
    assert find_status("Rejected, see 5.7.57") == ""
    assert find_status("5.7.1234 no such thing") == ""


def test_a_rule_of_the_relay_is_told_from_a_missing_mailbox() -> None:
    assert is_policy(550, "5.7.1 Relay access denied")
    assert is_policy(554, "5.7.512 Access denied")
    assert not is_policy(550, "5.1.1 No such user")
