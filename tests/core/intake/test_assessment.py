"""Which level a mail asks for and why (behaviour B5.1 to B5.10): the order of the rules as stories."""

from dataclasses import replace

from daemon.core.intake.assessment import assess, decide_address, find_addressed_level
from daemon.core.model.customers import Customer, CustomerRules, Directory
from daemon.core.model.happenings import Assessment
from daemon.settings.triggers import load_triggers
from parsers.model import Address, Fields, Form, Marker, Message, Remark, RemarkCode, Subject
from tests.core.clock.test_steps import DANA
from tests.core.clock.test_steps import POLICY as HOUSE
from tests.tables import every_row

LEVELS = {1: replace(HOUSE.levels[2], number=1, recipients=(Address("senior@example.com"),)), **HOUSE.levels}
POLICY = replace(HOUSE, levels=LEVELS, triggers=load_triggers())
CALM, BUG, MANAGER, BREACH = (
    "The report rounds in another way.",
    "The nightly export throws a stack trace.",
    "They want to speak with a manager.",
    "There was a security breach last night.",
)


def judge(
    summary: str = CALM, *, to: str = "support@example.com", urgent: bool = False, steps: int = 3, **fields: object
) -> Assessment:
    said = Fields(issue_summary=summary, steps_taken=("tried",) * steps, **fields)  # type: ignore[arg-type]
    subject = Subject("", Marker.URGENT if urgent else Marker.ESCALATION, "A matter")
    return assess(Message("", DANA, to=(Address(to),)), subject, Form(said), POLICY, urgent)


@every_row(
    ("told", "level"),
    [
        (judge(), 1),
        (judge(MANAGER), 2),
        (judge(BUG), 3),
        (judge(f"{BUG} {MANAGER}"), 3),
        (judge(BREACH), 4),
        (judge(urgent=True), 4),
        (judge(to="support+l3@example.com"), 3),
        (judge(to="tech@example.com"), 3),
        (judge(urgent=True, to="support+l3@example.com"), 3),
        (judge(level=2, to="support+l3@example.com"), 2),
        (judge(level=2, urgent=True), 2),
        (judge(BUG, level=1), 1),
        (judge(BREACH, level=1), 4),
        (judge(BREACH, to="support+l2@example.com"), 4),
        (judge("No security breach, no outage."), 1),
        (judge(level=9), 1),
    ],
    ids=lambda value: f"level {value}" if isinstance(value, int) else value.reasons[0].text[:50],
)
def test_the_first_rule_that_applies_decides_and_immediate_triggers_raise(told: Assessment, level: int) -> None:
    assert told.level == level


def test_no_reason_quotes_words_of_two_fields() -> None:
    told = judge("the import is slow and she asks for the manager", customer_impact="the whole import stops")
    assert [reason.text.split('"')[1] for reason in told.reasons] == ["asks for the manager"]
    assert judge("everything we know is", customer_impact="down for a day").level == 1


@every_row(
    ("words", "level"),
    [
        ("They found strange logins at night, their accounts were hacked.", 4),
        ("Er sagt, morgen früh geht es an die Presse.", 4),
        ("Le client est furieux et veut résilier.", 4),
        ("Su abogado nos va a demandar.", 4),
        ("Hanno perso tutti i dati di ieri.", 4),
        ("Niemand in het hele bedrijf kan inloggen.", 4),
        ("O advogado deles vai processar-nos.", 4),
        ("Sie möchte heute noch mit einem Vorgesetzten sprechen.", 2),
        ("Il veut parler à un responsable.", 2),
        ("I am in the office until six, the contract is with legal.", 1),
        ("Ich bin bis 18 Uhr da. Die Presse in Halle 2 läuft wieder.", 1),
        ("No data was lost.", 1),
    ],
)
def test_own_words_beside_a_whole_form_name_triggers_as_the_fields_do(words: str, level: int) -> None:
    said, subject = Fields(issue_summary=CALM, steps_taken=("tried",) * 3), Subject("", Marker.ESCALATION, "A matter")
    assert assess(Message("", DANA, text=words), subject, Form(said, words=words), POLICY, False).level == level
    # what stands above the form in a mail that is forwarded below his own words is another's
    passed_on = Message("", DANA, text="Please see below.", forwarded=words)
    assert assess(passed_on, subject, Form(said, words=f"Please see below.\n{words}"), POLICY, False).level == 1


