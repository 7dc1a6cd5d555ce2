"""Which level a mail asks for, and why, in words of the procedure (behaviour B5)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from daemon.core.intake.sought.phrases import BETWEEN
from daemon.core.intake.substance import MOST_SOUGHT, find_beside, find_passed_on
from daemon.core.intake.triggers import Match, find_triggers, see_triggers
from daemon.core.model.case import Case
from daemon.core.model.customers import CustomerRules, Directory, find_customer, is_one_address
from daemon.core.model.happenings import Assessment, CustomerContact
from daemon.core.model.history.conversation import Reason
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.rules.names import without_names
from daemon.core.model.rules.triggers import Group
from parsers.model import SEPARATOR, Address, Fields, Form, Message, Remark, RemarkCode, Subject

DISSATISFIED = "satisfaction"  # the Standard trigger; fury is an Immediate one
SUBJECT_ALONE = "its mail is encrypted, and I could read the subject alone"


def find_addressed_level(message: Message, policy: EscalationPolicy, urgent: bool) -> tuple[int, str] | None:
    """The level whose address, plus-address (`support+l3@`) or recipient the mail was sent to, and that address; of
    several the highest. An executive in To counts beside URGENT alone: else he is to read it, and not to be asked."""
    local, _, domain = policy.mailbox.key.partition("@")
    everyone = {address.key for address in (*message.to, *message.cc)} | {
        address.lower() for address in message.delivered_to
    }
    levels = sorted(policy.levels.items(), reverse=True)
    for number, level in levels:
        own = {address.lower() for address in level.addresses} | {f"{local}+l{number}@{domain}"}
        if found := sorted(own & everyone):
            return number, found[0]
    named = {address.key for address in message.to}
    for number, level in levels:
        if number >= policy.executive and not urgent:
            continue
        if found := sorted(named & {person.key for person in level.recipients}):
            return number, found[0]
    return None


def _words(subject: Subject, form: Form, message: Message, policy: EscalationPolicy) -> str:
    """The text in which triggers are looked for: what the agent says of the matter, in the fields and beside them;
    without a form, all of it, with the mail of a customer that he forwards."""
    fields = form.fields
    said = (fields.issue_summary, fields.customer_impact, fields.customer_expectation, fields.additional_context)
    parts = [part for part in said if part]
    beside = find_beside(message, form)
    all_of_it = (message.text[:MOST_SOUGHT], find_passed_on(message, policy))
    words = BETWEEN.join((subject.title, *((*parts, beside) if parts else all_of_it)))
    return without_names(words, policy, message.sender)


def assess(message: Message, subject: Subject, form: Form, policy: EscalationPolicy, urgent: bool) -> Assessment:
    """The level and its reasons. Immediate triggers raise whatever else applies;
    for the rest the first rule that applies."""
    fields = form.fields
    customer = find_customer(fields, policy.directory)
    enterprise = customer is not None and customer.tier.lower() == "enterprise"
    seen = see_triggers(
        _words(subject, form, message, policy), policy.triggers, policy.thresholds, enterprise, fields.trigger
    )
    matches = tuple(filter(Match.reaches, seen))
    level, reason, chosen = _first_rule(message, form, policy, urgent, matches)
    immediate = _keep_immediate(matches)
    reasons: tuple[Reason, ...] = (reason,)
    remarks: tuple[Remark, ...] = ()
    if immediate:
        level, reasons = _raise(immediate, level, reason, chosen)
    else:
        remarks = (
            *(_say_mismatch(matches, level) if chosen else ()),
            *(() if urgent else _say_attempts(fields, policy)),
        )
    found = Assessment(
        level,
        (*reasons, *_say_short(seen)),
        tuple(dict.fromkeys(match.name for match in matches)),
        bool(immediate),
        any(match.rule.sensitive for match in matches),
        _is_soft(matches) and not (urgent or chosen),
        (*remarks, *_say_elsewhere(fields, policy.directory)),
    )
    if message.unreadable:
        found = replace(found, reasons=(*found.reasons, Reason(SUBJECT_ALONE)))
    return add_words(found, find_passed_on(message, policy), policy)


def add_words(
    assessment: Assessment, words: str, policy: EscalationPolicy, writer: Address | None = None
) -> Assessment:
    """The assessment with what these words name besides: each Immediate trigger that it has not raises to its level
    (behaviour B5.2)."""
    if not words:
        return assessment
    words = without_names(words, policy, writer)
    seen = [one for one in see_triggers(words, policy.triggers, policy.thresholds) if one.reaches()]
    new = [match for match in _keep_immediate(seen) if match.name not in assessment.triggers]
    return replace(
        assessment,
        level=max((assessment.level, *(match.level for match in new))),
        reasons=(*map(_trigger_reason, new), *assessment.reasons),
        triggers=(*assessment.triggers, *(match.name for match in new)),
        immediate=assessment.immediate or bool(new),
        sensitive=assessment.sensitive or any(match.rule.sensitive for match in seen),
        soft=assessment.soft and not new,
    )


def as_found(case: Case) -> Assessment:
    """What the case has been judged to be so far."""
    return Assessment(case.level, case.reasons, case.triggers, sensitive=case.sensitive, soft=case.soft)


def choose_level(found: int, named: int | None, triggers: Collection[str], policy: EscalationPolicy) -> int:
    """The level that an answer names, of the team's; an Immediate trigger holds it at what was found."""
    if named is None or named not in policy.levels:
        return found
    immediate = {rule.name for rule in policy.triggers.rules if rule.group is Group.IMMEDIATE}
    return named if immediate.isdisjoint(triggers) else max(found, named)


