"""Which files go along with a letter: every letter is asked here, whatever was decided (behaviour B6.8,
B6.9)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from daemon.core.decisions.told.people import is_customer, is_of_level, to_sender
from daemon.core.model.case import Case, Status
from daemon.core.model.happenings import Commanded, Decision, Informed, Mail, Mailed, Noted, Released, Written
from daemon.core.model.history.conversation import KeptFile
from daemon.core.model.notices import NoticeVariant
from daemon.core.model.notifications import Notification, Role
from daemon.core.model.policy import EscalationPolicy
from daemon.core.model.variants import Kind
from parsers.model import Address, CommandName, File, Remark, RemarkCode

SEEN = "seen"  # what was done of a thumb up that is no word to anybody
ROOM = 200_000  # bytes kept free of files for the texts and headers
OneFile = TypeVar("OneFile", File, KeptFile)


class LetterFiles(NamedTuple):
    """The files that a letter is about."""

    along: tuple[KeptFile, ...]
    withheld: tuple[KeptFile, ...]  # stay with their authors, which the letter says


def decide_files(notification: Notification, case: Case | None) -> LetterFiles:
    """Of the files that this letter is about those that may leave with it: to nobody what he sent himself, to a
    customer only what its writer says goes with his words (`update with files`), and nothing of a sensitive case."""
    if case is None or (notification.role is Role.CUSTOMER and notification.kind is not Kind.CUSTOMER_UPDATE):
        return LetterFiles((), ())
    his = _find_files_of(notification.to, case)
    files = tuple(file for file in notification.files if file.counts and not any(map(file.is_copy_of, his)))
    if notification.kind is Kind.FORWARDED:
        given = _find_given(notification.to, case)
        files = tuple(file for file in files if file.sha256 not in given or not _is_anothers(file, case))
    return LetterFiles((), files) if case.sensitive else LetterFiles(files, ())


def _find_files_of(author: Address, case: Case) -> tuple[KeptFile, ...]:
    return tuple(file for file in case.conversation.files if file.author.key == author.key)


def _find_given(reader: Address, case: Case) -> frozenset[str]:
    """The files that left with letters to this one."""
    told = (one for one in case.conversation.told if one.to.lower() == reader.key)
    return frozenset(sha for one in told for sha in one.files if sha)


def _is_anothers(file: KeptFile, case: Case) -> bool:
    """Whether somebody else had sent it to the case before: an answer does not bring it again."""
    return any(one.author.key != file.author.key and file.is_copy_of(one) for one in case.conversation.files)


def choose_fitting(files: Iterable[OneFile], limit: int) -> tuple[tuple[OneFile, ...], tuple[OneFile, ...]]:
    """The files that fit, once they are base64, into one message of `limit` bytes, and those that do not
    (behaviour B6.10)."""
    room = limit - ROOM
    taken: list[OneFile] = []
    left: list[OneFile] = []
    for file in files:
        size = file.size * 78 // 57 + 400
        if file.size and size <= room:
            room -= size
            taken.append(file)
        else:
            left.append(file)
    return tuple(taken), tuple(left)


def with_files_of(mail: Mail, letters: Sequence[Notification]) -> tuple[Notification, ...]:
    """The letters that a command causes, with its mail's own files: once to each reader, and not where all of the
    case's go along."""
    served = {letter.to.key for letter in letters if letter.files}
    passed_on: list[Notification] = []
    for letter in letters:
        if letter.kind.brings_files and letter.to.key not in served:
            served.add(letter.to.key)
            letter = replace(letter, files=mail.files)
        passed_on.append(letter)
    return tuple(passed_on)


def say_of_files(files: Sequence[KeptFile], decision: Decision, policy: EscalationPolicy) -> tuple[Remark, ...]:
    """The remarks to their author on those of these files that no other gets, because no letter can bring them, because
    the case is sensitive, or because they are too large (behaviour B6.24). What all readers of a letter have sent
    themselves is not lost."""
    brought = _find_brought(decision.notifications)
    decided = [decide_files(letter, decision.case) for letter in decision.notifications]
    withheld = {file for one in decided for file in one.withheld}
    too_large = _find_too_large(decided, policy.limits.message_size)
    hidden = [file for file in files if file in withheld]
    return (
        *_name_files(RemarkCode.FILES_KEPT, [file for file in files if file.counts and file not in brought]),
        *_name_files(RemarkCode.FILES_WITHHELD, [file for file in hidden if not find_readers(file, decision.case)]),
        *_say_who_has(hidden, decision.case),
        *_name_files(RemarkCode.FILES_TOO_LARGE, [file for file in files if file in too_large]),
    )


def find_readers(file: KeptFile, case: Case) -> tuple[str, ...]:
    """The addresses of those to whom a letter with this file has left; not its author's."""
    told = case.conversation.told
    found = (one.to for one in told if file.sha256 in one.files and one.to.lower() != file.author.key)
    return tuple({to.lower(): to for to in found}.values())


def _say_who_has(files: Sequence[KeptFile], case: Case) -> tuple[Remark, ...]:
    """The remark to author or agent on those of a sensitive case's files that are with others already."""
    readers = {file: [to for to in find_readers(file, case) if to.lower() != case.agent.key] for file in files}
    known = dict.fromkeys(f"{file.name} ({', '.join(people)})" for file, people in readers.items() if people)
    return (Remark(RemarkCode.FILES_OUT, "; ".join(known)),) if known else ()


