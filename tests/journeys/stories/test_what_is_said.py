"""Words are never lost, and what is asked is answered: beside a command, on a phone, in a crowd, into a form
(behaviour B2, B4, B9)."""

from email import message_from_bytes

from tests.journeys.stories.street import UP, Street

CROWD = ", ".join(f"p{number}@example.com" for number in range(14)) + ", support@example.com"


def test_words_beside_a_command_reach_all_whom_it_concerns(street: Street) -> None:
    street.at(
        "mon 10:00", street.form("dana", level="2"),
        dana="receipt: is with the Team Lead/Manager (Level 2)", sato="routed: Asked of you", ada=UP["ada"],
    )  # fmt: skip
    said = "they call every hour Their CFO wants a name by noon."
    street.at(
        "mon 10:30", street.answer("dana", "raise: they call every hour\n\nTheir CFO wants a name by noon."),
        dana="notice: ESC-1 is with the Technical Team (Level 3) now", sato=f"moved: I remind you no more … {said}",
        tess=f"raised: In their words: {said}", kim=f"raised: In their words: {said}",
    )  # fmt: skip
    said = "Kim Novak has set the priority of ESC-1 to high. … the plant stands still since nine"
    street.at(
        "mon 10:40", street.answer("kim", "priority high, the plant stands still since nine"),
        dana=f"moved: {said}", tess=f"moved: {said}", kim="notice: The priority of ESC-1 is high now.",
    )  # fmt: skip
    said = "It runs again Thu 12 March, 09:00 (Berlin). … Contoso sends the dump"
    street.at(
        "mon 10:50", street.answer("tess", "waiting until thursday: Contoso sends the dump"),
        dana=f"moved: {said}", kim=f"moved: {said}", tess="notice: The clock of ESC-1 stands still",
    )  # fmt: skip
    street.at(
        "mon 11:00", street.answer("ada", "Perfect, thanks a lot for the quick reply!"),
        dana="relay: Ada Okafor, the customer, writes about ESC-1",
    )  # fmt: skip
    had = "The clock, which waited for that, runs again. An answer is due by Wed 11 March"  # the mail went to Dana, too
    said = f"{had} … 40,012 rows are gone."
    street.at(
        "mon 11:50", street.answer("ada", "Here is the dump you wanted: 40,012 rows are gone."),
        dana=f"relay: {had} … A customer’s words raise nothing by themselves: if it is so, answer raise.",
        tess=f"relay: {said}", kim=f"relay: {said}",
    )  # fmt: skip


def test_an_urgent_question_at_night(street: Street) -> None:
    street.at(
        "tue 03:00", street.form("dana", "URGENT: call me", "Please call me back, I am in the hotel."),
        dana="information-request: Shall this go up? … nobody has been told yet.",
    )  # fmt: skip
    street.at(
        "tue 03:16",
        dana="03:15 notice: Lea Brandt was asked whether ESC-1 goes up. Nobody has it yet.",
        lea="03:15 reminder: Shall this go up to the Executive Team (Level 4)? … Please call me back",
    )
    street.at("tue 03:31", dana="03:30 notice: Nobody has it yet. Your yes in answer to this mail sends it")
    street.at(
        "tue 03:40", street.answer("dana", "Contoso lost all orders since midnight"),
        robin="routed: its sender was asked, and named the customer Contoso … Contoso lost all orders since midnight",
        dana=("receipt: is with the Executive Team (Level 4)", "information-request: 8 things are missing"),
        lea="notice: Dana Whitfield has sent ESC-1 up. It is with the Executive Team (Level 4) now",
    )  # fmt: skip
    street.at(
        "tue 03:41", street.answer("lea", "no"),
        lea="notice: I took “no” for words, and have changed nothing by it",
        dana="relay: Lea Brandt writes about ESC-1 … no",
        robin="relay: Lea Brandt writes about ESC-1",
    )  # fmt: skip
    street.at(
        "tue 03:45", street.answer("robin", "👍", "routed"), robin="notice: is yours now", dana="claimed: Robin Achebe",
        lea="claimed: You can stop looking at it.",
    )  # fmt: skip
    street.at("tue 08:59")


