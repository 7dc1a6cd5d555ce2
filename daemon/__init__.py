"""Upstairs, the email-driven escalation daemon. This is the map of the house.

run.py → cli → commands → bootstrap → supervisor → collector → service → { courier → results → standing · adapters }
               → { ports · settings } → core → parsers.model                service → parsers

daemon/
  cli.py            commands and their exit codes
  bootstrap.py      composition root: the only place that constructs adapters
  supervisor.py     the loops (watch, wake, send, cadence) in one asyncio.TaskGroup; signals; graceful stop
  collector.py      takes the mail out of the mailbox: fetch → service → mark
  courier.py        the outbox: due letters → send → sent | deferred | failed | unknown
  results.py        what the relay's answer makes of a letter
  standing.py       how we stand with the relay: whose trouble a refusal is
  ports/            Protocols
    mail.py Clock, MailSource, Transport, SendingLog, MailFiles with their paths   store.py Store and its Unit of work
    rows.py what it holds   solved.py which solved cases a new one resembles   ground.py what every part stands on
  errors.py         whose fault, and whether it may be tried again
  settings/         config.yaml → frozen Settings; all problems at once, each with file:line and path
    file.py the lines   schema.py the shape   values.py one value   opening.py when a team is there
    clocks.py when the clock speaks   public_holidays.py   problems.py what is wrong, in our words
    checks.py what one value cannot show   triggers.py the triggers' facts, from the core's data   load.py all of it
  service/          load → decide → commit
    mails.py a batch of mail, a wake-up: one transaction   rounds.py what the clock brings
    answered.py the letters that a mail answers
    belonging.py which cases a mail belongs to   intake.py one mail read whole   outcomes.py what one mail leads to
    absent/ said.py who is away   presence.py who is back   rules.py those of an instant
            words.py of their writer alone   own.py what becomes of them   beside.py words with them
            unsaid.py words that may say it   stand_ins.py who learns that he stands in
    wishes.py what the agent of a held case wants   acting/ joining.py a second mail
                    commanding.py what a reply commands   apart.py a reply that is a matter of its own
                    outages.py cases of one outage, in one transaction
                    closing.py a yes or no to a question of ours   said.py what a reply says
                    withdrawn.py what is filled in of a case that is withdrawn
                    release.py what a lead says of mail that was set aside   result.py what one mail leads to
                    strangers.py who learns at once of what is set aside
    customer/   copies.py what the customer has of an agent's mail   addressed.py words that greet them
                drafts.py our own words for them
    cases/      listing.py where each of somebody's stands   evenings.py which of them are due tomorrow
    numbered/   answering.py answers by number   choices.py which case is meant
    unopened/ what opens nothing: hints.py and the list of it all   sealed.py what nobody can open
              customers.py a customer's own call
              conflicts.py a mail that fits several cases
    trackers/ reading.py whether a tracker has sent a mail, following.py what becomes of its case
              caseless.py an answer to a letter about none
    solved/ precedents.py what letters say of a solved case that a new one resembles   notes.py what its index is told
    sent/ our letters, found again: quoted.py by what a mail quotes of them; stuck.py while none can leave
    unit_of_work.py what was decided → rows and files
    returns.py letters that will not arrive
    unfetched.py mail that the server does not hand over: tried again hourly
  commands/         what cli calls
    export.py a row for each case
    trials.py check, simulate, deadline   state.py status, show, digest   outbox.py, quarantine.py what was kept back
    doctor/ what can be wrong from outside, with the mend: examination.py all of it, here.py on this machine,
            servers.py as they answer, findings.py what one is
    inspection.py what stands in the state   overview.py the same as JSON
    replay/ simulation.py mails replayed on a virtual clock, read from files by sources.py
            stage.py the house without servers   rehearsal.py a case there, to try a team's templates
    face.py exit codes, --json   printing.py how people are shown it   table.py rows in columns, thousands in no time
  demo/             the story with nothing set up
  core/             PURE: no await, no I/O, no clock, no logging; `now` is an argument
    calendars/      calendar.py open hours, intervals   durations.py   counting.py when an answer is due, day by day
                    zones.py the zone beside a time
    model/          case.py what is tracked   assignment.py whose turn it is
                    history/ what was done and said in it: conversation.py   step_key.py which step of the clock
                    timeline.py what a case's timeline can say
                    precedents.py a solved case that it resembles   closings.py how it was closed
                    spans.py how long it took   tracked.py what a tracker calls it
                    happenings.py what can happen to it, and a decision   notifications.py who is to be told what
                    variants.py its kinds and their branches   notices.py those of a notice
                    policy.py the team's rules as values, rules/ parts of them: triggers.py
                    reminders.py how often the clock speaks   names.py whom a name means
                    trackers.py which addresses are a tracker's
                    absences.py who is away
                    customers.py the directory   updates.py what they are written   weeks.py the week in numbers
    clock/          deadlines.py by when a level must answer   steps.py what the clock still has before it
                    late.py past the deadline   pauses.py while it waits   progress.py once it is taken
                    quiet.py when nobody is written to
                    left.py who of it is left to be asked   promise.py what the customer waits for
                    held.py while a case has not gone up   backoff.py when to try again
    intake/         triage.py what a mail is, by substance.py what it has to say   distrust.py why it is not believed
                    lists.py who wrote it, behind a list   contacts.py an agent's mail to his customer
                    acting/ context.py by what a mail is judged   holders.py whose token it brings
                            trackers.py which tracker has sent it
                    tokens.py signatures that let a reply act   assessment.py level, reasons, whose address
                    triggers.py phrases in a text → trigger   sought/ phrases.py how they are sought
                           denials.py what denies one, asides.py what sets one aside   amounts.py sums of money
                    triggers.toml all facts of each, words/ the phrases, asides.toml what sets aside
                    never_to_customers.toml what no letter outside may say
    decisions/      lifecycle.py decide(): the one decision   routing.py how a case goes up
                    transitions.py the table of statuses
                    commands.py the table of commands   effects.py what each does
                    wakeups.py what the clock does   forsaken.py when nobody of the level is left
                    unreached.py when a letter does not reach its reader
                    answers/ of one of a level: declines.py he refuses the case   claims.py he takes it
                             given_back.py nobody has it any more   covers.py who stands in, who is back
                             responses.py he takes nothing   passes.py he gives it to somebody else
                    joined/ matters.py which open case a mail is about   joining.py what a second mail brings
                           outages.py several agents' cases of one   apart.py which is another, or goes on
                           leaving.py who joined takes back his mail
                    parts/ part.py who is what in a case   closing.py who ends it   handing.py to another agent
                           asked_whether.py the open question whether it is over
                           hushing.py what in a mail makes it sensitive
                           secrecy.py who learns that it is, and that it is no more
                           contact.py while the agent is away
                           deputies.py who answers in another's place   notes.py words that are for others
                           own_case.py an agent is not asked in the own case
                    strikes/ single steps of it: progress.py who took it is asked how it goes
                             pauses.py what waits runs again   nexts.py the next executive is asked
                             back.py what was passed on comes back   closed.py a level is not there for days
                             stuck.py no letter could leave
                    numbered.py numbered lines of a bundle, and answers to them
                    held/ what has not gone up: asking.py who is asked in its agent's place   consent.py yes and no
                    customer/ promises.py what was promised, and kept   told.py somebody has told them
                    updates.py words for them, and drafts   written.py whether these left, or came back
                              acknowledgement.py their first letter   outside.py what no letter to them may hold
                              returned.py that letter has come back   answers.py what they answer
                              calm.py things are better, and the level rests
                    told/ people.py letters that several decisions write   files.py which files go along
                          concerned.py whom a case concerns, unheard.py who has not heard of it
                          precedents.py the solved case that it resembles
                          outdated.py letters that wait and are untrue by now   loops.py who writes as a robot does
                    trackers/ leaving.py what goes there, happened.py what was done there
    letters/        rendering.py a notification → a letter   views.py what the templates may name
                    voice.py in whose language and zone   wording.py times and spans as people read them
                    case_view.py where a case stands
                    seen/ found.py what is found when a template names it   fields.py what was written
                         instants.py when   upcoming.py what comes next   untold.py who has heard nothing
                         undelivered.py what did not arrive   precedents.py which solved case it resembles
                         trackers.py what trackers call it
                    mime.py the letter as bytes   digest.py what a lead has to know
                    reader/ parts.py what it is to its reader   offers.py what he may say   links.py answers at a click
                    bundles.py many letters of the clock → one mail   lines.py what both say of a case
                    upstairs/ what is said of those upstairs: people.py who has it, is asked, is out
                                 names.py what people are called
                                 talk.py what was said
                                 hush.py what of a sensitive case somebody may read
                    refusals.py what a relay's refusal is about
  adapters/         one third-party library each
    imap/           mailbox.py what is asked of it   connection.py (imapclient)   marks.py of handled mail   access.py
                    login.py   answers.py   folders.py   idle.py
                    fetch/ fetching.py   apart.py which mail it is that cannot be had
                           excerpt.py the first part of a mail that is too big   gaps.py numbers that were left out
    store/          tiny.py (tinydb)   questions.py   tables.py   table.py   own_rows.py
                    case_index.py what finds a case   conversations.py
                    disk/ storage.py the file   codec.py   archive.py   earlier.py what earlier versions wrote otherwise
    solved/         solved cases by their words: index.py in SQLite's full text   likeness.py of two of them
                    known.py how common words are
    smtp.py (aiosmtplib)   oauth.py tokens for both   templates.py, phrases.py (jinja2)   spool.py mail as files
    sending_log.py what was on the wire when we were killed   cadence.py (schedule)   clock.py   heartbeat.py
    sandbox/        servers.py (aiosmtpd), mailboxes.py (pymap): an outside world for the demo and the tests
parsers/            PURE: bytes or text in, frozen values out; imports nothing of daemon
  model/            what all share: mail.py   form.py   commands.py   trackers.py
  message.py bytes → Message   subject.py by markers.py what makes it ours
  tickets.py their numbers, whole   automatic.py what no person wrote, by robots/
  vocabulary.py the words that a team may add to
  syntax.py pieces of RFC 5322
  words/            fold.py how words are compared   load.py the one loader
                    *.toml every word but the triggers': labels values times greetings subjects quoting signature …
                    aliases.py the words of the template   labels.py which line starts a field   slips.py misspelt ones
                    spellings.py lists of phrases as patterns   reactions.py a thumb up in words
  mime/             parts.py   kinds.py what a part is   transfer.py its encoding   uuencoded.py   charsets.py   body.py
                    fields.py of its header   shown.py what a line shows
                    html/ lines.py a page's lines, of page.py and elements.py
                    headers/ addresses.py   authentication.py   planted.py what a sender planted in it   references.py
                    files/ attachments.py   added.py what programs add   pictures.py their size   invitations.py
                    seals/ smime.py   sealed.py what only its recipients' keys open
  times/            rules.py one table, of dates.py, named.py and hours.py   rule.py a row of it
                    meanings.py what each says   find.py where they stand
                    mentions.py is a time named   moments.py which one   returning.py from when somebody is back
  text/             lines.py what a line is   recognisers.py the table that tells   newest.py whose words they are
                    forwards.py   cited.py   threads.py of which talk a quote is   visible.py all that a mail says
                    borders/ where the sender's words end: attributions.py   heads.py   banners.py   greetings.py
                             signature.py   remarks.py   contacts.py   figures.py   notices.py   own_name.py
                    ours/ letters.py what we sent   removal.py a mail without it   covering.py which words are ours by
                          that   shapes.py and by the templates   overwritten.py what stands in place of a hint
                          words.py a text as words
                          framing.py what programs write around one   facts.py its head, by what its headers say
                          around.py their words   runs.py pieces of one in a text
  robots/           clues.py what is looked at   evidence.py what a sign is
                    signs/ of a machine, in tables: marks.py headers   answers.py absences, receipts
                           absences.py, notices.py by their words alone
                    absent/ sentences.py, clauses.py what says that its writer is away   stand_ins.py and who is asked
                           tickets.py what desks confirm   deliveries.py what mail servers report
                           failures.py in their sentences   services.py what programs write on their own
                           people.py what speaks for a person
                    persons.py his words below a program's subject
                    reading.py a machine's mail → Automatic   returned.py reports, and the mail that they are about
                    events.py the same in JSON
                    trackers/ what a technical tracker writes: mail.py one of its mails   sentences.py its own
                           layout.py its frame and a person's words, by lines.py   numbers.py its ticket's
                           people.py who is one
  form/             form.py   answers.py   bare.py without labels   words.py what stands outside the fields
                    values.py   lists.py   nudges.py   evasions.py   completeness.py
                    leftovers.py under labels, and no value
                    evading/ reports.py what was, who is away   presses.py who called again, who knows
                             thanks.py thanks alone
                    layout/ tables.py forms drawn as tables   boxes.py with strokes   columns.py their hints
                            frames.py what stands alike around all labels   sentences.py forms said in sentences
                            wanted.py one sentence with what is hit and wanted
                            collapsed.py several values in one line   together.py labels that run on
                            items.py several answers in one text
                    labels/ company.py which are real ones   sections.py which lines belong to each
                            quotations.py a customer's words under one   foreign.py those that are not ours
                            endings.py closings that end them
                            authors.py whose lines may fill it in
                            telling.py how much of what stands there is the customer's
                            procedure.py the company's, pasted along
  commands/         command.py which word   lines.py what stands around it   arguments.py what stands behind it
                    refusals.py what makes it none   numbered.py answers to a numbered list   consent.py yes and no
                    meant.py what only looks like one
                    taking/ claims.py who takes a case, thumbs.py by a thumb up   retractions.py what takes that back
                            findings.py what was found, and takes nothing
                            doubts.py what puts it in doubt by rule   whose.py whose clause it is
                            unwilling.py who does not, in everyday words   grammar.py in everyday sentences
                            referring.py who sends us on
                    sentences/ causes.py whose a cause is, which is no case   last.py a claim that ends an answer
templates/          the texts people receive; README.md there names what each may say
tests/              the same folders; corpus/ odd mails   journeys/ the daemon as a process
                    servers/ real and scripted ones   recording/ what the product says, to compare   fuzz/
"""
