"""What a mail is, and whom we believe (behaviour B2, B11.1 to B11.9): the table as stories."""

from dataclasses import replace

import pytest

from daemon.core.intake.acting.context import Belonging, TriageContext
from daemon.core.intake.distrust import find_distrust
from daemon.core.intake.tokens import sign
from daemon.core.intake.triage import MOST_HOPS, MailKind, Verdict, is_own, triage
from daemon.core.model.case import Case
from daemon.core.model.policy import EscalationPolicy, Senders, Trust
from parsers.model import (
    Address,
    AuthenticationResults,
    Automatic,
    AutomaticKind,
    Fields,
    Form,
    Marker,
    Message,
    MethodResult,
    Subject,
    Token,
)
from parsers.syntax import find_domain
from tests.cases import altered
from tests.core.clock.test_steps import DANA, MANAGER, TECH, make_case
from tests.core.clock.test_steps import POLICY as HOUSE
from tests.tables import every_row

KEY = b"k" * 32
EVE = Address("eve@elsewhere.example")
KAI = Address("kai@example.com")
POLICY = replace(HOUSE, senders=Senders(("@example.com", "list-id:helpers.example.com"), Trust.NETWORK))
BORDER = replace(POLICY, senders=Senders(("@example.com",), Trust.AUTHENTICATION_RESULTS, "mx.example.com"))
CASE = make_case()
OTHER = replace(CASE, number=43)
FORM = Subject("ESCALATION - Exports", Marker.ESCALATION, "Exports", "51877", None, True, Marker.ESCALATION, True)
FILLED = Form(Fields(customer="Contoso", issue_summary="No exports"), frozenset({"customer", "issue_summary"}))
TALK = Subject("About the escalation", Marker.ESCALATION, "About the escalation")
PLAIN = Subject("Lunch", None, "Lunch")
NOBODY, NOTHING = Belonging({}), Form(Fields())


DMARC, DKIM = MethodResult("dmarc", "pass", "example.com"), MethodResult("dkim", "pass", "example.com")


def results(*found: MethodResult, server: str = "mx.example.com") -> AuthenticationResults:
    return AuthenticationResults(server, found)


def a_message(sender: Address | None = DANA, **said: object) -> Message:
    return Message("subject", sender, sender_domain=find_domain(sender.domain) or "" if sender else "", **said)  # type: ignore[arg-type]


def look(
    message: Message,
    subject: Subject = FORM,
    belonging: Belonging = NOBODY,
    policy: EscalationPolicy = POLICY,
    form: Form = NOTHING,
) -> tuple[MailKind, Verdict]:
    found = triage(TriageContext(message, belonging, policy, KEY), subject, form)
    assert found.reason
    return found.kind, found.verdict


def given_to(person: Address, case: Case = CASE) -> Belonging:
    return Belonging({case.number: case}, (sign(KEY, case.number, person.email),))


class TestWhichMailIsOurs:
    def test_the_shape_of_the_template_opens_a_case_and_so_does_a_field_in_the_text(self) -> None:
        assert look(a_message()) == (MailKind.ESCALATION, Verdict.ESCALATE)
        assert look(a_message(), TALK, form=FILLED) == (MailKind.ESCALATION, Verdict.ESCALATE)

    def test_talk_about_escalations_gets_a_hint(self) -> None:
        assert look(a_message(), TALK) == (MailKind.ESCALATION, Verdict.HINT)

    def test_urgent_is_told_from_escalation(self) -> None:
        assert look(a_message(), replace(FORM, marker=Marker.URGENT)) == (MailKind.URGENT, Verdict.ESCALATE)

    def test_all_else_is_left_alone_even_from_strangers(self) -> None:
        assert look(a_message(EVE), PLAIN) == (MailKind.UNRELATED, Verdict.IGNORE)

    def test_encrypted_mail_is_unreadable_and_not_incomplete(self) -> None:
        assert look(a_message(unreadable="encrypted")) == (MailKind.ESCALATION, Verdict.UNREADABLE)

    def test_a_mail_that_cannot_be_judged_is_set_aside(self) -> None:
        assert look(a_message(refusal="two From headers")) == (MailKind.ESCALATION, Verdict.QUARANTINE)