def test_the_reasons_quote_the_mail_and_the_procedure() -> None:
    told = judge(BUG)
    assert [reason.trigger for reason in told.reasons] == ["bug"]
    assert "stack trace" in told.reasons[0].text
    assert "Bug requiring engineering investigation" in told.reasons[0].text


def test_a_choice_that_an_immediate_trigger_overrides_is_still_told() -> None:
    told = judge(BREACH, level=1)
    assert [reason.trigger for reason in told.reasons] == ["security", ""]
    assert (told.immediate, told.sensitive) == (True, True)


def test_every_immediate_trigger_is_named() -> None:
    told = judge(f"{BREACH} Their lawyer wrote to us. {BUG}")
    assert {reason.trigger for reason in told.reasons} == {"security", "legal"}
    assert {"security", "legal", "bug"} == set(told.triggers)


def test_a_trigger_that_does_not_reach_is_said_and_decides_nothing() -> None:
    told = judge("They dispute the invoice over $90.")
    assert (told.level, told.triggers) == (1, ())
    assert told.reasons[-1].text.endswith("(Billing disputes over the set amount): 90 is not over the set 500")


def test_a_choice_below_a_standard_trigger_stands_and_the_mismatch_is_said() -> None:
    told = judge(BUG, level=1)
    assert told.level == 1
    assert [one.code for one in told.remarks] == ["level_mismatch"]
    assert judge(BUG, level=3).remarks == ()


def test_few_attempts_are_said_but_not_to_somebody_in_a_hurry() -> None:
    assert judge(steps=1).remarks == (Remark(RemarkCode.FEW_ATTEMPTS, "1"),)
    assert judge(steps=3).remarks == ()
    assert judge(steps=1, urgent=True).remarks == judge(BREACH, steps=1).remarks == ()


def test_an_address_of_the_level_goes_before_a_recipient_named_in_to() -> None:
    both = Message("", DANA, to=(Address("ceo@example.com"), Address("Support+L2@example.com")))
    assert find_addressed_level(both, POLICY, False) == (2, "support+l2@example.com")
    assert find_addressed_level(Message("", DANA, cc=(Address("ceo@example.com"),)), POLICY, True) is None
    assert find_addressed_level(Message("", DANA, delivered_to=("support+l4@example.com",)), POLICY, False) == (
        4,
        "support+l4@example.com",
    )


def test_of_several_levels_the_highest_counts_and_an_executive_beside_urgent_alone() -> None:
    everybody = Message(
        "", DANA, to=tuple(map(Address, ("tech@example.com", "manager@example.com", "ceo@example.com")))
    )
    assert find_addressed_level(everybody, POLICY, False) == (3, "tech@example.com")
    assert find_addressed_level(everybody, POLICY, True) == (4, "ceo@example.com")
    assert find_addressed_level(Message("", DANA, to=(Address("ceo@example.com"),)), POLICY, False) is None


DIRECTORY = Directory([Customer("Contoso", "Ada Okafor", "ada@contoso.example", "enterprise", "en", "UTC")])


@every_row(
    ("email", "accepted"),
    [
        ("ada@contoso.example", True),
        ("ops@allowed.example", True),
        ("eve@elsewhere.example", False),
        ("ada@contoso.example, eve@elsewhere.example", False),
        ("eve@notallowed.example", False),
        ("eve@elsewhere.example, ops@allowed.example", False),
    ],
)
def test_a_customer_is_told_only_at_an_address_that_may_be_believed(email: str, accepted: bool) -> None:
    contact = decide_address(
        Fields(customer="Contoso", customer_email=email), DIRECTORY, CustomerRules(("@allowed.example",))
    )
    assert (contact.address is not None) is accepted
    assert bool(contact.problem) is not accepted


def test_without_an_address_the_directory_gives_it_or_the_reason_is_said() -> None:
    known = decide_address(Fields(customer="Contoso"), DIRECTORY, CustomerRules())
    assert known.address == Address("ada@contoso.example", "Ada Okafor")
    unknown = decide_address(Fields(customer="Fabrikam"), DIRECTORY, CustomerRules())
    assert (unknown.address, "Fabrikam" in unknown.problem) == (None, True)
    assert decide_address(Fields(), DIRECTORY, CustomerRules()).problem == "no customer is named"
