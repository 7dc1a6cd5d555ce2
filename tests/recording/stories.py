"""The conversations that are recorded. Add yours here: a name and its steps; a command or a trigger in families.py."""

from collections.abc import Iterator

from tests.builders import LOG, make_png
from tests.recording.conversation import Away, Bounce, Conversation, Down, Mail, Reply, Step, Until
from tests.recording.families import ANSWERS, INCOMPLETE, MORNING, PHRASES, REST, list_families

URGENT = "URGENT - Nobody can log in - Ticket #48213"
OFFICE = "calendar: office, respond_within: 2 business days"
HOLIDAYS = {'hours: {mon-fri: "09:00-17:30"}': 'hours: {mon-fri: "09:00-17:30"}, holidays: DE-BE'}


def list_conversations() -> list[Conversation]:
    """All of them; the names are unique."""
    return [
        *list_families(),
        *_openings(),
        *_requests(),
        *_moves(),
        *_customers(),
        *_letters(),
        *_calendars(),
        *_digests(),
        *_many(),
    ]


def _openings() -> Iterator[Conversation]:
    yield Conversation("urgent-nobody-answers", (Mail("03-09 10:00", URGENT), Until("03-10 12:00")))
    yield Conversation("hint", (Mail("03-09 10:00", "Escalation?", body="How do I escalate this?\n", files=()),))
    yield Conversation(
        "unreadable",
        (Mail("03-09 10:00", body="-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n", files=()),),
    )
    yield Conversation(
        "nothing-filled-in", (Mail("03-09 10:00", body="Please see the ticket.\n", files=()), Until("03-11 12:00"))
    )
    second = Mail("03-09 11:00", form={"Issue Summary": "It is a system-wide outage now."})
    yield Conversation("second-mail-of-the-agent", (MORNING, second))
    yield Conversation("second-mail-of-a-colleague", (MORNING, Mail("03-09 11:00", who="joris", form=second.form)))
    yield Conversation("second-mail-completes", (INCOMPLETE, Mail("03-09 11:00")))


def _requests() -> Iterator[Conversation]:
    yield Conversation(
        "asked-twice", (INCOMPLETE, Reply("03-09 11:00", "dana", ANSWERS["half"]), Reply("03-09 12:00", "dana", REST))
    )
    call = Mail("03-09 10:00", "URGENT: customer on the line", body="He waits in the lobby.\n", files=())
    yield Conversation("question-never-answered", (call, Until("03-13 18:00")))
    for words in ("yes, please", "no, solved"):
        asked = (call, Until("03-09 10:20"), Reply("03-09 10:25", "lead", words, "reminder"))
        yield Conversation(
            f"question-lead-says-{words.partition(',')[0]}", (*asked, Reply("03-09 10:40", "dana", "yes"))
        )
    yield Conversation("asked-never-answered", (INCOMPLETE, Until("03-13 18:00")))
    whole = Reply("03-09 11:00", "dana", ANSWERS["labelled"], files=(LOG,))
    yield Conversation("asked-answered-with-a-file", (INCOMPLETE, whole))
    urgent = Mail("03-09 10:00", URGENT, form={"Customer": None, "Ticket #": None, "Customer Impact": None})
    named = Reply("03-09 11:00", "dana", "Customer: Contoso\nTicket: 48213\nCustomer Impact: nobody works")
    yield Conversation("urgent-goes-up-incomplete", (urgent, named))