def find_sensitive(text: str, policy: EscalationPolicy, writer: Address) -> str:
    """What in these words makes a case sensitive, nobody's name (behaviour B5.14); "" for nothing."""
    seen = see_triggers(without_names(text, policy, writer), policy.triggers, policy.thresholds, False, "")
    return next((match.phrase for match in filter(Match.reaches, seen) if match.rule.sensitive), "")


def find_anger(text: str, policy: EscalationPolicy) -> str:
    """What in these words of a customer does not sound calm: Immediate, or dissatisfied; "" for nothing."""
    found = find_triggers(text, policy.triggers, policy.thresholds)
    return next((one.phrase for one in found if one.rule.group is Group.IMMEDIATE or one.name == DISSATISFIED), "")


def _raise(immediate: Sequence[Match], level: int, reason: Reason, chosen: bool) -> tuple[int, tuple[Reason, ...]]:
    """The level that Immediate triggers ask for, with the reasons, each of them named:
    whatever else asked for less stands behind."""
    highest = max(match.level for match in immediate)
    named = tuple(_trigger_reason(match) for match in sorted(immediate, key=lambda match: -match.level))
    if highest > level:
        return highest, (*named, *((reason,) if chosen else ()))
    return level, (reason, *(one for one in named if one.trigger != reason.trigger))


def _keep_immediate(matches: Iterable[Match]) -> Sequence[Match]:
    return [match for match in matches if match.rule.group is Group.IMMEDIATE]


def _say_short(seen: Iterable[Match]) -> tuple[Reason, ...]:
    """The triggers that were seen and do not reach, and why (behaviour B5.8)."""
    short = (match for match in seen if match.short)
    return tuple(
        Reason(f'"{match.phrase}" does not reach as a trigger ({match.rule.line}): {match.short}') for match in short
    )


def _say_mismatch(matches: Sequence[Match], level: int) -> tuple[Remark, ...]:
    """That the words of the mail ask for another level than the person chose."""
    other = _find_highest(matches)
    if other is None or other.level == level:
        return ()
    way = f"{'raise' if other.level > level else 'lower'} {other.level}"
    return (Remark(RemarkCode.LEVEL_MISMATCH, SEPARATOR.join((way, f"{other.level}: {_trigger_reason(other).text}"))),)


def _say_elsewhere(fields: Fields, directory: Directory) -> tuple[Remark, ...]:
    """That the address is another account's than the customer who is named."""
    named, addressed = directory.find(fields.customer or ""), directory.find_email(fields.customer_email or "")
    if named is None or addressed is None or named.account == addressed.account:
        return ()
    return (Remark(RemarkCode.CUSTOMER_ELSEWHERE, f"{addressed.email} is {addressed.account}, not {named.account}"),)


def _say_attempts(fields: Fields, policy: EscalationPolicy) -> tuple[Remark, ...]:
    count = len(fields.steps_taken)
    return (Remark(RemarkCode.FEW_ATTEMPTS, str(count)),) if 0 < count < policy.thresholds.attempts else ()


def _is_soft(matches: Sequence[Match]) -> bool:
    """Whether nothing but Optional triggers was found."""
    return bool(matches) and all(match.rule.group is Group.OPTIONAL for match in matches)


def _find_highest(matches: Iterable[Match]) -> Match | None:
    return max(matches, key=lambda match: match.level, default=None)


def _first_rule(
    message: Message, form: Form, policy: EscalationPolicy, urgent: bool, matches: Sequence[Match]
) -> tuple[int, Reason, bool]:
    """Level, reason, and whether a person chose it."""
    if form.fields.level is not None and form.fields.level in policy.levels:
        return form.fields.level, Reason(f"the mail says Level {form.fields.level}"), True
    addressed = find_addressed_level(message, policy, urgent)
    if addressed is not None:
        return addressed[0], Reason(f"it was sent to {addressed[1]}"), True
    if urgent:
        return policy.executive, Reason("URGENT in the subject goes to the Executive Team"), False
    if matches:
        best = max(matches, key=lambda match: match.level)
        return best.level, _trigger_reason(best), False
    return 1, Reason("nothing in it names a trigger, and standard questions start at Level 1"), False


def _trigger_reason(match: Match) -> Reason:
    """Quotes the mail's own words and the procedure's line."""
    article = "a" if match.rule.group is Group.STANDARD else "an"
    return Reason(
        f'"{match.phrase}" reads as {article} {match.rule.group.title()} trigger: {match.rule.line}', match.name
    )


def decide_address(fields: Fields, directory: Directory, rules: CustomerRules) -> CustomerContact:
    """The address at which the customer is told: what the mail names, else the directory's. Accepted only as one plain
    address that the directory lists or whose domain is allowed (behaviour B6.6; threat T5)."""
    if fields.customer_email:
        return _accept_address(fields.customer_email.strip(), directory, rules)
    customer = find_customer(fields, directory)
    if customer is None and fields.customer:
        return CustomerContact(None, f"“{fields.customer[:80]}” is not in the customer directory")
    if customer is None:
        return CustomerContact(None, "no customer is named")
    if not customer.email:
        return CustomerContact(None, f"the customer directory has no address for {customer.account}")
    return CustomerContact(Address(customer.email, customer.name))


def _accept_address(email: str, directory: Directory, rules: CustomerRules) -> CustomerContact:
    if not is_one_address(email):
        return CustomerContact(None, f"“{email[:80]}” is not one e-mail address")
    listed = directory.find_email(email)
    if listed is not None:
        return CustomerContact(Address(listed.email, listed.name))
    if email.rpartition("@")[2].lower() in {domain.lower().lstrip("@") for domain in rules.domains or ()}:
        return CustomerContact(Address(email))
    return CustomerContact(None, f"{email} is neither in the customer directory nor at an allowed domain")
