"""What a person passes on below his own words goes along with them, and nothing of the talk that he answers."""

from parsers.message import parse_message
from parsers.model import Message
from tests.builders import build_form
from tests.corpus.forwards import OUTLOOK
from tests.corpus.programs import plain, quote
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

ANSWER = "The column was shortened in release 4.2. Set BAY_LEN=40 and restart."
ABOVE = "FYI, the vendor answered:"
VENDOR = "Vendor Support <help@vendor.example>"
OURS = "Re: [ESC-42] ESCALATION - Export stops - Ticket #48213"
ATTRIBUTIONS = {
    "english": f"On Tue, Mar 10, 2026 at 9:05 AM {VENDOR} wrote:",
    "german": f"Am Di., 10. März 2026 um 09:05 Uhr schrieb {VENDOR}:",
    "french": f"Le mar. 10 mars 2026 à 09:05, {VENDOR} a écrit :",
    "spanish": f"El mar, 10 mar 2026 a las 9:05, {VENDOR} escribió:",
    "italian": f"Il giorno mar 10 mar 2026 alle ore 09:05 {VENDOR} ha scritto:",
    "dutch": f"Op di 10 mrt 2026 om 09:05 schreef {VENDOR}:",
    "portuguese": f"Em ter., 10 de mar. de 2026 às 09:05, {VENDOR} escreveu:",
}


def answer(text: str, subject: str = OURS) -> Message:
    raw = plain(text, subject, sender="Sam Senior <sam@example.com>", In_Reply_To="<esc-42.routed@example.com>")
    return parse_message(raw, VOCABULARY)


def fresh(text: str, subject: str = "URGENT Contoso") -> Message:
    return parse_message(plain(text, subject, sender="Dana Whitfield <dana@example.com>"), VOCABULARY)


@every_row("language", OUTLOOK)
def test_a_mail_of_another_subject_is_passed_on_with_its_head(language: str) -> None:
    head = OUTLOOK[language].head.format(who=VENDOR, to="Sam Senior <sam@example.com>", subject="your case 77")
    message = answer(f"{ABOVE}\n\n{head}{ANSWER}\n\n-- \nVendor Support\n")
    assert (message.text, message.own_words, message.forwarded) == (ABOVE, True, "")
    assert message.below == f"{head.strip()}\n\n{ANSWER}"


@every_row("language", ATTRIBUTIONS)
def test_a_quote_of_somebody_to_whom_the_answer_does_not_go_is_passed_on(language: str) -> None:
    message = answer(f"{ABOVE}\n\n{ATTRIBUTIONS[language]}\n\n{quote(ANSWER)}")
    assert message.text == ABOVE
    assert message.below == f"{ATTRIBUTIONS[language]}\n\n{ANSWER}"


def test_what_a_program_marks_as_forwarded_is_passed_on_in_an_answer_too() -> None:
    begins = f"Begin forwarded message:\n\nFrom: {VENDOR}\nSubject: Re: your case 77\nDate: 10 March 2026\n\n"
    message = answer(
        f"{ABOVE}\n\n{begins}{ANSWER}\n\nOn Mon, Mar 9, 2026, Sam <sam@example.com> wrote:\n> Old question"
    )
    assert message.text == ABOVE
    assert message.below == f"{begins.strip()}\n\n{ANSWER}"


@every_row(
    "older",
    [
        "From: Support <s@example.com>\nSent: Monday\nTo: Sam\nSubject: [ESC-42] Export stops\n\nOld words",
        "Von: Ada <ada@x.example>\nGesendet: Montag\nAn: Sam\nBetreff: AW: [EXTERN] Export stops\n\nAlt",
        "From: Dana Whitfield\nSent: Monday\nTo: Sam\nSubject: RE: ESCALATION - Export stops\n\nOld words",
        f"On Mon, Mar 9, 2026 at 9:05 AM Support <esc-42.abc@mail.example.com> wrote:\n\n{quote('Old words')}",
        f"-----Original Message-----\nFrom: Dana\nSent: Monday\nTo: Sam\nSubject: Export stops\n\n{ANSWER}",
    ],
)
def test_the_talk_that_is_answered_is_not_passed_on(older: str) -> None:
    message = answer(f"I look at it.\n\n{older}")
    assert (message.text, message.below) == ("I look at it.", "")


def test_what_a_passed_on_mail_answers_is_not_passed_on() -> None:
    head = f"From: {VENDOR}\nSent: Tuesday\nTo: Sam\nSubject: RE: your case 77\n\n"
    older = "From: Sam Senior\nSent: Monday\nTo: Vendor Support\nSubject: our case\n\nOld question\n"
    message = answer(f"{ABOVE}\n\n{head}{ANSWER}\n\n{older}")
    assert message.below == f"{head.strip()}\n\n{ANSWER}"


def test_an_answer_that_only_passes_on_has_no_own_words() -> None:
    message = answer(f"From: {VENDOR}\nSent: Tuesday\nTo: Sam\nSubject: your case 77\n\n{ANSWER}\n")
    assert not message.own_words
    assert ANSWER in message.below


class TestInAMailThatAnswersNone:
    """Nothing of it is history, whatever its subject says (behaviour B3.21)."""

    @every_row("above", ["", "Please act now."])
    @every_row("line", ["", "-----Original Message-----\n", "________________________________\n"])
    @every_row("language", OUTLOOK)
    def test_an_older_mail_is_passed_on_with_its_head(self, language: str, line: str, above: str) -> None:
        head = OUTLOOK[language].head.format(who=VENDOR, to="Sam Senior <sam@example.com>", subject="invoices")
        message = fresh(f"{above}\n\n{line}{head}{ANSWER}\n")
        assert (message.text, message.own_words) == (above or ANSWER, bool(above))
        assert message.forwarded == ANSWER
        assert message.below.endswith(f"{head.strip()}\n\n{ANSWER}")

    def test_a_line_above_an_older_mail_needs_no_head(self) -> None:
        message = fresh(f"Please act now.\n\n-----Original Message-----\n\n{ANSWER}\n")
        assert (message.text, message.forwarded) == ("Please act now.", ANSWER)

    @every_row("above", [*ATTRIBUTIONS.values(), "Ada says:", "Der Kunde schrieb heute:", ""])
    @every_row("count", [1, 2, 3, 5])
    def test_a_quote_is_among_its_writers_words(self, count: int, above: str) -> None:
        quoted = "\n".join(["> 1,200 invoices are stuck", "> and my", "> chief", "> wants", "> names"][:count])
        said = f"Ada is furious.\n\n{above}\n{quoted}\n\nPlease ring her."
        assert fresh(said).text == said.replace("\n\n\n", "\n\n")

    @every_row("above", ["", "Please take this.\n\n", "Ada wrote:\n"])
    def test_a_template_whose_every_line_is_quoted_is_passed_on(self, above: str) -> None:
        message = fresh(f"{above}{quote(build_form())}")
        assert message.forwarded == build_form().strip()
        assert message.text == (above.strip() or message.forwarded)