class TestWhoMay:
    def test_a_stranger_is_set_aside(self) -> None:
        assert look(a_message(EVE))[1] is Verdict.QUARANTINE

    def test_nobody_in_from_is_set_aside(self) -> None:
        assert look(a_message(None))[1] is Verdict.QUARANTINE

    def test_a_domain_that_only_ends_alike_is_a_stranger(self) -> None:
        for email in ("dana@notexample.com", "dana@example.com.elsewhere.example"):
            assert look(a_message(Address(email)))[1] is Verdict.QUARANTINE

    @every_row(
        ("results", "believed"),
        [
            ((), False),
            ((results(DMARC),), True),
            ((results(DMARC, server="MX.example.com"),), True),
            ((results(MethodResult("dmarc", "pass")),), False),
            ((results(MethodResult("dmarc", "pass", "mail.example.com")),), False),
            ((results(MethodResult("dmarc", "fail", "example.com")),), False),
            ((results(DKIM, MethodResult("dmarc", "fail")),), False),
            ((results(DKIM, MethodResult("dmarc", "pass", "elsewhere.example")),), True),
            ((results(DKIM, MethodResult("dmarc", "none", "example.com")),), True),
            ((results(MethodResult("dkim", "fail", "example.com"), DKIM),), True),
            ((results(MethodResult("spf", "pass", "example.com")),), True),
            ((results(MethodResult("spf", "softfail", "example.com")),), False),
            ((results(MethodResult("spf", "pass", "mail.example.com")),), True),
            ((results(MethodResult("spf", "pass", "notexample.com")),), False),
            ((results(MethodResult("spf", "pass", "com")),), False),
            ((results(MethodResult("spf", "pass", "")),), False),
            ((results(MethodResult("arc", "pass", "example.com")),), False),
            ((results(MethodResult("compauth", "pass"), MethodResult("dmarc", "none", "example.com")),), False),
            ((results(DMARC, server="mx.elsewhere.example"),), False),
            ((results(DMARC, server="mx.elsewhere.example"), results(DMARC)), False),
            ((results(MethodResult("dmarc", "fail")), results(DMARC)), False),
            ((AuthenticationResults(""), results(DMARC)), False),
        ],
    )
    def test_only_the_newest_results_of_our_border_count(
        self, results: tuple[AuthenticationResults, ...], believed: bool
    ) -> None:
        message = a_message(authentication=results)
        assert (find_distrust(message, BORDER.senders) is None) is believed
        assert (look(message, policy=BORDER)[1] is Verdict.ESCALATE) is believed

    def test_the_big_two_have_their_own_signs(self) -> None:
        google, microsoft = Senders((), Trust.GOOGLE), Senders((), Trust.MICROSOFT365)
        compauth = MethodResult("compauth", "pass")
        assert find_distrust(a_message(authentication=(results(DMARC, server="mx.google.com"),)), google) is None
        assert find_distrust(a_message(authentication=(results(DMARC, server=""),)), google)
        for domain, believed in (("example.com", True), ("elsewhere.example", False), ("", False)):
            message = a_message(authentication=(results(MethodResult("dmarc", "none", domain), compauth, server=""),))
            assert (find_distrust(message, microsoft) is None) is believed
        assert find_distrust(a_message(authentication=(results(compauth, server=""),)), microsoft)
        assert find_distrust(a_message(auth_as="Internal"), microsoft) is None
        assert find_distrust(a_message(auth_as="Internal"), google)

    def test_a_sender_without_a_domain_is_confirmed_by_nothing(self) -> None:
        nowhere = (results(MethodResult("dmarc", "pass"), MethodResult("spf", "pass")),)
        assert find_distrust(a_message(Address("nobody"), authentication=nowhere), BORDER.senders)

    def test_a_from_that_can_be_read_in_more_than_one_way_is_believed_by_no_preset(self) -> None:
        message = a_message(
            ambiguous_from="eve@b.example;dana@example.com", authentication=(results(DMARC),), auth_as="Internal"
        )
        for trust in Trust:
            doubt = find_distrust(message, Senders((), trust, "mx.example.com"))
            assert doubt == "the From header can be read in more than one way"


