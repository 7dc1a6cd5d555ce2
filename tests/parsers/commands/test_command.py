"""Commands: the first visible line decides, and in doubt it is a note (behaviour B9.1, B9.2)."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.commands.command import load_command_words, parse_command
from parsers.model import Argument, Command, CommandName, Priority
from parsers.words.load import load_words
from tests.tables import every_row
from tests.vocabulary import VOCABULARY


def read(text: str) -> Command | None:
    return parse_command(text, VOCABULARY.commands)


@every_row(
    ("text", "expected"),
    [
        ("mine", Command("claim")),
        ("Mine.", Command("claim")),
        ("MINE!\n\nRobin", Command("claim", text="Robin")),
        ("Hi,\n\nmine", Command("claim")),
        ("Hallo Anna,\nich übernehme", Command("claim")),
        ("mine - will call them at noon", Command("claim", text="will call them at noon")),
        ("On it", Command("claim")),
        ("👍", Command("claim", by_thumb=True)),
        ("got it, will look", Command("claim")),
        ("I've got this, thanks", Command("claim")),
        ("escalate further", Command("raise")),
        ("next level please", Command("raise")),
        ("make it high", Command("priority", priority=Priority.HIGH)),
        ("fait : redémarré", Command("done", text="redémarré")),
        ("je m’en occupe", Command("claim")),
        ("info? which version do they run", Command("info", text="which version do they run")),
        ("info: which version?\nAnd since when?", Command("info", text="which version?\nAnd since when?")),
        ("pass to jo@example.com", Command("pass", to="jo@example.com")),
        ("pass to Bob please", Command("pass", to="Bob")),
        ("please pass this to Robin Achebe", Command("pass", to="Robin Achebe")),
        ("Weitergeben an Jörg Müller, er kennt es", Command("pass", to="Jörg Müller", text="er kennt es")),
        (
            "pass to Bob until friday because he knows it",
            Command("pass", to="Bob", until="friday", text="because he knows it"),
        ),
        ("pass to jo@example.com until friday 10:00", Command("pass", to="jo@example.com", until="friday 10:00")),
        ("pass to Bob until 12:00: lunch", Command("pass", to="Bob", until="12:00", text="lunch")),
        ("pass to Bob bis 12:00 Uhr: Mittag", Command("pass", to="Bob", until="12:00 Uhr", text="Mittag")),
        ("waiting until friday: monday I am off", Command("waiting", until="friday", text="monday I am off")),
        ("waiting until 10:00, friday", Command("waiting", until="10:00, friday")),
        ("waiting until friday: 10:00", Command("waiting", until="friday: 10:00")),
        ("remind: it burns", Command("remind", text="it burns")),
        ("erinnern: es brennt", Command("remind", text="es brennt")),
        ("remind Tess Berg", Command("remind")),
        ("remind them please", Command("remind")),
        (
            "pass to jo@example.com until the cows come home",
            Command("pass", to="jo@example.com", text="until the cows come home", until="the cows come home"),
        ),
        ("Pass to Jo <jo@example.com>", Command("pass", to="jo@example.com")),
        ("raise", Command("raise")),
        ("raise 4", Command("raise", level=4)),
        ("raise to level 4", Command("raise", level=4)),
        ("lower: 2", Command("lower", level=2)),
        ("priority high", Command("priority", priority=Priority.HIGH)),
        ("Priorität: niedrig", Command("priority", priority=Priority.LOW)),
        ("waiting", Command("waiting")),
        ("waiting until Friday 10:00", Command("waiting", until="Friday 10:00")),
        ("waiting for 2 hours", Command("waiting", until="in 2 hours")),
        ("warten drei Tage", Command("waiting", until="in drei Tage")),
        ("warten bis Freitag", Command("waiting", until="Freitag")),
        ("waiting for the customer", Command("waiting")),
        ("resume", Command("resume")),
        ("note: their admin is Kim", Command("note", text="their admin is Kim")),
        (
            "update: a fix comes tonight\n\nMore on Monday.",
            Command("update", text="a fix comes tonight\n\nMore on Monday."),
        ),
        ("send ack", Command("send_ack")),
        ("calm", Command("calm")),
        ("done: restored from backup", Command("done", text="restored from backup")),
        ("done - restored", Command("done", text="restored")),
        ("Done", Command("done")),
        ("erledigt: Neustart", Command("done", text="Neustart")),
        ("reopen", Command("reopen")),
        ("cancel: opened by mistake", Command("cancel", text="opened by mistake")),
        ("Please withdraw it, it was our proxy.", Command("cancel", text="it was our proxy.")),
        ("Ich ziehe es zurück, war unser Proxy", Command("cancel", text="war unser Proxy")),
        ("cancel this", Command("cancel")),
        ("status?", Command("status")),
        ("why", Command("why")),
        ("pourquoi ?", Command("why")),
        ("away until Monday cover jo@example.com", Command("away", until="Monday", cover="jo@example.com")),
        ("help", Command("help")),
        ("Hi Jo, mine", Command("claim")),
        ("Got it. Will look at it after lunch.", Command("claim", text="Will look at it after lunch.")),
        ("OK, I'm on it", Command("claim")),
        ("on it 👍", Command("claim")),
        ("je le prends", Command("claim")),
        ("Bitte weitergeben an jo@example.com", Command("pass", to="jo@example.com")),
        ("please pass this to jo@example.com", Command("pass", to="jo@example.com")),
        ("please raise this to level 3", Command("raise", level=3)),
        ("priority: high please", Command("priority", priority=Priority.HIGH)),
        ("prioridad alta por favor", Command("priority", priority=Priority.HIGH)),
        ("priority P2", Command("priority", priority=Priority.MEDIUM)),
        ("make it low priority", Command("priority", priority=Priority.LOW)),
        ("waiting for the customer's answer", Command("waiting")),
        ("Waiting for the customer until Friday", Command("waiting", until="Friday")),
        ("please wait until friday", Command("waiting", until="friday")),
        ("Done. Restarted the server.", Command("done", text="Restarted the server.")),
        ("It's fixed\n\nThe driver was old.", Command("done", text="The driver was old.")),
        ("¿Cuál es el estado?", Command("status")),
        ("Why level 3?", Command("why")),
        ("done: no fault found", Command("done", text="no fault found")),
        ("Fixed - not a bug, works as designed", Command("done", text="not a bug, works as designed")),
        ("cancel: not our customer", Command("cancel", text="not our customer")),
        ("mine - no problem", Command("claim", text="no problem")),
        ("mine, which version do they run?", Command("claim", text="which version do they run?")),
        ("done: restarted it. Can you confirm?", Command("done", text="restarted it. Can you confirm?")),
        ("question: why?", Command("info", text="why?")),
        ("👍🏽", Command("claim", by_thumb=True)),
        ("mine: calling them now", Command("claim", text="calling them now")),
        ("acknowledged: will call at noon", Command("claim", text="will call at noon")),
        ("mine, sorry for the delay", Command("claim", text="sorry for the delay")),
        (
            "mine\n\nI can't open the attachment, can you send it again?",
            Command("claim", text="I can't open the attachment, can you send it again?"),
        ),
        ("mine\n\nDoes somebody else see the same?", Command("claim", text="Does somebody else see the same?")),
        ("I'm on it - they hear from me at noon", Command("claim", text="they hear from me at noon")),
        ("I'll handle this", Command("claim")),
        ("das übernehme ich", Command("claim")),
        ("mache ich", Command("claim")),
        ("c'est à moi", Command("claim")),
        ("je gère", Command("claim")),
        ("me ocupo yo", Command("claim")),
        ("es mía", Command("claim")),
        ("è mio", Command("claim")),
        ("ik neem het over", Command("claim")),
        ("die pak ik op", Command("claim")),
        ("assumo eu", Command("claim")),
        ("pode deixar comigo", Command("claim")),
    ],
)
def test_commands(text: str, expected: Command) -> None:
    assert read(text) == expected


@every_row(
    ("text", "expected"),
    [
        (wrapped.format(said), command)
        for said, command in {
            "mine": Command("claim"),
            "raise": Command("raise"),
            "done": Command("done"),
            "waiting": Command("waiting"),
            "status": Command("status"),
            "raise: they call every hour": Command("raise", text="they call every hour"),
        }.items()
        for wrapped in (
            "{}", "- {}", "• {}", "<{}>", "[{}]", "({})", '"{}"', "*{}*", "Re: {}", "AW: {}", "RE: {}\n",
            "Hi,\n\n{}", "Hallo Anna,\n{}", "Anna,\n{}", "Internal\n\n{}", "[Internal]\nHi Anna,\n{}",
            "Hi Anna,\n\nClassification: Internal\n\n{}", "{}\n\nClassification: Internal",
        )
    ],
)  # fmt: skip
def test_what_wraps_a_command_and_stands_around_it_changes_nothing(text: str, expected: Command) -> None:
    assert read(text) == expected


@every_row(
    ("text", "expected"),
    [
        ("raise to level 4: they call", Command("raise", level=4, text="they call")),
        ("raise 4, the CEO called", Command("raise", level=4, text="the CEO called")),
        ("raise because they call", Command("raise", text="because they call")),
        ("Raise. They call every hour.", Command("raise", text="They call every hour.")),
        ("hochstufen, weil sie stündlich anrufen", Command("raise", text="weil sie stündlich anrufen")),
        ("monter : ils appellent", Command("raise", text="ils appellent")),
        ("raise\n\nThey call.\n\nAnd more.", Command("raise", text="They call.\n\nAnd more.")),
        ("raise: 4 please", Command("raise", level=4)),
        ("Raise this please, they call", Command("raise", text="they call")),
        ("lower 2. Only one user", Command("lower", level=2, text="Only one user")),
        (
            "pass to jo@example.com: she knows it",
            Command("pass", to="jo@example.com", text="she knows it"),
        ),
        (
            "pass to jo@example.com because she knows it",
            Command("pass", to="jo@example.com", text="because she knows it"),
        ),
        (
            "pass to jo@example.com, kim@example.com is away",
            Command("pass", to="jo@example.com", text="kim@example.com is away"),
        ),
        ("waiting: customer has no time", Command("waiting", text="customer has no time")),
        ("waiting until Friday: customer asked", Command("waiting", until="Friday", text="customer asked")),
        (
            "waiting until Friday, 10:00, customer asked",
            Command("waiting", until="Friday, 10:00", text="customer asked"),
        ),
        (
            "waiting: they asked us to wait until Friday",
            Command("waiting", until="Friday", text="they asked us to wait until Friday"),
        ),
        ("waiting for the customer, they call back", Command("waiting", text="they call back")),
        ("resume: they answered", Command("resume", text="they answered")),
        ("remind: they call every ten minutes", Command("remind", text="they call every ten minutes")),
        ("remind them", Command("remind")),
        ("priority high, they call", Command("priority", priority=Priority.HIGH, text="they call")),
        ("priority: high because they call", Command("priority", priority=Priority.HIGH, text="because they call")),
        ("reopen - broken again now", Command("reopen", text="broken again now")),
        ("status\n\nThey call.", Command("status", text="They call.")),
        (
            "update: fix tonight\n\nThanks!\nnote: they are angry",
            Command("update", text="fix tonight", note="they are angry"),
        ),
        (
            "update: fix tonight\nMore on Monday.\nnote: angry",
            Command("update", text="fix tonight\nMore on Monday.", note="angry"),
        ),
        ("update with files: see", Command("update", text="see", with_files=True)),
        ("update until fri 10:00 with files: see", Command("update", text="see", until="fri 10:00", with_files=True)),
        ("update: until friday we look", Command("update", text="until friday we look")),
        (
            "update: Tell the customer it works",
            Command("update", text="Tell the customer it works", doubt="tell"),
        ),
        ("update: Dear Kim,\n\nIt works.", Command("update", text="It works.")),
        ("update until 2 h: we look", Command("update", text="we look", until="in 2 h")),
        ("update until someday: We found it", Command("update", text="We found it", until="someday")),
        ("send it", Command("send")),
        ("Senden", Command("send")),
        ("update: Der Fehler ist behoben.\n\nViele Grüße", Command("update", text="Der Fehler ist behoben.")),
    ],
)
def test_words_beside_and_below_are_the_commands_own(text: str, expected: Command) -> None:
    assert read(text) == expected


@every_row(
    "text",
    [
        "- Done: cleared the cache\n- Waiting: their answer",
        "Wait! I see something in the log",
        "Raise the log level: to debug",
        "Higher: the load since Monday",
        "Status: green",
        "Why? It is slow",
        "<b>",
        "",
        "Mine says the same error",
        "Make it work",
        "Got this from the customer: the export fails",
        "Next level: support is bad",
        "Niveau suivant : le support",
        "Done is better than perfect, they say",
        "Raise the log level to debug and try again",
        "Waiting times are long today",
        "Why do they need that by Friday?",
        "Status of the server is green",
        "We are done with the first half and go on tomorrow",
        "Help them with the export first",
        "pass to the team",
        "pass to somebody else",
        "pass to whoever is there",
        "pass Bob",
        "pass thanks",
        "Pass to Bob and tell him that it burns",
        "priority urgent stuff first",
        "I will look at the ticket tomorrow and then tell you more about it",
        "Note that the customer is angry",
        "Cancel my subscription, the customer said",
        "Thanks!\nmine",
        "Thanks 👍",
        "ok",
        "Mine too",
        "Claim: the customer wants 300 EUR",
        "Got it. Which version?",
        "Fixed? When?",
        "Status: still broken",
        "Waiting for your reply since Monday!",
        "priority should be higher",
        "Please update the ticket",
        "Please note that the customer is angry",
        "👍?",
        "Wait, what?",
        "wait: no",
        "mine, too",
        "mine, right?",
        "on it - no",
        "Fixed: no",
        "resolved - not yet",
        "erledigt, aber nur teilweise",
        "Résolu ? Pas encore",
        "résolu: pas encore",
        "Done, but the customer still complains",
        "solved, I hope",
        "cancel - no wait",
        "cancel: should we?",
        "priority: high?",
        "raise: to 3?",
        "ok, thanks",
        "seen",
        "Thanks, seen.",
        "✅",
        "👌",
        "👍 but not for me",
        "Is this mine?",
        "mine?",
        "mine ?",
        "mine, or is Kim on it already?",
        "mine: same error",
        "mine if nobody else can",
        "mine, if nobody else can",
        "mine - only the first part",
        "mine until Friday",
        "on it, for now",
        "on it's way",
        "on it’s way",
        "Got it. Kim is on it.",
        "ack\n\nSomebody else has to look at it.",
        "übernehme ich, falls Kim nicht kann",
        "übernommen - leider kann ich nicht vor Montag",
        "je m'en occupe, sauf si Kim peut",
        "taken: 2 screenshots",
        "I take it that you restarted it",
        "Answer this mail with: mine · info? your question · pass to name@…",
        "mine · info? your question · pass to name@…",
        "mine: you take it (the level's people and the leads)",
        "I take it Ask something Pass to …",
    ],
)
def test_sentences_are_notes(text: str) -> None:
    assert read(text) is None


@every_row(
    "text",
    [
        "Not mine, pass to jo@example.com",
        "got it - not mine",
        "Got it. But not for me.",
        "👎",
        "I cannot take this",
        "Sorry, I cannot take this one, I am on the train until tonight.",
        "Got it. Unfortunately I cannot take this one.",
        "Acknowledged.\n\nNot our area, please send it to Platform.",
        "ich übernehme das nicht",
        "nicht meins",
        "pas pour moi",
        "no es mío",
        "non è mio",
        "niet van mij",
        "não é meu",
        "not mine",
        "Not my area.",
        "Hi Dana,\n\nsorry, not my area. Try Kim.",
        "👎🏽 not my area",
        "We are not responsible for exports.",
        "Ich bin nicht zuständig, bitte an Platform",
        "Désolé, je ne peux pas m'en occuper",
    ],
)
def test_who_refuses_the_case_in_his_first_line_declines_it(text: str) -> None:
    command = read(text)
    assert command is not None
    assert command.name == "decline"
    assert text in (
        "not mine",
        "nicht meins",
        "pas pour moi",
        "no es mío",
        "non è mio",
        "niet van mij",
        "não é meu",
    ) or (command.text and command.text.split()[-1] == text.rsplit(maxsplit=1)[-1])


@every_row(
    "text",
    [
        "not mine?",
        "I cannot take this right now",
        "I cannot take this until you send the log",
        "I am not working on this yet",
        "Not my area, but I'll take it",
        "Mine. Not my area, but who cares",
        "Working on it\nnot me, Bob",
        "👎 the fix fails",
        "Not ours\n\nSorry, wrong thread, ignore this.",
        "Wait, this is not ours",
        "Did they restart?\n\nNot our fault then.",
    ],
)
def test_a_refusal_for_now_on_a_condition_or_taken_back_declines_nothing(text: str) -> None:
    command = read(text)
    assert command is None or command.name != "decline"


CLAIM_WORDS = [
    word for word, name in {**VOCABULARY.commands.words, **VOCABULARY.commands.phrases}.items() if name == "claim"
]


SEEN = frozenset(load_words("claims")["among"]["seen"])  # alone they say that the mail came


@every_row("word", CLAIM_WORDS)
def test_every_claim_word_claims_alone_and_neither_asked_nor_taken_back(word: str) -> None:
    for line in (word, f"{word.capitalize()}.", f"Hi,\n\n{word}\n\nTess Berg", f"*{word}*", f"OK, {word}"):
        command = read(line)
        if word in SEEN:
            assert command is None, line
            continue
        assert command is not None, line
        assert command == Command("claim", text="Tess Berg" if "Tess" in line else None), line
    for line in (
        f"{word}?",
        f"not {word}",
        f"{word}, but not for me",
        f"{word} - I cannot take this one",
        f"{word}: not mine",
    ):
        command = read(line)
        assert command is None or command.name == "decline", line


def test_a_team_adds_its_own_words() -> None:
    assert parse_command("roger", load_command_words({"claim": ["roger"]})) == Command("claim")


def test_every_command_of_the_interface_is_there() -> None:
    page = (Path(__file__).parents[3] / "docs" / "face.md").read_text(encoding="utf-8")
    listed = page.partition("The names are")[2].partition(".")[0]
    assert set(CommandName) == set(re.findall(r"`(\w+)`", listed))


@given(st.text(max_size=500))
def test_any_text_is_read(text: str) -> None:
    read(text)


@every_row("char", ["a", "-", " ", ":", "\n", ">", "ü", ".", "please ", "👍", "hi "])
def test_a_huge_line_is_read_in_no_time(char: str) -> None:
    read(char * 200_000)


@every_row(
    "text",
    [
        "Ack. No capacity.", "Acknowledged - out of scope for us", "Acknowledged, forwarded to the network team",
        "Got it. On vacation, ask Kim",
        "Got it. This belongs to Platform.", "got it, ask Kim", "Bin dran, kann es aber nicht lösen",
        "Übernommen, von Kim",
        "taken - Kim has it", "assigned to me, wrongly", "Got it, thanks",
        "Mia,\nwhich version do they run?", "Mia: please look",
        "👍\n\nbut not my area, sorry.", "Sorry,\nnot mine", "mine, not",
    ],
)  # fmt: skip
def test_a_word_that_may_only_say_it_was_read_takes_nothing_beside_others(text: str) -> None:
    command = read(text)
    assert command is None or command.name != "claim"


@every_row(
    "text",
    [
        "mine; the customer cannot export", "Mine. Unfortunately takes until Friday.",
        "mine, we cannot reproduce it yet",
        "mine. If it is urgent call me: 555", ("mine, I can't see the log, "
    "please resend"), "On it, but I need the log", "Dana,\n\nmine",
        "Thanks Dana, mine.", "Hi Dana. Mine.", "Classification: Internal\n\nmine", "TLP:AMBER\nmine",
        "Internal\nmine", "[Internal]\nmine",
        "I'll take care of it", "Will take it", "Übernehme", ("Thanks, I'll take care of it. Calling "
    "their CFO now."), "ack: looking now",
    ],
)  # fmt: skip
def test_mine_stands_whatever_the_writer_says_beside_it(text: str) -> None:
    command = read(text)
    assert command is not None
    assert command.name == "claim"


@every_row(
    ("text", "command"),
    [
        ("pass agent to kim@example.com", Command("pass_agent", to="kim@example.com")),
        ("pass agent to kim@example.com: why", Command("pass_agent", to="kim@example.com", text="why")),
        ("add level 4", Command("add", level=4)),
        ("also: bob@example.com", Command("also", to="bob@example.com")),
        ("not sensitive", Command("not_sensitive")),
        ("nicht vertraulich.", Command("not_sensitive")),
        ("cases", Command("cases")),
        ("Also, they called", None),
        ("Add: one more thing", None),
        ("Not sensitive to dust", None),
    ],
)  # fmt: skip
def test_a_word_that_cannot_be_done_yet_is_known_and_taken_for_no_other(text: str, command: Command | None) -> None:
    assert read(text) == command


def test_every_command_has_its_words_and_no_words_are_without_a_command() -> None:
    without = {CommandName.RELEASE, CommandName.DISCARD, CommandName.YES, CommandName.NO}
    assert set(load_words("commands")) - {"words"} == set(CommandName) - without


@every_row(
    ("text", "name"),
    [
        ("cancel: not yet", None), ("cancel: or shall we try it once more?", None), ("fixed: not yet",
        None), ("fixed: is it?", None),
        (("fixed: restarted the server, "
    "works again?"), CommandName.DONE), ("waiting: not yet", None), ("raise: not yet", None),
        ("note: not yet", CommandName.NOTE), ("info? not yet", CommandName.INFO), ("update: not yet?",
        CommandName.UPDATE),
        ("status?", CommandName.STATUS), ("why level 3?", CommandName.WHY), ("help?", CommandName.HELP),
    ],
)  # fmt: skip
def test_a_denial_takes_a_command_back_unless_it_is_what_the_command_passes_on(
    text: str, name: CommandName | None
) -> None:
    command = read(text)
    assert (command and command.name) is name


def test_what_a_question_to_us_is_about_is_no_word_of_its_own() -> None:
    bare = (
        "status?",
        "status ?",
        "status, please?",
        "status: ESC-42?",
        "why level 3?",
        "why: level 3?",
        "Why?!",
    )
    assert [text for text in bare if (said := read(text)) is None or said.text] == []
    assert [read(text) for text in ("Status? Which version?", "why: is it the proxy?")] == [
        Command(CommandName.STATUS, text="Which version?"), Command(CommandName.WHY, text="is it the proxy?"),
    ]  # fmt: skip


def test_every_argument_is_taken_by_a_command() -> None:
    assert {name.argument for name in CommandName} == set(Argument)


def test_words_of_a_team_for_a_command_that_is_not_known_are_refused() -> None:
    with pytest.raises(KeyError):
        load_command_words({"dance": ["tango"]})
