"""What stands beside the fields is somebody's words, and what the form itself says is no part of a value
(behaviour B3.7, B3.20)."""

from parsers.form.form import parse_form
from parsers.model import Form, Message, Priority
from parsers.subject import parse_subject
from tests.builders import build_form
from tests.tables import every_row
from tests.vocabulary import VOCABULARY


def read(text: str) -> Form:
    message = Message(subject="ESCALATION - Exports", sender=None, text=text, whole_text=text)
    return parse_form(message, parse_subject(message.subject, VOCABULARY.subject), VOCABULARY.aliases)


@every_row("lead", ["", "She is in the office until noon, please ring her.\n\n"])
@every_row("above", ["On Mon, 2 Mar 2026 at 09:12, Ada <ada@x.example> wrote:", "Ada says:"])
def test_a_quote_below_the_form_is_among_the_words(above: str, lead: str) -> None:
    form = read(f"{build_form()}\n\n{lead}{above}\n> 1,200 invoices are stuck\n> call me\n\nShe is alone.")
    assert form.words.endswith(f"{above}\n> 1,200 invoices are stuck\n> call me\n\nShe is alone.")
    assert form.fields.attachments == ("error.log",)


@every_row("below", ["", "\nShe is alone."])
@every_row(
    "said",
    ["Merci de rappeler Mme Dupont avant midi.", "Danke, dass ihr Frau Hart anruft.", "Thanks for ringing her first"],
)
def test_a_request_that_begins_with_thanks_is_among_the_words(said: str, below: str) -> None:
    form = read(f"{build_form()}\n{said}{below}\n")
    assert form.words == f"{said}{below}"
    assert form.fields.attachments == ("error.log",)


@every_row("place", ["{line}\n\n{form}", "{form}\n{line}\n", "{form}\nPlease call.\n{line}\nShe waits."])
@every_row(
    "line",
    [
        "From: hall 3 to 4 all doors dead",
        "To: be checked by noon",
        "Datum: falsch in allen Briefen",
        "De : la salle 3 à 4 tout est mort",
        "Asunto: vacío",
        "Da: sala 3 a 4 tutto fermo",
        "Aan: alle balies",
        "Assunto: vazio",
    ],
)
def test_one_line_that_begins_as_a_mails_head_does_is_among_the_words(line: str, place: str) -> None:
    form = read(place.format(line=line, form=build_form()))
    assert line in f"{form.words}\n{form.fields.additional_context}"


@every_row(
    "said",
    [
        "[High/Medium/Low] High",
        "High [High/Medium/Low]",
        "High (High/Medium/Low)",
        "High/Medium/Low High",
        "[Hoch/Mittel/Niedrig] Hoch",
        "[Alta/Media/Baja] Alta",
        "Haute [Haute/Moyenne/Basse]",
    ],
)
def test_a_priority_beside_the_choice_that_was_left_in_is_read(said: str) -> None:
    assert read(build_form({"Priority": said})).fields.priority is Priority.HIGH


def test_a_step_behind_its_hint_is_read_without_it() -> None:
    said = "\n1. [First troubleshooting step] Restarted it\n2. [Second troubleshooting step]: Swapped the cable"
    assert read(build_form({"Steps Taken": said})).fields.steps_taken == ("Restarted it", "Swapped the cable")


@every_row("blank", ["\n", "\n\n"])
@every_row("rule", ["---", "___", "***", "===", "~~~", "· · ·", "- - -", "#####", "───", "* * *", "-" * 40])
def test_a_line_between_two_fields_is_no_part_of_either(rule: str, blank: str) -> None:
    parted = read(build_form().replace("\n\n", f"{blank}{rule}{blank}"))
    assert (parted.fields, parted.words) == (read(build_form()).fields, "")
