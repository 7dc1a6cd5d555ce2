"""A thumb up, as people and their programs send it; and all that is none."""

from email.message import EmailMessage

from parsers.commands.command import parse_command
from parsers.message import parse_message
from parsers.model import Address, Message
from parsers.words.reactions import is_thumb_up
from tests.builders import build_mail
from tests.tables import every_row
from tests.vocabulary import VOCABULARY

ROBIN = Address("robin@example.com", "Robin Achebe")
THUMBS = [
    "👍", "👍🏻", "👍🏿", "👍\ufe0f", "👍\ufe0e", "👍🏽\ufe0f", "👍👍", "👍 👍🏽", "👍!", "[👍]", " *👍* ",
    "👍 Robin Achebe reacted to your message:", "👍🏽 Robin Achebe reacted to your message",
    "👍 Robin reacted via Gmail",
    "[Like] Robin Achebe reacted to your message:", "[Gefällt mir] Robin Achebe hat auf Ihre Nachricht reagiert:",
    "[J’aime] Robin Achebe a réagi à votre message :", "[Me gusta] Robin Achebe ha reaccionado a tu mensaje:",
    "[Mi piace] Robin Achebe ha reagito al tuo messaggio:", "[Leuk] Robin Achebe heeft op uw bericht gereageerd:",
    "[Gosto] Robin Achebe reagiu à sua mensagem:", "Robin reacted to your message with 👍",
    "Robin hat mit 👍 auf Ihre Nachricht reagiert", "Robin Achebe liked your message",
    "robin liked your message.", "robin@example.com liked your message", "Achebe, Robin (Platform) liked your message",
    "Robin reacted to your message: 👍", "Robin gefällt Ihre Nachricht", "Robin a aimé votre message",
    "A Robin le gusta tu mensaje", "A Robin piace il tuo messaggio", "Robin vindt je bericht leuk",
    "Robin gostou da sua mensagem", "Liked “Nobody has taken ESC-1 yet. Answer by today 15:40”", 'Liked "ESC-1"',
    "Liked “Nobody has taken ESC-1 yet.", "Gefällt „ESC-1“", "A aimé « ESC-1 »", "Reacted 👍 to “ESC-1”",
    "👍 to “ESC-1”",
]  # fmt: skip
OTHERS = [
    "", "👎", "👎🏽", "❤️", "👍?", "👍👎", "Thanks 👍", "👍 the customer reacted well", "👍 from the customer too",
    "Robin Achebe reacted to your message:", "[Heart] Robin Achebe reacted to your message:",
    "❤️ Robin reacted to your message", "👎 Robin reacted to your message", "The customer liked your message",
    "I liked your message", "Customer reacted to your message with 👍",
    "Der Kunde hat mit 👍 auf Ihre Nachricht reagiert", "Robin disliked your message", "Disliked “ESC-1”",
    "Nobody liked your message.", "👍 Nobody reacted to your message", "Kim Achebe liked your message",
    "Robin and Kim liked your message", "Robin's boss liked your message", "kim@example.com liked your message",
    "Kim reacted to your message: 👍", "Robin Berg hat mit 👍 auf Ihre Nachricht reagiert", "👍 Kim reacted via Gmail",

    "Loved “ESC-1”", "Laughed at “ESC-1”", 'Liked "the idea" of Kim\'s', "Liked the idea", "Like", "[Like]",
]  # fmt: skip


@every_row("line", THUMBS)
def test_a_thumb_up_is_known(line: str) -> None:
    assert is_thumb_up(line, ROBIN)
    command = parse_command(f"{line}\n\nThanks", VOCABULARY.commands, ROBIN)
    assert command is not None
    assert command.name == "claim"


@every_row(
    "below",
    [
        "👎", "no", "Not us.", "Wrong department.", "I'm on leave, ask Robin", "No time, sorry.",
        "I cannot look at this today.",
        "Thanks, but this belongs to Platform, please forward.", "Das gehört zu Platform, bitte weiterleiten.",
        "Kann ich leider nicht machen.", "Ce n'est pas notre périmètre.", "Kim, can you take it?", "Who takes this?",
    ],
)  # fmt: skip
def test_a_thumb_above_words_that_no_list_knows_takes_nothing(below: str) -> None:
    assert parse_command(f"👍\n\n{below}", VOCABULARY.commands, ROBIN) is None


@every_row("below", ["", "Thank you!", "Will look now.", "I'm on it", "mine", "Robin reacted via Gmail"])
def test_a_thumb_above_thanks_or_a_claim_takes_it(below: str) -> None:
    command = parse_command(f"👍\n\n{below}", VOCABULARY.commands, ROBIN)
    assert command is not None
    assert command.name == "claim"


@every_row(
    "text",
    ["mine\n\nno, sorry, not mine", "mine\nEDIT: cannot take it", "👍 Robin reacted to your message: not my area"],
)
def test_who_takes_it_back_at_once_takes_nothing(text: str) -> None:
    assert parse_command(text, VOCABULARY.commands, ROBIN) is None