class TestToWhichCase:
    def test_his_own_token_lets_a_participant_change_it(self) -> None:
        found = triage(TriageContext(a_message(MANAGER), given_to(MANAGER), POLICY, KEY), FORM, NOTHING)
        assert (found.verdict, found.case, found.has_token) == (Verdict.REPLY, 42, True)

    def test_the_token_of_another_acts_for_who_has_a_part_himself(self) -> None:
        found = triage(TriageContext(a_message(MANAGER), given_to(DANA), POLICY, KEY), PLAIN, NOTHING)
        assert (found.verdict, found.has_token, found.in_place_of) == (Verdict.REPLY, True, None)

    def test_a_forged_one_does_not_and_an_agents_for_nobody_else(self) -> None:
        forged = Belonging({42: CASE}, (Token(42, "a" * 20),))
        found = triage(TriageContext(a_message(MANAGER), forged, POLICY, KEY), PLAIN, NOTHING)
        assert (found.verdict, found.has_token) == (Verdict.REPLY, False)
        for belonging in (given_to(DANA), forged):
            found = triage(TriageContext(a_message(KAI), belonging, POLICY, KEY), PLAIN, NOTHING)
            assert (found.verdict, found.has_token, found.in_place_of) == (Verdict.REPLY, False, None)

    def test_a_token_of_one_case_opens_no_other(self) -> None:
        belonging = Belonging({42: CASE}, (Token(42, sign(KEY, 43, MANAGER.email).signature),))
        assert not triage(TriageContext(a_message(MANAGER), belonging, POLICY, KEY), PLAIN, NOTHING).has_token

    def test_a_member_answers_for_the_queue(self) -> None:
        level = replace(POLICY.levels[2], members=("kai@example.com",))
        policy = replace(POLICY, levels={**POLICY.levels, 2: level})
        assert triage(TriageContext(a_message(KAI), given_to(MANAGER), policy, KEY), PLAIN, NOTHING).has_token

    @pytest.mark.parametrize(
        "belonging", [Belonging({42: CASE}, by_reference=42), Belonging({42: CASE}, by_subject=42)]
    )
    def test_a_reference_or_the_number_in_the_subject_makes_a_note_and_from_strangers_nothing(
        self, belonging: Belonging
    ) -> None:
        found = triage(TriageContext(a_message(KAI), belonging, POLICY, KEY), PLAIN, NOTHING)
        assert (found.verdict, found.case, found.has_token) == (Verdict.REPLY, 42, False)
        assert look(a_message(EVE), PLAIN, belonging)[1] is Verdict.QUARANTINE

    def test_two_cases_in_one_mail_are_a_conflict(self) -> None:
        belonging = Belonging({42: CASE, 43: OTHER}, by_reference=42, by_subject=43)
        assert look(a_message(), PLAIN, belonging) == (MailKind.REPLY, Verdict.CONFLICT)

    def test_a_case_that_is_not_known_is_set_aside(self) -> None:
        assert look(a_message(), PLAIN, Belonging({}, by_subject=99)) == (MailKind.REPLY, Verdict.QUARANTINE)


class TestMachines:
    def test_a_bounce_is_believed_only_with_a_token_of_ours(self) -> None:
        bounce = a_message(None, automatic=Automatic(AutomaticKind.BOUNCE, "a delivery report"))
        assert look(bounce, PLAIN, given_to(TECH, altered(CASE, recipients=(TECH,)))) == (
            MailKind.BOUNCE,
            Verdict.BOUNCE,
        )
        assert look(bounce, PLAIN, Belonging({42: CASE}, (Token(42, "a" * 20),))) == (MailKind.BOUNCE, Verdict.IGNORE)
        assert look(bounce, PLAIN) == (MailKind.BOUNCE, Verdict.IGNORE)

    def test_out_of_office_in_our_thread_is_recorded_and_escalates_nothing(self) -> None:
        away = a_message(MANAGER, automatic=Automatic(AutomaticKind.OUT_OF_OFFICE, "Auto-Submitted"))
        assert look(away, FORM, given_to(MANAGER)) == (MailKind.AUTOMATIC, Verdict.AUTO_REPLY)
        assert look(away) == (MailKind.AUTOMATIC, Verdict.IGNORE)

    def test_a_list_opens_a_case_only_when_its_list_id_is_allowed(self) -> None:
        automatic = Automatic(AutomaticKind.LIST, "List-Id")
        assert look(a_message(EVE, automatic=automatic, list_id="Helpers.example.com"))[1] is Verdict.ESCALATE
        assert look(a_message(EVE, automatic=automatic, list_id="others.example.com"))[1] is Verdict.IGNORE
        assert look(a_message(DANA, automatic=automatic))[1] is Verdict.QUESTION
        assert look(a_message(DANA, automatic=automatic), form=FILLED)[1] is Verdict.ESCALATE

    def test_too_many_hops_are_a_loop(self) -> None:
        assert look(a_message(hops=MOST_HOPS))[1] is Verdict.ESCALATE
        assert look(a_message(hops=MOST_HOPS + 1))[1] is Verdict.IGNORE

    def test_our_own_mail_is_recognised_by_sender_and_header_together(self) -> None:
        ours = a_message(Address("Support@example.com"), case_header="ESC-42")
        assert is_own(ours, POLICY.mailbox)
        assert look(ours) == (MailKind.OWN, Verdict.IGNORE)
        assert not is_own(replace(ours, sender=DANA), POLICY.mailbox)
        assert not is_own(replace(ours, case_header=""), POLICY.mailbox)