def _moves() -> Iterator[Conversation]:
    first = Mail("03-09 10:00", form={"Level": "1"})
    up = tuple(
        Reply(f"03-09 1{hour}:00", who, "raise") for hour, who in enumerate(("senior", "manager", "tech", "ceo"), 1)
    )
    yield Conversation("raised-by-hand-through-all-levels", (first, *up))
    down = tuple(
        Reply(f"03-09 1{hour}:00", who, "lower") for hour, who in enumerate(("ceo", "tech", "manager", "senior"), 1)
    )
    yield Conversation("lowered-through-all-levels", (Mail("03-09 10:00", form={"Level": "4"}), *down))
    passed = Reply("03-09 11:00", "tech", "pass to jo@example.com")
    yield Conversation(
        "passed-on-and-taken", (MORNING, passed, Reply("03-09 12:00", "jo", "mine"), Until("03-11 18:00"))
    )
    yield Conversation("passed-on-and-forgotten", (MORNING, passed, Until("03-12 12:00")))
    mine = Reply("03-09 11:00", "tech", "mine")
    yield Conversation("taken-then-silence", (MORNING, mine, Until("03-13 12:00")))
    yield Conversation("taken-twice", (MORNING, mine, Reply("03-09 12:00", "tech2", "mine")))
    yield Conversation(
        "taken-by-those-who-had-it",
        (MORNING, Reply("03-09 11:00", "tech", "raise"), Reply("03-09 11:30", "tech2", "mine")),
    )
    question = Reply("03-09 11:00", "tech", "info? Which version is it?")
    told = Reply("03-09 12:00", "dana", "Version 4.2", "relay")
    yield Conversation("question-and-answer", (MORNING, question, told))
    late = Reply("03-12 11:00", "tech", "pass to senior@example.com")
    yield Conversation("taken-then-passed-on-late", (MORNING, mine, late, Until("03-13 12:00")))
    solved = (MORNING, mine, Reply("03-09 12:00", "tech", "done: restarted"), Reply("03-10 12:00", "dana", "reopen"))
    yield Conversation("solved-and-reopened", (*solved, Until("03-12 12:00")))
    yield Conversation(
        "held-cancelled-reopened",
        (INCOMPLETE, Reply("03-09 11:00", "dana", "cancel"), Reply("03-09 12:00", "dana", "reopen")),
    )
    until = Reply("03-09 11:00", "tech", "waiting until thursday 10:00")
    yield Conversation("waiting-until-then-asked", (MORNING, until, Until("03-13 12:00")))
    wait = Reply("03-09 11:00", "dana", "waiting")
    yield Conversation("waiting-too-long", (MORNING, wait, Until("03-20 12:00")))
    yield Conversation(
        "waiting-and-resumed", (MORNING, wait, Reply("03-10 11:00", "tech", "resume"), Until("03-13 12:00"))
    )
    yield Conversation("waiting-and-taken", (MORNING, wait, Reply("03-10 11:00", "tech", "mine"), Until("03-13 12:00")))


def _customers() -> Iterator[Conversation]:
    ada = "ada.okafor@contoso.example"
    wait = Reply("03-09 11:00", "dana", "waiting")
    back = Reply("03-09 13:00", ada, "Here is the file you asked for.", files=(("export.log", b"the customer's\n"),))
    yield Conversation("customer-answers", (MORNING, Reply("03-09 13:00", ada, "Thank you.")))
    yield Conversation("customer-answers-while-waiting", (MORNING, wait, back, Until("03-11 12:00")))
    for words in ("cancel: no longer needed", "mine", "status"):
        yield Conversation(f"customer-says-{words.split(':')[0]}", (MORNING, Reply("03-09 13:00", ada, words)))
    yield Conversation("customer-not-in-the-directory", (Mail("03-09 10:00", form={"Customer": "Nobody Ltd"}),))
    other = {"Customer Email": "someone@nobody.example", "Customer": "Nobody Ltd"}
    yield Conversation("customer-address-in-the-form", (Mail("03-09 10:00", form=other),))
    legal = Mail("03-09 10:00", form={"Issue Summary": PHRASES["legal"]})
    log = (("answer.log", b"for the level only\n"),)
    yield Conversation("sensitive-nobody-answers", (legal, Until("03-09 14:00")))
    yield Conversation("sensitive-files-stay", (legal, Reply("03-09 10:30", "ceo", "Which account?", files=log)))
    for who in ("dana", "ceo", "lead"):
        yield Conversation(
            f"sensitive-send-ack-by-{who}",
            (legal, Reply("03-09 11:00", who, "send ack"), Reply("03-09 11:30", who, "send ack")),
        )


def _letters() -> Iterator[Conversation]:
    for who in ("tech", "dana", "ada.okafor@contoso.example"):
        yield Conversation(
            f"bounce-from-{who.partition('@')[0]}", (MORNING, Bounce("03-09 10:01", who), Until("03-10 10:00"))
        )
    everybody = (Bounce("03-09 10:01", "tech"), Bounce("03-09 10:02", "tech2"))
    yield Conversation("bounce-from-everybody", (MORNING, *everybody))
    yield Conversation("away-one-of-two", (MORNING, Away("03-09 10:01", "tech")))
    yield Conversation(
        "away-all", (MORNING, Away("03-09 10:01", "tech"), Away("03-09 10:02", "tech2"), Until("03-10 12:00"))
    )
    files = (
        ("steps.csv", b"step;result\n1;same\n"),
        ("screen.png", make_png(640, 400)),
        ("größe.pdf", b"%PDF-1.4\n"),
        ("run.exe", b"MZ"),
    )
    yield Conversation(
        "files-of-the-escalation", (Mail("03-09 10:00", files=files), Reply("03-09 11:00", "tech", "raise"))
    )
    for who in ("dana", "tech"):
        yield Conversation(
            f"files-with-words-of-{who}", (MORNING, Reply("03-09 11:00", who, "Please see this.", files=files))
        )
        yield Conversation(
            f"files-with-a-command-of-{who}", (MORNING, Reply("03-09 11:00", who, "note: see this", files=files))
        )
    small = {"administrators": "limits: {message_size: 1 MB}\nadministrators"}
    yield Conversation("files-too-large", (Mail("03-09 10:00", files=(LOG, ("large.log", b"x" * 790_000))),), small)
    twice = Reply("03-09 11:00", "tech", "mine", headers={"Subject": "Re: [ESC-1] [ESC-2] both"})
    other = Mail("03-09 10:05", "ESCALATION - Printing - Ticket #5", form={"Ticket #": "5", "Customer": "Fabrikam"})
    yield Conversation("two-cases-named", (MORNING, other, twice))
    chatter = tuple(Reply(f"03-09 11:{minute:02}", "dana", "status") for minute in range(0, 30, 5))
    yield Conversation("too-many-answers-in-a-day", (MORNING, *chatter))


