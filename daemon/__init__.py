"""Upstairs, the email-driven escalation daemon. This is the map of the house.

run.py → daemon.cli → daemon.bootstrap → daemon.supervisor → { service · relay · adapters } → { ports · settings } → daemon.core
                                                                service → reading → parsers; daemon.core → parsers.model

cli.py          commands and exit codes; printing.py shows their results, overview.py makes them (JSON)
inspection.py   what the commands look up in the state     doctor.py        what can be wrong from outside, with the mend
simulation.py   mails replayed on a virtual clock, read from files by sources.py
demo/           the story with nothing set up
settings.py     config.yaml → frozen Settings; all problems at once, each with file:line and path (settings_file.py lines,
                settings_schema.py shape, settings_values.py values, settings_checks.py what one value cannot show)
bootstrap.py    composition root: the only place that constructs adapters
supervisor.py   the loops (watch, wake, relay, cadence) in one asyncio.TaskGroup; signals; graceful stop
service.py      application service: handle_mails, handle_wakeups = load → decide → commit; reading.py reads one mail whole
writing.py      what was decided → rows and files of one transaction
unfetched.py    mail that the server would not hand over: set aside, tried again hourly
relay.py        outbox relay: due letters → send → sent | deferred | failed | unknown; standing.py whose trouble a refusal is
returns.py      letters that will not arrive: who is told, who gets it instead
ports.py        Protocols: Clock, MailSource, Transport, SendingLog, Store, MailFiles
errors.py       whose fault, and whether it may be tried again
core/           PURE: no await, no I/O, no clock, no logging; `now` is an argument
  case.py           what is tracked                         events.py         what can happen to a case, and a decision
  lifecycle.py      decide(): the one decision              transitions.py    the table of statuses
  commands.py       answers that act                        telling.py        letters that several decisions write
  waking.py         what the clock does to a case           reminding.py      which steps it still has before it
  bundling.py       many letters of the clock → one mail       numbering.py    numbered lines, and answers to them
  deadlines.py      by when a level must answer             business_time.py  durations, calendars, walks
  policy.py         the team's rules as values              triage.py         what a mail is, and what its sender may
  distrust.py       whether a sender is believed
  assessment.py     level, reasons, whose address           customers.py      the directory
  triggers.py       phrases in a text → trigger             trigger_phrases.py  the words, as data
  notifications.py  who is to be told what                  rendering.py      a notification → a letter, ready to send
  forwarding.py     which files go along with a letter
  views.py          what the templates may name             wording.py        times, spans and texts as people read them
  mime.py           a letter as bytes                       tokens.py         signatures that let a reply act
  digest.py         what a lead has to know                 weeks.py          the week in numbers
  backoff.py        when to try again                       refusals.py       what a relay's refusal is about
adapters/       one third-party library each
  imap.py (imapclient), with fetching.py, folders.py, idle.py, excerpt.py   smtp.py (aiosmtplib)      oauth.py tokens for both
  store.py (tinydb), with storage.py table.py codec.py archive.py                     templates.py, phrases.py (jinja2)
  spool.py mail as files                                    sending_log.py what was on the wire when we were killed
  cadence.py (schedule)  clock.py  heartbeat.py             sandbox.py (pymap, aiosmtpd)
parsers/        PURE: bytes or text in, frozen values out; imports nothing of daemon
templates/      the texts people receive
"""