@every_row("line", OTHERS)
def test_nothing_else_is_one(line: str) -> None:
    command = parse_command(line, VOCABULARY.commands, ROBIN)
    assert not is_thumb_up(line, ROBIN)
    assert command is None or (command.name == "decline" and ("👎" in line or "isliked" in line))


@every_row(
    ("who", "name", "email"),
    [
        ("Ada Lovelace", "Lovelace, Ada", "a@example.com"),
        ("Lovelace, Ada", "Ada Lovelace", "a@example.com"),
        ("Ada Lovelace (Platform)", "Ada Lovelace [ext]", "a@example.com"),
        ("ÁDA LOVELACÉ", "Ada Lovelace", "a@example.com"),
        ("Jürgen", "Jurgen Müller", "a@example.com"),
        ("Ana de la Cruz", "Cruz, Ana de la", "a@example.com"),
        ("Ada Lovelace", "", "ada.lovelace@example.com"),
        ("Ada Lovelace", "", "lovelace_ada@example.com"),
        ("Ada Lovelace", "", "alovelace@example.com"),
        ("Ada Lovelace", "Support", "adalovelace@example.com"),
        ("Ada", "", "ada@example.com"),
        ("Customer Care", "Customer Care", "care@example.com"),
        ("山田太郎", "山田太郎", "a@example.com"),
    ],
)
def test_the_name_in_it_may_be_the_senders(who: str, name: str, email: str) -> None:
    for line in (
        f"{who} liked your message.",
        f"{who} reacted to your message: 👍",
        f"👍 {who} reacted to your message:",
    ):
        assert is_thumb_up(line, Address(email, name)), line
        assert not is_thumb_up(line, Address("kim.abel@example.com", "Kim Abel")), line
        assert not is_thumb_up(line), line


@every_row(
    ("who", "name"),
    [
        ("I", "I. Berg"),
        ("The customer", "The Customer"),
        ("A", "A Berg"),
        ("()", ""),
        ("...", ""),
        ("Customer", "Customer Care"),
    ],
)
def test_what_alone_is_no_name_is_nobodys(who: str, name: str) -> None:
    assert not is_thumb_up(f"{who} liked your message", Address("x@example.com", name))


def with_reaction(part: str, text: str = "Somebody gave a sign", disposition: str = "inline") -> Message:
    mail = EmailMessage()
    mail["From"] = "Ada Lovelace <ada@example.com>"
    mail["Subject"] = "Re: [ESC-1] Exports"
    mail.set_content(text)
    mail.add_alternative(part, subtype="vnd.google.email-reaction+json", disposition=disposition)
    return parse_message(mail.as_bytes(), VOCABULARY)


@every_row("part", ['{"emoji":"👍","version":1}', '{\n  "emoji": "👍🏽",\n  "version": 1\n}'])
@every_row("text", ["Somebody gave a sign", "Kim reacted via Gmail", " "])
def test_gmails_own_mark_suffices_whatever_the_words_beside_it(part: str, text: str) -> None:
    message = with_reaction(part, text)
    command = parse_command(message.text, VOCABULARY.commands, message.sender, message.is_reaction)
    assert (message.is_reaction, message.own_words, command and command.name) == (True, True, "claim")


def test_a_refusal_beside_the_mark_is_heard() -> None:
    message = with_reaction('{"emoji":"👍","version":1}', "👍\n\nNot our area, please send it to Platform.")
    assert parse_command(message.text, VOCABULARY.commands, message.sender, message.is_reaction) is None


@every_row(
    "part",
    [
        '{"emoji":"❤️","version":1}',
        '{"emoji":"👎"}',
        '{"emoji":["👍"]}',
        '["👍"]',
        "👍",
        "",
        "{",
        "[" * 900,
        '{"emoji":"👍"}' + " " * 2000,
    ],
)
def test_no_other_mark_is_a_thumb_up(part: str) -> None:
    assert not with_reaction(part).is_reaction


def test_a_mark_that_somebody_attached_is_none() -> None:
    assert not with_reaction('{"emoji":"👍","version":1}', disposition="attachment").is_reaction


@every_row("char", ["👍", "a", " ", "[like] ", "liked ", "“", "Robin reacted "])
def test_a_huge_line_is_looked_at_in_no_time(char: str) -> None:
    is_thumb_up(char * 200_000, ROBIN)


def read(html: str) -> str:
    return parse_message(build_mail("Re: Exports [ESC-1]", html=html), VOCABULARY).text.partition("\n")[0]


def test_outlooks_picture_of_a_thumb_is_read_by_its_name_and_no_other_is() -> None:
    page = (
        '<p><img src="https://res.example.com/1.png" alt="{}" width="20"><span> Tess '
        "Berg</span> reacted to your message:</p>"
    )
    assert read(page.format("Like")) == "[Like] Tess Berg reacted to your message:"
    assert read(page.format("Heart")) == "Tess Berg reacted to your message:"
    assert read('<div><img alt="👍" src="cid:1"></div>') == "👍"
