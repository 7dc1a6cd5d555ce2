"""Upstairs, the email-driven escalation daemon. This is the map of the house.

run.py → daemon.cli → daemon.bootstrap → daemon.supervisor → { service · relay · adapters } → { ports · settings } → daemon.core
                                                                service → reading → parsers; daemon.core → parsers.model

cli.py          commands; prints; exit codes. No logic
settings.py     config.yaml → frozen Settings; reports all problems at once, each with file:line and path
bootstrap.py    composition root: the only place that constructs adapters
supervisor.py   the loops (watch, wake, relay, cadence) in one asyncio.TaskGroup; signals; graceful stop
service.py      application service: handle_mail, handle_wakeup = load → decide → commit
relay.py        outbox relay: due letters → send → sent | deferred | failed | unknown
ports.py        Protocols: Clock, MailSource, Transport, Store, MailFiles
errors.py       whose fault, and whether it may be tried again
core/           PURE: no await, no I/O, no clock, no logging; `now` is an argument
  case.py           what is tracked                         lifecycle.py      decide(): the transitions, one table
  policy.py         the team's rules as values              triage.py         what a mail is, and whether to believe it
  business_time.py  durations, calendars, deadlines         triggers.py       phrases in a text → level, with reasons
  notifications.py  who is to be told what                  rendering.py      a notification → a letter, ready to send
  tokens.py         signatures that let a reply act         customers.py      the directory, and whose address is accepted
  backoff.py        when to try again
adapters/       one third-party library each: imap (imapclient) smtp (aiosmtplib) store (tinydb) cadence (schedule) clock
                templates (jinja2) spool sandbox (pymap, aiosmtpd)
parsers/        PURE: bytes or text in, frozen values out; imports nothing of daemon
templates/      the texts people receive
"""
