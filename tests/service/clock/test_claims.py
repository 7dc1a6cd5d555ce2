"""Who has a case: only whoever says so and may (behaviour B7.6, B7.7, B9.6). All else is passed on,
and the level's clock goes on."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from daemon.core.model.case import Status
from tests.builders import build_mail
from tests.desk import Desk, case_of
from tests.journeys.house import kinds, letter_to, reply, text_of
from tests.tables import sample

MONDAY = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)  # 10:00 in Berlin
THURSDAY = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)  # behind the raise from Level 3
TESS, KIM, DANA = "tech@example.com", "tech2@example.com", "dana@example.com"  # Level 3 has two people; Dana escalates
UNTRUE = re.compile(
    r"(?:has|have|had|did) not (?:yet )?answer|nobody\b[^.\n]{0,40}\banswer|silent|stop looking", re.IGNORECASE
)


@pytest.fixture(scope="module")
def unanswered(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, datetime]]:
    """What the clock sends while nobody says anything."""
    desk = Desk(tmp_path_factory.mktemp("unanswered"))
    desk.receive(build_mail(), MONDAY)
    return clocked(desk.pass_time(THURSDAY))


def open_case(desk: Desk) -> EmailMessage:
    """The letter that Tess got."""
    return letter_to(desk.receive(build_mail(), MONDAY), TESS)


def clocked(letters: list[EmailMessage]) -> list[tuple[str, str, datetime]]:
    """What the clock sent: kind, address and instant."""
    return sorted((kind, to, one["Date"].datetime) for one in letters for kind, to in kinds([one]))


def in_person(words: str) -> Callable[[EmailMessage], bytes]:
    return lambda letter: reply(letter, f"Tess Berg <{TESS}>", words)


def by_machine(
    words: str, subject: str = "", quote: bool = False, calendar: str = ""
) -> Callable[[EmailMessage], bytes]:
    """What a program of Tess's sends, without a header that says so; `calendar` is the METHOD of a calendar's part."""

    def write(letter: EmailMessage) -> bytes:
        mail = message_from_bytes(reply(letter, TESS, words, quote=quote), policy=default)
        assert isinstance(mail, EmailMessage)
        if subject:
            del mail["Subject"]
            mail["Subject"] = subject.format(str(letter["Subject"]).removeprefix("Re: "))
        if calendar:
            event = f"BEGIN:VCALENDAR\r\nMETHOD:{calendar}\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            mail.add_alternative(event, subtype="calendar", params={"method": calendar})
        return mail.as_bytes()

    return write


REFUSALS = [
    ("Mine.\n\nSorry, that was for another case. "
    "Ignore this."), "Working on it\nnot me, Bob", "On it, but only the DNS part",
    "Ich kümmere mich darum, dass Bob es bekommt", "Wir sind dran! Vorgang 4711 wurde angelegt.",
    "Ik pak het op\n\nSorry, verkeerde thread.", "I cannot take this right now",
    "Ich übernehme\n\nKann das jemand anders machen?", "Mine?!",
]  # fmt: skip
WORDS = [
    "ok", "thanks", "Thanks, seen.", "seen", "👌", "Is this mine?", "Mine says the same.", "on it's way",
    "We have seen this before.", "Nobody liked your message.", "Kim reacted to your message: 👍",
    "Kim liked your message",
]  # fmt: skip
ANSWERS = [
    "info? Which version do they run?", "Which version do they run?", "note: their admin is Kim",
    "update: we are looking", "what does the log say?",
]  # fmt: skip
MACHINES = {
    "an empty mail": by_machine(" "),
    "a quotation alone": by_machine("", quote=True),
    "a signature alone": by_machine("-- \nTess Berg\nPlatform\n"),
    "a closing and a name": by_machine("Viele Grüße\nTess"),
    "a banner alone": by_machine("[EXTERN] Diese E-Mail kommt von extern."),
    "a marking alone": by_machine("Classification: Internal"),
    "declined": by_machine(" ", "Declined: {}", calendar="REPLY"),
    "accepted with a word": by_machine("mine", "Accepted: {}", calendar="REPLY"),
    "zugesagt": by_machine(" ", "Zugesagt: {}"),
    "a read receipt in words": by_machine("Your message\n\n  To: Tess\n\n"
    "was read on Monday 9 March 2026 10:30.", "Read: {}"),
    "gelesen": by_machine("Ihre Nachricht\n\nAn: Tess\nBetreff: Exports\n\nwurde am Montag gelesen.", "Gelesen: {}"),
    "a help desk's confirmation": by_machine("On it!\n\nThis is an automated response. Ticket 77 has been created."),
}  # fmt: skip
ABSENCES = {
    "out of office in words": by_machine("I will return on 16 March.", "Tess Berg is out of the office."),
    "Abwesenheitsnotiz": by_machine("Ich bin bis 16. März im Urlaub.", "Abwesenheitsnotiz: {}"),
    "außer Haus": by_machine("Ich werde ab 09.03.2026 nicht im Büro sein.", "Tess Berg ist außer Haus."),
}


def quiet_about(letters: list[EmailMessage]) -> bool:
    """Whether they take nothing, and tell Kim no more than the words."""
    to_kim = {one["X-Escalation-Kind"] for one in letters if KIM in str(one["To"])}
    return to_kim <= {"relay"} and not any(one["X-Escalation-Kind"] == "claimed" for one in letters)


# Below these a person may have written: his words are passed on and take nothing
DOUBTFUL = {
    "accepted, its calendar's part cut off": by_machine("mine", "Accepted: {}"),
    "an automatic answer above a claim": by_machine("mine", "Automatic reply: {}"),
    "Abwesenheitsnotiz above a question": by_machine("Welche Version?", "Abwesenheitsnotiz: {}"),
}


@pytest.mark.parametrize("write", MACHINES.values(), ids=MACHINES)
def test_what_no_person_wrote_leaves_the_case_and_its_clock_as_if_nothing_had_come(
    desk: Desk, unanswered: list[tuple[str, str, datetime]], write: Callable[[EmailMessage], bytes]
) -> None:
    assert quiet_about(desk.receive(write(open_case(desk)), MONDAY + timedelta(hours=1)))
    assert (case_of(desk).status, case_of(desk).claimed_by) == (Status.OPEN, None)
    later = desk.pass_time(THURSDAY)
    is_away = any(one.who == TESS for one in case_of(desk).assignment.out) or not {
        one for one in clocked(later) if one[:2] == ("reminder", TESS)
    }
    assert clocked(later) == [one for one in unanswered if not (is_away and one[:2] == ("reminder", TESS))]
    assert {("reminder", TESS), ("reminder", KIM), ("raised", "ceo@example.com")} <= {
        (kind, to) for kind, to, _ in unanswered
    }


@pytest.mark.parametrize("words", sample([*REFUSALS, *WORDS, *ANSWERS], 3))
def test_words_that_are_no_claim_take_nothing_and_the_case_goes_up_when_nobody_takes_it(desk: Desk, words: str) -> None:
    opened = open_case(desk)
    assert quiet_about(desk.receive(in_person(words)(opened), MONDAY + timedelta(hours=1)))
    assert (case_of(desk).status, case_of(desk).claimed_by) == (Status.OPEN, None)
    later = desk.pass_time(THURSDAY + timedelta(days=1))
    assert {("reminder", TESS), ("reminder", KIM), ("raised", "ceo@example.com")} <= set(kinds(later))
    said = (re.sub(rf"(?:{KIM}|ceo@example.com) silent", "", text_of(one)) for one in later)
    assert [found[0] for text in said for found in UNTRUE.finditer(text)] == []


@pytest.mark.parametrize("words", [*REFUSALS, *WORDS, *ANSWERS])
def test_what_a_person_says_reaches_the_agent_whether_it_claims_or_not(desk: Desk, words: str) -> None:
    letters = desk.receive(reply(open_case(desk), TESS, words), MONDAY + timedelta(hours=1))
    said = text_of(letter_to(letters, DANA, "customer-update" if words.startswith("update:") else "relay"))
    assert re.sub("^(?:note:|info\\?|update:) ", "", words.partition("\n")[0]) in said
    assert (case_of(desk).status, case_of(desk).claimed_by) == (Status.OPEN, None)


def test_a_calendars_answer_and_a_read_receipt_reach_nobody_as_if_they_were_words(tmp_path: Path) -> None:
    machines = MACHINES | ABSENCES
    for name in machines.keys() - {"an empty mail", "a quotation alone", "a signature alone"}:
        desk = Desk(tmp_path)
        letters = desk.receive(machines[name](open_case(desk)), MONDAY + timedelta(hours=1))
        assert {letter["X-Escalation-Kind"] for letter in letters} <= {"moved"}, name  # that one is away
        assert case_of(desk).claimed_by is None


def test_a_persons_words_below_a_programs_subject_reach_the_agent_and_take_nothing(tmp_path: Path) -> None:
    for name, write in DOUBTFUL.items():
        (tmp_path / name).mkdir()
        desk = Desk(tmp_path / name)
        letters = desk.receive(write(open_case(desk)), MONDAY + timedelta(hours=1))
        assert ("relay", DANA) in kinds(letters), name
        assert case_of(desk).claimed_by is None


def test_a_lead_who_had_the_case_hears_that_somebody_else_has_it(desk: Desk) -> None:
    opened = desk.receive(build_mail(), MONDAY)
    lead = "lead@example.com"
    late = desk.pass_time(MONDAY + timedelta(days=3))
    desk.receive(reply(letter_to(late, lead, "reminder"), lead, "mine"), MONDAY + timedelta(days=3, minutes=1))
    assert str(case_of(desk).claimed_by and case_of(desk).claimed_by.email) == lead
    letters = desk.receive(
        reply(letter_to(opened, DANA, "receipt"), DANA, "done: it works"), MONDAY + timedelta(days=3, hours=1)
    )
    assert lead in [to for _, to in kinds(letters)]


def test_another_priority_gives_another_deadline_and_claims_nothing(desk: Desk) -> None:
    letters = desk.receive(reply(open_case(desk), TESS, "priority low"), MONDAY + timedelta(hours=1))
    assert "claimed" not in [kind for kind, _ in kinds(letters)]
    assert (case_of(desk).status, str(case_of(desk).fields.priority)) == (Status.OPEN, "low")


class TestTheLevelStopsTheClock:
    """`waiting` takes nothing, and whoever said it is asked again."""

    def test_and_the_other_of_the_level_may_still_take_it(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        letters = desk.receive(
            reply(letter_to(opened, TESS), TESS, "waiting until thursday 10:00"), MONDAY + timedelta(hours=1)
        )
        assert kinds(letters) == [("moved", DANA), ("moved", KIM), ("notice", TESS)]
        assert "has stopped the clock" in text_of(letter_to(letters, KIM))
        assert (case_of(desk).status, case_of(desk).claimed_by) == (Status.WAITING, None)
        desk.receive(reply(letter_to(opened, KIM), KIM, "mine"), MONDAY + timedelta(hours=2))
        assert (case_of(desk).status, str(case_of(desk).claimed_by and case_of(desk).claimed_by.email)) == (
            Status.WAITING,
            KIM,
        )

    def test_who_is_reminded_meanwhile_is_the_level(self, desk: Desk) -> None:
        opened = desk.receive(build_mail(), MONDAY)
        desk.receive(reply(letter_to(opened, TESS), TESS, "waiting"), MONDAY + timedelta(hours=1))
        letters = desk.receive(reply(letter_to(opened, DANA, "receipt"), DANA, "remind"), MONDAY + timedelta(hours=2))
        assert kinds(letters) == [("notice", DANA), ("reminder", KIM), ("reminder", TESS)]

    def test_at_the_time_that_was_said_it_runs_again_and_all_are_told(self, desk: Desk) -> None:
        desk.receive(reply(open_case(desk), TESS, "waiting until thursday 10:00"), MONDAY + timedelta(hours=1))
        asked = desk.pass_time(datetime(2026, 3, 12, 9, 0, tzinfo=UTC))
        assert [one for one in kinds(asked) if one[0] not in ("digest", "nudge")] == [
            ("moved", DANA),
            ("moved", KIM),
            ("moved", TESS),
        ]

    def test_resumed_the_levels_clock_runs_on(self, desk: Desk) -> None:
        routed = open_case(desk)
        desk.receive(reply(routed, TESS, "waiting"), MONDAY + timedelta(hours=1))
        desk.receive(reply(routed, TESS, "resume"), MONDAY + timedelta(hours=2))
        assert case_of(desk).status is Status.OPEN
        assert {("reminder", KIM), ("reminder", TESS), ("raised", KIM)} <= set(
            kinds(desk.pass_time(THURSDAY + timedelta(days=1)))
        )


CLAIMS = [
    "mine", "Mine.", "mine - tess", "mio", "Mine. Nobody else needed.",
    "mine: calling them now", "mine, which version do they run?", "ack", "on it", "claim",
    "Hi Dana, I take it", "OK, I'm on it", "I'll take this one, thanks", "ich übernehme", "Ich mache das",
    "je m'en occupe", "c'est pour moi", "me encargo", "yo me ocupo", "me ne occupo io", "ci penso io",
    "ik pak het op", "ik doe het", "eu assumo", "eu cuido disso", "👍", "👍🏽", "👍\ufe0f", "👍🏿👍🏿", "👍!",
    "👍\n\nTess Berg reacted via Gmail <https://www.google.com/gmail/about/>", "👍 Tess Berg reacted to your message:",
    "Berg, Tess (Platform) liked your message.", "tech liked your message", "Tess reacted to your message: 👍",
    "[Like] Tess Berg reacted to your message:", "[Gefällt mir] Tess Berg hat auf Ihre Nachricht reagiert:",
    "Tess liked your message", "Liked “Nobody has taken ESC-1 yet.”", "Reacted 👍 to “Nobody has taken it”",
]  # fmt: skip


@pytest.mark.parametrize("words", sample(CLAIMS, 2))
def test_a_claim_word_or_a_thumb_takes_it_and_ends_the_levels_clock(desk: Desk, words: str) -> None:
    letters = desk.receive(reply(open_case(desk), f"Tess Berg <{TESS}>", words), MONDAY + timedelta(hours=1))
    assert kinds(letters) == [("claimed", DANA), ("claimed", KIM), ("notice", TESS)]
    assert "You can stop looking at it" in text_of(letter_to(letters, KIM))
    assert (case_of(desk).status, str(case_of(desk).claimed_by and case_of(desk).claimed_by.email)) == (
        Status.CLAIMED,
        TESS,
    )
    later = {one for one in kinds(desk.pass_time(THURSDAY)) if one[0] not in ("nudge", "digest")}
    assert later <= {("reminder", TESS)}, "how it goes, and nothing else"


def test_a_word_that_was_only_forwarded_is_nobodys_claim(desk: Desk) -> None:
    routed = open_case(desk)
    mail = reply(
        routed, TESS, "---------- Forwarded message ---------\nFrom: Kim\nTo: Tess\nSubject: ESC-1\n\nmine", quote=False
    )
    desk.receive(mail.replace(b"Subject: Re:", b"Subject: Fwd:"), MONDAY + timedelta(hours=1))
    assert case_of(desk).claimed_by is None


class TestWhoMayTakeIt:
    def refused(self, desk: Desk, letters: list[EmailMessage], who: str) -> str:
        assert kinds(letters) == [("notice", who)]
        assert (case_of(desk).status, case_of(desk).claimed_by) == (Status.OPEN, None)
        return " ".join(text_of(letters[0]).split())

    @pytest.mark.parametrize("words", ["mine", "ich übernehme"])
    def test_not_the_agent_who_learns_why_and_what_would_work(self, desk: Desk, words: str) -> None:
        receipt = letter_to(desk.receive(build_mail(), MONDAY), DANA, "receipt")
        text = self.refused(desk, desk.receive(reply(receipt, DANA, words), MONDAY + timedelta(hours=1)), DANA)
        assert "only the Technical Team (Level 3) and the leads can take it" in text
        assert "raise" in text
        assert ("reminder", TESS) in kinds(desk.pass_time(THURSDAY))

    def test_not_an_agent_who_joined(self, desk: Desk) -> None:
        open_case(desk)
        joined = desk.receive(
            build_mail(sender="kai@example.com", message_id="<kai@example.com>"), MONDAY + timedelta(hours=1)
        )
        letters = desk.receive(
            reply(letter_to(joined, "kai@", "receipt"), "kai@example.com", "mine"), MONDAY + timedelta(hours=2)
        )
        assert "can take it" in self.refused(desk, letters, "kai@example.com")

    def test_not_the_agent_while_another_has_it(self, desk: Desk) -> None:
        letters = desk.receive(build_mail(), MONDAY)
        desk.receive(reply(letter_to(letters, TESS), TESS, "mine"), MONDAY + timedelta(hours=1))
        refused = desk.receive(reply(letter_to(letters, DANA, "receipt"), DANA, "mine"), MONDAY + timedelta(hours=2))
        assert kinds(refused) == [("notice", DANA)]
        assert TESS in str(case_of(desk).claimed_by)

    @pytest.mark.parametrize("words", ["👍", "👍 thanks", "Reacted 👍 to “Tess has taken it”"])
    def test_a_thumb_for_what_another_has_only_says_that_it_was_seen(self, desk: Desk, words: str) -> None:
        letters = desk.receive(build_mail(), MONDAY)
        taken = desk.receive(reply(letter_to(letters, TESS), TESS, "mine"), MONDAY + timedelta(hours=1))
        for who in (KIM, DANA):
            assert desk.receive(reply(letter_to(taken, who), who, words), MONDAY + timedelta(hours=2)) == []
        assert TESS in str(case_of(desk).claimed_by)

    def test_nor_an_agent_who_is_of_the_level_or_a_lead(self, tmp_path: Path) -> None:
        for number, who in enumerate((TESS, "lead@example.com")):
            folder = tmp_path / str(number)
            folder.mkdir()
            desk = Desk(folder)
            letters = desk.receive(build_mail(sender=who), MONDAY)
            told = desk.receive(reply(letter_to(letters, who), who, "mine"), MONDAY + timedelta(hours=1))
            assert "you stay the customer’s contact" in self.refused(desk, told, who)

    def test_a_lead_by_answering_the_overdue_notice(self, desk: Desk) -> None:
        open_case(desk)
        overdue = letter_to(desk.pass_time(datetime(2026, 3, 12, 8, 10, tzinfo=UTC)), "lead@", "reminder")
        letters = desk.receive(reply(overdue, "lead@example.com", "mine"), datetime(2026, 3, 12, 8, 12, tzinfo=UTC))
        assert kinds(letters) == [
            ("claimed", DANA),
            ("claimed", KIM),
            ("claimed", TESS),
            ("routed", "lead@example.com"),
        ], "who takes it has to read it, in one letter"

    def test_a_lead_by_number(self, desk: Desk) -> None:
        open_case(desk)
        digest = letter_to(desk.pass_time(datetime(2026, 3, 11, 8, 10, tzinfo=UTC)), "lead@", "digest")
        desk.receive(reply(digest, "lead@example.com", "1 mine"), datetime(2026, 3, 11, 8, 12, tzinfo=UTC))
        assert "lead@example.com" in str(case_of(desk).claimed_by)

    def test_a_member_of_the_queue(self, tmp_path: Path) -> None:
        two = "recipients: [tech@example.com, tech2@example.com]"
        desk = Desk(tmp_path, {two: "recipients: [tech@example.com], members: [jo@example.com]"})
        letters = desk.receive(reply(open_case(desk), "jo@example.com", "on it"), MONDAY + timedelta(hours=1))
        assert ("claimed", DANA) in kinds(letters)
        assert "jo@example.com" in str(case_of(desk).claimed_by)

    def test_whom_it_was_passed_to(self, desk: Desk) -> None:
        passed = desk.receive(reply(open_case(desk), TESS, "pass to jo@example.com"), MONDAY + timedelta(hours=1))
        desk.receive(reply(letter_to(passed, "jo@", "routed"), "jo@example.com", "mine"), MONDAY + timedelta(hours=2))
        assert "jo@example.com" in str(case_of(desk).claimed_by)

    def test_those_who_were_asked_before_it_was_raised(self, desk: Desk) -> None:
        routed = open_case(desk)
        desk.pass_time(THURSDAY)
        assert case_of(desk).level == 4
        desk.receive(reply(routed, TESS, "mine"), THURSDAY + timedelta(minutes=1))
        assert TESS in str(case_of(desk).claimed_by)


def test_a_mail_in_which_nothing_was_written_is_passed_to_nobody_and_answers_nothing(desk: Desk) -> None:
    letters = desk.receive(build_mail(), MONDAY)
    assert desk.receive(reply(letter_to(letters, TESS), TESS, ""), MONDAY + timedelta(minutes=5)) == []
    assert desk.receive(reply(letter_to(letters, KIM), KIM, "", quote=True), MONDAY + timedelta(minutes=6)) == []
    case = case_of(desk)
    assert [entry.what for entry in case.conversation.entries][-2:] == ["a mail without words"] * 2
    assert case.status is Status.OPEN