def _find_too_large(decided: Sequence[LetterFiles], limit: int) -> set[KeptFile]:
    """The files for which none of these letters has room."""
    once = ({(file.name, file.sha256 or file.mail): file for file in one.along}.values() for one in decided)
    chosen = [choose_fitting(files, limit) for files in once]
    return {file for _, left in chosen for file in left} - {file for taken, _ in chosen for file in taken}


def _find_brought(letters: Sequence[Notification]) -> frozenset[KeptFile]:
    return frozenset(file for letter in letters for file in letter.files)


def _name_files(code: RemarkCode, files: Sequence[KeptFile]) -> tuple[Remark, ...]:
    names = dict.fromkeys(file.name for file in files)
    return (Remark(code, ", ".join(names)),) if names else ()


def _with_remarks(
    letters: Sequence[Notification], to: Address, remarks: tuple[Remark, ...]
) -> tuple[Notification, ...] | None:
    """The letters with these remarks in the first one that answers this writer; None when there is none."""
    # what he takes unread comes with his answer, and what he writes to the customer with his draft
    kinds = [Kind.ROUTED, Kind.CUSTOMER_UPDATE, Kind.DE_ESCALATION, *(kind for kind in Kind if kind.is_answer)]
    answer = next((letter for letter in letters if letter.to.key == to.key and letter.kind in kinds), None)
    if answer is None:
        return None
    said = answer.with_remarks(*remarks)
    return tuple(said if letter is answer else letter for letter in letters)


def _with_word_to_agent(before: Case, decision: Decision) -> Decision:
    """The agent learns that a case upstairs has just become sensitive, and who has which of its files:
    in what he gets anyway, else in a letter that says where the case stands."""
    case, letters = decision.case, decision.notifications
    said = _say_who_has(case.conversation.files, case)
    if not said and before.opened_at is not None:
        said = (Remark(RemarkCode.FILES_OUT, ""),)
    if not said:
        return decision
    his = next((one for one in letters if one.to.key == case.agent.key and one.kind.says_remarks), None)
    if his is None:
        own = Notification(Kind.NOTICE, case.agent, Role.AGENT, NoticeVariant.STATUS, remarks=said)
        return Decision(case, (*letters, own))
    told = his.with_remarks(*said)
    return Decision(case, tuple(told if one is his else one for one in letters))


def with_word_of_files(
    happening: Written, before: Case | None, decision: Decision, policy: EscalationPolicy
) -> Decision:
    """Who sent files learns which of them nobody gets, and what of his mail was not read: in the answer that he gets
    anyway, else in one of its own. Not the customer, to whom nothing is sensitive, and nobody outside. Of a mail to the
    customer, and of one that was let in, nothing is said but that it makes the case sensitive."""
    said: tuple[Remark, ...] = ()
    if not isinstance(happening, Informed | Released):
        said = (*happening.mail.remarks, *_say_of_mailed(happening, decision, policy))
    if before is not None and decision.case.sensitive and not before.sensitive:
        decision = _with_word_to_agent(before, decision)
        said = tuple(one for one in said if one.code is not RemarkCode.FILES_OUT)  # the agent has read it of all
        if happening.mail.sender.key != decision.case.agent.key and not isinstance(happening, Released):
            said = (*said, Remark(RemarkCode.SENSITIVE_NOW, ""))
    case, letters = decision.case, decision.notifications
    if not said:
        return decision
    answered = _with_remarks(letters, happening.mail.sender, said)
    return Decision(case, (*letters, *_notify(happening, decision, said, policy)) if answered is None else answered)


def _say_of_mailed(happening: Mailed, decision: Decision, policy: EscalationPolicy) -> tuple[Remark, ...]:
    """What a mail without a command brings to a held case goes up with it, and needs no word before. Then also what
    came with earlier ones may be withheld; and when the case is withdrawn instead, all of it has reached nobody."""
    case, mail = decision.case, happening.mail
    his = _find_files_of(mail.sender, case)
    if isinstance(happening, Commanded):
        is_withdrawn = happening.command.name is CommandName.CANCEL and case.opened_at is None
        return say_of_files(his if is_withdrawn else mail.files, decision, policy)
    brought = _find_brought(decision.notifications)
    going_up = (file for file in his if file in brought)
    return say_of_files((*going_up, *(() if case.status is Status.HELD else mail.files)), decision, policy)


def _notify(
    happening: Written, decision: Decision, said: tuple[Remark, ...], policy: EscalationPolicy
) -> tuple[Notification, ...]:
    """A letter with nothing but these remarks, to one of ours. Whoever has no token, and only names the case, gets none
    by it: any colleague could take part in a sensitive case for the price of a file (behaviour B11.8)."""
    case, mail = decision.case, happening.mail
    is_of_case = mail.sender.is_among(case.participants)
    if not is_of_case and (is_customer(case, mail.sender) or not _is_ours(case, mail.sender, policy)):
        return ()
    variant, text = (NoticeVariant.PASSED_ON, "") if decision.notifications else (NoticeVariant.DONE, CommandName.NOTE)
    if any(one.code is RemarkCode.THUMB_SEEN for one in said):
        text = SEEN
    notice = to_sender(case, mail, variant, text, said)
    may_answer = is_of_case or not isinstance(happening, Noted) or happening.has_token
    return notice if may_answer else tuple(replace(one, role=Role.SENDER) for one in notice)


def _is_ours(case: Case, person: Address, policy: EscalationPolicy) -> bool:
    return policy.is_inside(person) or is_of_level(case, person, policy)