def _calendars() -> Iterator[Conversation]:
    friday = Mail("03-06 16:40")
    yield Conversation("friday-afternoon", (friday, Until("03-11 12:00")))
    yield Conversation("saturday", (Mail("03-07 12:00", form={"Level": "1"}), Until("03-09 16:00")))
    yield Conversation("urgent-at-night", (Mail("03-07 23:00", URGENT), Until("03-08 06:00")))
    yield Conversation("easter", (Mail("04-02 15:00"), Until("04-09 18:00")), HOLIDAYS)
    yield Conversation("the-night-of-the-clock-change", (Mail("03-29 01:30", URGENT), Until("03-29 07:00")))
    quiet = {OFFICE: OFFICE.replace("office,", "office, quiet: all,")}
    yield Conversation("quiet-all-at-night", (Mail("03-06 21:00"), Until("03-09 10:00")), quiet)
    yield Conversation("down-for-three-days", (MORNING, Down("03-12 12:00"), Until("03-13 12:00")))
    hours = {"2 business days": "{high: 1 h, medium: 2 business hours, low: 4 business hours}"}
    lower = Reply("03-09 11:05", "dana", "priority low", "receipt")
    yield Conversation("overdue-then-more-time", (MORNING, Until("03-09 11:00"), lower, Until("03-09 16:30")), hours)
    board = "  5: {name: Board, recipients: [board@example.com], calendar: always, respond_within: 1 h}\nleads: ["
    yield Conversation(
        "a-level-above-the-executives", (Mail("03-09 10:00", URGENT), Until("03-09 15:00")), {"leads: [": board}
    )


def _other(number: int, at: str, **form: str) -> Mail:
    values = {"Ticket #": str(5000 + number), "Customer": f"Contoso {number}", **form}
    return Mail(at, f"ESCALATION - Matter {number} - Ticket #{5000 + number}", form=values)


def _digests() -> Iterator[Conversation]:
    sections: tuple[Step, ...] = (
        _other(1, "03-09 09:10", Level="4"),
        _other(2, "03-09 09:20"),
        _other(3, "03-09 09:30"),
        Reply("03-09 09:40", "tech", "waiting", "routed"),
        Mail(
            "03-09 09:50",
            "ESCALATION - Half - Ticket #6",
            form={"Ticket #": "6", "Customer": "Fabrikam", "Customer Impact": None},
        ),
        _other(5, "03-09 10:00", **{"Issue Summary": PHRASES["legal"]}),
        Mail("03-09 10:10", "ESCALATION - Taken - Ticket #7", form={"Ticket #": "7"}),
        Reply("03-09 10:20", "tech", "mine", "routed"),
        _other(8, "03-09 10:30", Level="1"),
        Bounce("03-09 10:31", "senior"),
        Mail("03-09 10:40", "Re: [ESC-99] Where is it?", body="mine\n", files=()),
        Until("03-11 09:05"),
    )
    yield Conversation("digest-of-all-sections", sections)
    yield Conversation(
        "digest-answered",
        (*sections, Reply("03-11 09:10", "lead", "1 mine, 2 remind, 3 raise\n4 wait friday", "digest")),
    )
    yield Conversation("digest-answered-wrongly", (*sections, Reply("03-11 09:10", "lead", "77 mine", "digest")))
    yield Conversation("digest-answered-in-words", (*sections, Reply("03-11 09:10", "lead", "Thanks, seen.", "digest")))
    empty = {"leads: [": "digest: {when_empty: send}\nleads: ["}
    yield Conversation(
        "digest-of-nothing", (MORNING, Reply("03-09 11:00", "dana", "cancel"), Until("03-11 10:00")), empty
    )


def _many() -> Iterator[Conversation]:
    twelve = tuple(_other(number, "03-09 10:00") for number in range(1, 13))
    bundle: tuple[Step, ...] = (*twelve, Until("03-10 14:00"))
    yield Conversation("bundle-of-twelve", bundle)
    yield Conversation("bundle-answered", (*bundle, Reply("03-10 15:00", "tech", "2, 3 and 5 mine", "reminder")))
