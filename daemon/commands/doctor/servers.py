"""The mailbox and the relay, as they answer now."""

import asyncio
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from daemon.adapters.clock import SystemClock
from daemon.bootstrap import build_mailbox, build_relay
from daemon.commands.doctor.findings import Finding, Health
from daemon.core.model.policy import EscalationPolicy
from daemon.errors import LoginRefused, MailboxError, RelayError, RelayLoginRefused
from daemon.ports import Delivery
from daemon.settings.load import Settings


def examine_mailbox(settings: Settings) -> Iterator[Finding]:
    mailbox, box = build_mailbox(settings), settings.mailbox
    try:
        facts = mailbox.examine()
    except LoginRefused as error:
        yield Finding(
            "mailbox",
            Health.FAILED,
            str(error),
            "check username and password; Microsoft 365 and Google need oauth2 or an app password",
        )
        return
    except MailboxError as error:
        yield Finding("mailbox", Health.FAILED, str(error), "check host, port, security and folder")
        return
    finally:
        mailbox.close()
    yield Finding(
        "mailbox", Health.FINE, f"{box.username} at {box.host}: folder {box.folder} with {facts.messages} mails"
    )
    yield _examine_capability("IDLE", facts.idle, f"mail is only looked for every {box.poll_every.text or '60 s'}")
    if box.handled == "keyword":
        yield _examine_capability(
            "keywords", facts.keywords, "handled mail cannot be marked; set mailbox.handled to nothing or move"
        )
    elif box.handled != "nothing":
        yield _examine_capability("MOVE", facts.move, "mail is moved by copying, or stays where it is")


def _examine_capability(name: str, there: bool, otherwise: str) -> Finding:
    if there:
        return Finding("mailbox", Health.FINE, f"the server offers {name}")
    return Finding("mailbox", Health.WARNING, f"the server does not offer {name}", otherwise)


def examine_relay(settings: Settings) -> Iterator[Finding]:
    smtp = settings.smtp
    try:
        offered = asyncio.run(build_relay(settings).check())
    except RelayLoginRefused as error:
        yield Finding(
            "relay", Health.FAILED, str(error), "check username and password; some providers switch SMTP AUTH off"
        )
        return
    except (RelayError, MailboxError) as error:
        yield Finding("relay", Health.FAILED, str(error), "check host, port and security")
        return
    yield Finding(
        "relay", Health.FINE, f"{smtp.host}:{smtp.port} takes mail{f' from {smtp.username}' if smtp.username else ''}"
    )
    size = next(
        (int(word.split()[1]) for word in offered if word.lower().startswith("size ") and word.split()[1].isdigit()), 0
    )
    limit = settings.rules.limits.message_size
    if 0 < size < limit:
        mend = f"set limits.message_size to {size // 1_000_000} MB"
        yield Finding(
            "relay",
            Health.WARNING,
            f"the relay takes at most {size // 1_000_000} MB, the settings say {limit // 1_000_000} MB",
            mend,
        )


def send_test(settings: Settings, policy: EscalationPolicy, address: str) -> Finding:
    mail = EmailMessage(SMTP)
    mail["From"] = f"{policy.mailbox.name} <{policy.mailbox.email}>"
    mail["To"] = address
    mail["Subject"] = "Upstairs can reach you"
    mail["Date"] = format_datetime(SystemClock().now())
    mail["Message-ID"] = make_msgid(domain=policy.mailbox.domain)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("This letter was sent by `doctor --send-test`. Nothing is to be done.\n")

    async def send() -> tuple[Delivery, str]:
        relay = build_relay(settings)
        try:
            result = await relay.send(policy.mailbox.email, address, mail.as_bytes(), lambda: None)
        finally:
            await relay.close()
        return result.delivery, result.answer

    try:
        delivery, answer = asyncio.run(send())
    except (RelayError, MailboxError) as error:
        return Finding("test", Health.FAILED, str(error), "see relay above")
    if delivery is Delivery.SENT:
        return Finding("test", Health.FINE, f"the relay took a letter to {address}: {answer}")
    return Finding(
        "test", Health.FAILED, f"the relay did not take a letter to {address}: {answer}", "ask whoever runs the relay"
    )