def test_a_mail_to_a_crowd_and_an_order_for_toner(street: Street) -> None:
    mail = street.copy("zoe", CROWD, "URGENT: vacation plans", "Please hand in your plans by Friday.", cc="")
    thread = str(message_from_bytes(mail)["Message-ID"])
    street.at("mon 10:00", mail, zoe="information-request: Shall this go up?")
    for minute in (10, 11, 12):
        answer = street.copy("jo", "zoe", "Re: URGENT: vacation plans", f"Mine are in, room {minute}.", thread=thread)
        street.at(f"mon 10:{minute}", answer)
    street.at(
        "mon 11:00", street.form("jo", "Urgent order #7731 toner", "We are out of toner."),
        jo="information-request: Shall this go up?",
    )  # fmt: skip
    street.at("mon 11:01", street.answer("jo", "no"), jo="notice: ESC-2 is withdrawn. … !Those concerned")
    street.at(
        "tue 09:00",
        zoe="14:00 reminder: still waits for your word: shall it go up?",
        lea="09:00 digest: ASKED, AND NOT ANSWERED 1 ESC-1",
    )


def test_an_agent_in_outlook_fills_the_gaps(street: Street) -> None:
    street.at(
        "mon 10:00", street.form("dana", customer_impact=None, attachments=None),
        dana="information-request: two things are missing … nobody has been told yet.",
    )  # fmt: skip
    street.at(
        "mon 10:10", street.answer("dana", "Customer Impact: 40 people wait", program="Outlook for Windows"),
        dana="information-request: Attachments (a screenshot or the error log",
    )  # fmt: skip
    street.at(
        "mon 10:20", street.answer("dana", "none because it ends silently", program="Outlook for Windows"),
        **UP | {"tess": "routed: 40 people wait", "kim": "routed: 40 people wait"},
    )  # fmt: skip


def test_sent_anyway_and_withdrawn(street: Street) -> None:
    gaps = {"customer": "Fabrikam", "ticket": "50001", "steps_taken": None, "attachments": None}
    street.at(
        "mon 10:00", street.form("jo", "ESCALATION - Printing - Ticket #50001", **gaps),
        jo="information-request: two things are missing",
    )  # fmt: skip
    gaps = "Not known yet, and asked for meanwhile: Steps Taken, Attachments."
    street.at(
        "mon 10:10", street.answer("jo", "send it anyway"), tess=f"routed: {gaps}", kim=f"routed: {gaps}",
        jo=(
            "receipt: Jo Lind wants it to go up as it is",
            "information-request: It is with the Technical Team (Level 3) already.",
        ),
        fay="customer-acknowledgement: Your reference is 50001.",
    )  # fmt: skip
    street.at(
        "mon 10:20", street.answer("jo", "cancel: it was the cable", "receipt"),
        jo="notice: Fabrikam was told that they hear from you by Thursday 12 March, 10:00",
        tess="closed: Jo Lind has withdrawn ESC-1 … it was the cable", kim="closed: it was the cable",
    )  # fmt: skip
    street.at(
        "mon 10:30", street.answer("jo", "Steps Taken: changed the cable", "information-request"),
        jo="notice: is withdrawn, and nobody works on it. Your words are kept with it and were passed on to Tess Moran "
        "and Kim Novak. If it is not over, answer: reopen.",
        tess="relay: changed the cable", kim="relay: changed the cable",
    )  # fmt: skip
    street.at(
        "mon 10:40", street.answer("kim", "mine", "routed"),
        kim="notice: I could not take it: ESC-1 is withdrawn already, since today 10:20",
    )  # fmt: skip
