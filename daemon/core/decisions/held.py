"""What becomes of a held case by its agent's words: it goes up, or he is asked again (behaviour B2.36, B4.5, B4.14)."""

from dataclasses import replace
from datetime import datetime, timedelta

from daemon.core.decisions.people import because, to_agent
from daemon.core.decisions.questions import is_question
from daemon.core.decisions.routing import assessed, route
from daemon.core.decisions.transitions import Action, move
from daemon.core.model.case import Case
from daemon.core.model.happenings import Answered, Decision, Mail
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind, RequestVariant
from parsers.model import Address, Remark

MOST_ANSWERS = 4  # of ours to one address in a case within a day (fault F44): then nothing would answer an URGENT
A_DAY = timedelta(days=1)
STILL_UNCLEAR = "URGENT, and its sender was asked several times without saying whether it shall go up"


def answer_held(case: Case, happening: Answered, policy: EscalationPolicy, now: datetime) -> Decision:
    """The case goes up once it is whole, or presses, or somebody wants it to; a question only when its answer says what
    it is about, or when no letter could ask again. Else the agent is asked for what is missing still."""
    mail, assessment, remarks = happening.mail, happening.assessment, happening.form.remarks
    why = happening.goes_up or _find_silenced(case, mail, now)
    goes = why or (assessment.goes_at_once(case.missing, case.urgent) and not is_question(case))
    case = assessed(case, assessment)
    moved = move(case, Action.ROUTE) if goes else None
    if moved is None:
        return ask_again(case, mail, remarks)
    decision = route(because(moved, why) if why else moved, happening, policy, now, (*remarks, *assessment.remarks))
    if not why:
        return decision
    told = (replace(one, text=mail.text) if one.kind is Kind.ROUTED else one for one in decision.notifications)
    return Decision(decision.case, tuple(told))


def ask_again(case: Case, mail: Mail, remarks: tuple[Remark, ...] = ()) -> Decision:
    """What was asked before, once more: of a question one line suffices."""
    variant = RequestVariant.QUESTION if is_question(case) else RequestVariant.AGAIN
    return Decision(case, to_agent(mail, Kind.INFORMATION_REQUEST, variant, remarks))


def _find_silenced(case: Case, mail: Mail, now: datetime) -> str:
    """Why an URGENT question goes up though nobody has said so: its sender has had all the letters of a day, so nothing
    would be said to these words. "" where it need not."""
    is_heard = not (case.urgent and is_question(case) and mail.says_something)
    return "" if is_heard or _count_words(case, mail.sender, now) < MOST_ANSWERS else STILL_UNCLEAR


def _count_words(case: Case, person: Address, now: datetime) -> int:
    """His mails of the last day, each of which brought a letter; by the first the case was held."""
    entries = (entry for entry in case.conversation.entries if entry.kind is not None and entry.kind.is_word)
    return sum(1 for one in entries if one.who.lower() == person.key and one.at > now - A_DAY) - 1
