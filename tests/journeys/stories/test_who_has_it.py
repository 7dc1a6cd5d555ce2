"""Who has it, and who may say so: answered, taken, declined, passed round (behaviour B7, B9, B11)."""

from pathlib import Path

from tests.journeys.stories.street import UP, Street, open_street

LIST = {
    "recipients: [Tess Moran <tess@example.com>, Kim Novak <kim@example.com>]": (
        "recipients: [tech@example.com], members: [tess@example.com, kim@example.com, zoe@example.com]"
    )
}
TO_LIST = {**UP, "zoe": UP["tess"]}


def test_asked_answered_declined_and_taken(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    street.at(
        "mon 10:20", street.answer("tess", "Which version do they run?"),
        dana="relay: Tess Moran writes about ESC-1 … Which version do they run?",
        kim="relay: Which version do they run?",
        tess="notice: went to Dana Whitfield and Kim Novak. Nobody has taken ESC-1 yet, and by them you have "
        "not either.",
    )  # fmt: skip
    street.at(
        "mon 10:40", street.answer("dana", "4.2 on Linux", "relay"),
        tess="relay: Dana Whitfield writes about ESC-1 … 4.2 on Linux", kim="relay: 4.2 on Linux",
    )  # fmt: skip
    street.at(
        "mon 11:00", street.answer("tess", "not my area"),
        tess="notice: remind you no more. Still asked: Kim Novak.",
        kim="moved: Tess Moran has declined ESC-1 … You are still asked: nobody has taken it yet.",
        dana="moved: Tess Moran has declined ESC-1 … Still asked: Kim Novak.",
    )  # fmt: skip
    street.at(
        "mon 11:10", street.answer("kim", "mine"),
        kim="notice: ESC-1 is yours now. Dana Whitfield knows, and so do the others.",
        tess="claimed: Kim Novak has taken ESC-1 … You can stop looking at it.",
        dana="claimed: Kim Novak has taken ESC-1 … Please keep Contoso informed.",
    )  # fmt: skip
    street.at("mon 16:00")
    street.at(
        "mon 16:10", street.answer("kim", "done: the index was full"),
        kim="notice: ESC-1 is closed. Those concerned are told.",
        tess="closed: Kim Novak has closed ESC-1 … the index was full",
        dana="de-escalation: the index was full … They were promised a word by Thu 12 March, 09:00 (London)",
    )  # fmt: skip


def test_three_people_behind_a_distribution_list(tmp_path: Path) -> None:
    with open_street(tmp_path, LIST, {"tech@example.com": ("tess", "kim", "zoe")}) as street:
        street.at("mon 10:00", street.form("dana"), **TO_LIST)
        street.at(
            "mon 10:20", street.answer("tess", "not mine, I am on the release"),
            tess="notice: ESC-1 is not for you. Still asked: tech@example.com.",
            dana="moved: Tess Moran has declined ESC-1 … Still asked: tech@example.com.",
            kim="moved: Tess Moran has declined ESC-1 … You are still asked, and so is tech@example.com",
            zoe="moved: Tess Moran has declined ESC-1",
        )  # fmt: skip
        question = "relay: Zoe Berg writes about ESC-1 … Which version?"
        street.at(
            "mon 10:30", street.answer("zoe", "Which version?", program="Outlook for Windows"),
            tess=question, kim=question, dana=question,
            zoe=(question, "notice: Nobody has taken ESC-1 yet, and by them you have not either."),
        )  # fmt: skip
        taken = "claimed: Kim Novak has taken ESC-1 … You can stop looking at it."
        street.at(
            "mon 10:40", street.answer("kim", "mine", program="the new Outlook"),
            tess=taken, zoe=taken, kim=(taken, "notice: ESC-1 is yours now."), dana="claimed: Kim Novak",
        )  # fmt: skip
        street.at(
            "mon 10:41", street.answer("tess", "mine", "routed"),
            tess="notice: Kim Novak has ESC-1 since today 10:40 (Berlin), so nothing has changed. To take it over, "
            "answer once more: mine.",
        )  # fmt: skip


def test_an_executive_on_the_phone_and_an_assistant_who_answers_in_his_place(street: Street) -> None:
    words = "Nobody at Contoso can log in since six. Their plant stands still."
    street.at(
        "mon 10:00", street.form("dana", "URGENT - Contoso down", f"{words}\n\nSent from my iPhone"),
        robin=f"routed: {words} Asked of you: not said yet; a first look, please Answer by: today 11:00",
        dana=(
            "receipt: It went to Robin Achebe.",
            "information-request: It is with the Executive Team (Level 4) already.",
        ),
    )  # fmt: skip
    street.at(
        "mon 10:10", street.answer("robin", "Who is on it?", by="zoe", program="an iPhone"),
        robin="notice: Zoe Berg has answered ESC-1 in your place, and you can answer as before. Nobody has taken it "
        "yet … Who is on it?",
        zoe="notice: Your words went to Dana Whitfield. Nobody has taken ESC-1 yet",
        dana="relay: Zoe Berg writes about ESC-1 … Who is on it?",
    )  # fmt: skip
    street.at(
        "mon 10:15", street.answer("robin", "mine", "routed", by="zoe", program="an iPhone"),
        robin="claimed: Zoe Berg has taken ESC-1", dana="claimed: Zoe Berg has taken ESC-1",
        zoe="notice: ESC-1 is yours now.",
    )  # fmt: skip
    street.at(
        "mon 10:20", street.answer("zoe", "done: all is up"),
        zoe="notice: I have asked Dana Whitfield whether ESC-1 is closed, with what you wrote",
        dana="notice: Zoe Berg says that ESC-1 is solved … all is up … Shall I close it as solved",
    )  # fmt: skip


def test_a_stranger_a_colleague_and_a_second_one_in_the_same_hour(street: Street) -> None:
    street.at(
        "mon 10:00", street.form("dana", level="2"),
        dana=UP["dana"].replace("Technical Team (Level 3)", "Team Lead/Manager (Level 2)"), sato="routed: Asked of you",
        ada=UP["ada"],
    )  # fmt: skip
    told = "notice: Eve has answered a letter about ESC-1 that was sent to somebody else, and is not one of ours"
    street.at("mon 10:10", street.answer("sato", "mine", by="eve"), sato=told, dana=told)
    street.at("mon 10:20", street.answer("sato", "really, it is mine", "routed", by="eve"))
    street.at(
        "mon 10:30", street.copy("jo", "support@example.com", "[ESC-1] Contoso", "done: it works again", cc=""),
        jo="notice: I could not close it by this mail, because that is for those to whom ESC-1 was sent. "
        "Your words are kept with ESC-1 and were passed on to Dana Whitfield and M. Sato",
        dana="relay: Jo Lind writes about ESC-1 … done: it works again", sato="relay: done: it works again",
    )  # fmt: skip


def test_passed_round_and_waited_for(street: Street) -> None:
    street.at("mon 10:00", street.form("dana"), **UP)
    street.at(
        "mon 10:20", street.answer("tess", "pass to kim because I am in the release"),
        tess="notice: ESC-1 is with Kim Novak now. If they do not take it by Thu 12 March, 09:00 (Berlin), it comes "
        "back to you",
        kim="routed: Tess Moran has passed it on to you … I am in the release",
        dana="moved: Tess Moran has passed this on to Kim Novak",
    )  # fmt: skip
    street.at(
        "mon 10:30", street.answer("kim", "pass to zoe"),
        kim="notice: I could not pass it on, and nothing has changed. I know nobody of ours "
        "by the name of “zoe”. Write the address",
    )  # fmt: skip
    street.at(
        "mon 10:31", street.answer("kim", "pass to zoe@example.com"),
        kim="notice: ESC-1 is with zoe@example.com now.", zoe="routed: Kim Novak has passed it on",
        dana="moved: Kim Novak has passed this on to zoe@example.com",
        tess="moved: They alone are asked now; if they do not take it by Thu 12 March, 09:00 (Berlin), it comes back "
        "to you.",
    )  # fmt: skip
    street.at(
        "mon 10:40", street.answer("zoe", "pass to tess"),
        zoe="notice: ESC-1 is with Tess Moran now.", tess="routed: Zoe Berg has passed it on",
        dana="moved: Zoe Berg has passed this on to Tess Moran",
        lea="moved: It has been passed on three times, and nobody has taken it yet.",
        kim="moved: Zoe Berg has passed this on to Tess Moran",
    )  # fmt: skip
    street.at(
        "mon 10:50", street.answer("tess", "mine"),
        tess="notice: ESC-1 is yours now.", dana="claimed: Tess Moran has taken ESC-1", lea="claimed: You can stop",
        kim="claimed: You can stop looking at it.", zoe="claimed: You can stop looking at it.",
    )  # fmt: skip
    street.at(
        "mon 11:00", street.answer("tess", "waiting until tue 10:00 for their dump"),
        tess="notice: The clock of ESC-1 stands still. It runs again tomorrow 10:00 (Berlin).",
        dana="moved: Tess Moran has stopped the clock of ESC-1 … It runs again tomorrow 10:00",
    )  # fmt: skip
    street.at(
        "tue 10:01",
        lea="09:00 digest: WAITING FOR INFORMATION 1 ESC-1",
        tess="10:00 moved: The time is over for which ESC-1 was to wait: its clock runs again.",
        dana="10:00 moved: The time is over for which ESC-1 was to wait: its clock runs again.",
    )  # fmt: skip
