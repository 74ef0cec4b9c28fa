# Words of the interface in English. Content has its own words.

weekdays = Mon Tue Wed Thu Fri Sat Sun
months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
list-semicolon = {"; "}
list-comma = {", "}
or = or

## Status and kind
status-late = LATE
status-open = open
status-upcoming = later
status-waits = waits
status-stopped = stopped
status-no-longer-possible = too late
status-unknown = not known
status-done = done
status-settled = nothing to do
status-not-applicable = does not concern you
status-ends-soon = ends soon
status-ended = ENDED
kind-legal-duty = legal duty
kind-validity-end = something ends
kind-window = time window
kind-advice = advice

## How near
days-today = today
days-tomorrow = tomorrow
days-yesterday = yesterday
days-in = in { $n } days
days-ago = { $n } days ago
when-ended = ended { $x }
when-opens = opens { $x }
when-plan-by = plan by { $x }
when-ends = ends { $x }
when-no-end = no last day
when-waits = for: { $x }
when-waits-for = waits for: { $x }
when-by = by { $x }
when-asks = tell me: { $x }

## People
who-self = You yourself
who-household = Household member
who-legal-rep = Legal representative
who-agent = Agent
trips = { $n } trips

## Rows and headings
row-opens = Opens
row-plan-by = Plan by
row-counted = Counted day
row-closes = Last day
row-waits-for = Waits for
row-now = Now
row-then = Then
row-period = Period
row-done-on = Done on
row-place = Where
row-settled = Nothing to do
row-late = Do now
row-if-missed = If missed
row-disputed = Sources disagree
row-varies = Ask your office
row-for-whom = For
row-note = Note
row-review = State of this page
heading-your-days = Your days
heading-bring = Bring
heading-steps = Steps
heading-who = Who may come
heading-ways = Ways
heading-time = Time to expect
heading-fees = Fees
heading-place = Place
heading-missed = If you missed it
heading-mistakes = Common mistakes
heading-say = What to say
heading-notes = Good to know
heading-next = Next
heading-terms = Words
heading-sources = Sources
heading-more = The whole procedure
heading-would-help = What would help to know
hint-why = Press w to read why it is this date.
absorbed-by = The visit “{ $x }” settles this too.
each-mover = everyone who moves
each-household = once for the household
each-visitor = whoever comes
each-holder = the holder
need-copy = a copy
need-original = the original
need-sealed = in a sealed envelope
need-translation = with a Japanese translation
need-depends = perhaps
need-depends-why = “Perhaps” depends on an answer you have not given yet: press a, or mynaguide ask.
knowledge = have it in your head; never write it here
ticked-on = ticked { $x }
mark-not-confirmed = not confirmed
mark-varies = varies: ask your office
mark-change = the rule changed
only-english = (English only)
translation-stale = The English text is newer than this translation.
not-advice = This describes the rules; it is not legal advice.

## Places, fees, sources
place-always = at any hour
place-closed = closed { $x }
closed-holidays = national holidays
fee-yen = { $x } yen
fee-free = free
fee-unknown = not known
fee-range = { $low } to { $high } yen
fee-by = decided by { $x }
source-checked = checked { $x }
source-stale = to be checked again
confidence-high = sure
confidence-medium = fairly sure
confidence-low = not sure
review-draft = draft, not yet read by a second person
review-reviewed = read by a second person
review-verified = verified
review-official = confirmed by the office
language-en = English
language-ja = Japanese
language-ja-easy = easy Japanese
language-zh = Chinese
language-ko = Korean
language-es = Spanish
language-pt = Portuguese
language-vi = Vietnamese
language-th = Thai
language-id = Indonesian
language-tl = Tagalog
language-ne = Nepali
language-km = Khmer
language-my = Burmese
language-mn = Mongolian
language-fr = French
language-si = Sinhala
language-ur = Urdu

## Why
why-closes = Why the last day is { $x }
why-plan-by = Why plan by { $x }
why-opens = Why it opens { $x }
why-applies = Why this is about you
day-unknown = not known
reason-fact = you said: { $x }
reason-event = you said: { $x }
reason-missing = not told yet: { $x }
reason-no-such-day = no such day
reason-ends-soon = the first day with less than three months left
reason-end = the earliest of everything that ends it: { $x }
reason-fixed = the day is in the law
offset-days = { $n } { $n ->
    [one] day
   *[other] days
}
offset-weeks = { $n } { $n ->
    [one] week
   *[other] weeks
}
offset-months = { $n } { $n ->
    [one] month
   *[other] months
}
offset-years = { $n } { $n ->
    [one] year
   *[other] years
}
offset-after = { $x } after, { $how }
offset-before = { $x } before, { $how }
count-exclude-first = the first day is not counted
count-include-first = the first day counts
count-civil = whole months by the Civil Code
count-calendar = the same day of the month, or the month’s end
reason-open-that-day = an open day ({ $x })
reason-open-next = the next open day ({ $x })
reason-open-previous = the last open day before ({ $x })
stepped-over = { $x } is closed: { $why }
reason-nth-birthday = birthday number { $n } after that day
reason-age-day = the day before birthday number { $n }, when the age is reached by law
reason-birthday = birthday number { $n }
reason-month-end = the end of the month, { $n } months later
reason-earliest = the earliest of these
reason-latest = the latest of these
reason-first-known = what is printed comes before what is worked out
reason-case = by your situation
reason-row = the row in force on that day
reason-age = { $n } years old on that day
caveat-not-published = Closed days after { $x } are not published yet; worked out with weekends and the year-end closing only.
caveat-not-known = The holidays of that year are not in this guide; worked out with weekends and the year-end closing only.
caveat-never-opened = It was over before it could open.
caveat-ends-with = Not possible after this ends: { $x }
caveat-end-not-known = It may be earlier: it is not known when this ends: { $x }
caveat-no-open-day = The office has no open day left in this window. Telephone it now.
caveat-differs = { $used } is used; worked out it would be { $computed }. Please check the printed date.
caveat-out-of-range = The day is outside the years this program reckons with.
warning-differs = { $x }: { $used } is used, but worked out it would be { $computed }. Please check.
warning-order = Please check: { $later } should be after { $earlier }.

## Answers
answer-yes = yes
answer-no = no
answer-does-not-apply = does not apply to me

## Full screen
app-name = mynaguide
everyone = everyone
pane-topics = Topics
pane-timeline = Your deadlines
pane-procedure = Procedure
pane-deadline = Deadline
more-below = { $n ->
    [one] { $n } more line
   *[other] { $n } more lines
}
timeline-invitation = Your days appear here. Press { $x } and answer the first questions: your kind of residence status, and one or two dates printed on your cards. Everything stays on this machine. Until then you can read every topic on the left.
timeline-empty = Nothing to do that we know of. Press a to answer questions, e when something happened.
status-next = Next: { $x }
status-nothing = Nothing to do that we know of. Press e when something happened.
status-answer-first = Answer a few questions to see your days: press { $x }.
notice-undone = Taken back.
notice-redone = Made again.
notice-nothing-to-undo = There is nothing to take back.
notice-japanese-input = Japanese input is on. Switch it off for keys, or use the arrows and Enter.
notice-nothing-to-paste-into = Open a question first, then paste.
notice-quit-hint = Press q to leave. Everything is saved.
notice-no-date-here = No date of yours here yet.
notice-one-person = There is one person in this household.
notice-copied = Copied. If pasting brings nothing, the terminal does not allow it.
notice-copied-cut = Copied the beginning only: it is too long for a clipboard.
notice-nothing-to-copy = There is nothing here to copy.
notice-no-word-here = No underlined word in sight. { $x } searches for any word.
notice-not-here = This does nothing here.
notice-finish-first = First finish what you are typing, or close it with Esc.
notice-mouse-on = The mouse works here now. { $x } leaves it to the terminal again, to select text.
notice-mouse-off = The mouse is left to the terminal: it selects text.
notice-tick-in-detail = Go to the list on the right with Tab, then tick with Space.
notice-not-saved = Not saved: { $x }
problem-empty = Please give an answer.
problem-count = Please type a small number.
problem-twelve-digits = Twelve digits could be a My Number, which is never stored here. Write only where it is kept.
problem-card-number = This looks like the number of a residence card, which is never stored here. Write only whose card it is.
problem-pin = This looks like a PIN or password, which is never stored here. Write only that you know it.
problem-date-empty = Please type a date, like 2027-03-31.
problem-date = This is not a date. Write year, month and day, like 2027-03-31 or R9.3.31.
problem-date-ambiguous = This could be { $a } or { $b }. Write the year first, like { $how }.
problem-date-year = The year is not clear. Write all four digits, like 2027-03-31, or an era, like R9.3.31.
problem-date-no-such-day = There is no day { $x }. Please look again.
problem-date-era = That day is not in that era. Please look again.
problem-date-weekday = { $x } is a { $is }, not a { $not }. Please check which is right.
problem-date-range = This day is outside the years this program reckons with.
problem-nobody = Choose at least one person: whom does it concern?
sheet-help = Help
sheet-why = Why this date?
sheet-term = What does this word mean?
sheet-document = What is this needed for?
sheet-words = Which word?
sheet-search = Search
sheet-palette = Everything you can do
search-field = Find
search-hint = Type any word: English, romaji, kana or kanji. A nickname or a part of a word is enough: juminhyo, 在留, gaijin card.
palette-field = Find
palette-not-here = not here
palette-nothing = Nothing is called “{ $x }”. Delete some letters, or press Esc.
sheet-questions = Questions
sheet-answer = Question
sheet-events = What happened?
sheet-event = When was it?
questions-none = No open questions.
questions-open = Open: an answer would bring dates
questions-answered = Answered: choose one to change it
answer-where = Where to find it: { $x }
answer-why = Why we ask: { $x }
answer-unknown = I do not know
answer-date-forms = Type a date: 2027-03-31, 31 Mar 2027, 令和9年3月31日, R9.3.31. Leave it empty if you do not know.
event-date-forms = Type the day: 2027-03-31, 31 Mar 2027, 令和9年3月31日, R9.3.31, or today.
answer-count-forms = Type a number. Leave it empty if you do not know.
events-told = Told: choose one to change it
events-new = New: choose what happened
event-day = Day
event-people = Whom does it concern? Space to change
event-take-back = Empty the day to take this back.
help-what = mynaguide tells which My Number Card procedures apply to you, by which day, what to bring and what to say.
help-private = Everything stays on this machine. Never type a My Number, a PIN or a card number here.
help-keys = Keys
help-lines = Official telephone lines
help-plain = Without full screen
help-plain-text = The same as plain text, also for screen readers: mynaguide due, show, why, ask, set, event, tick, note, undo, redo.
term-not = Easily confused with
term-occurs = Where this word is used
row-reading = Reading
document-nowhere = No procedure here asks for it.
panic-line = Something went wrong inside the program. Your answers are saved up to the last change.

## Key line
key-up = up
key-down = move
key-left = left
key-right = right
key-page-up = page up
key-page-down = page
key-home = first
key-end = last
key-select = open
key-back = back
key-toggle = tick
key-next-pane = pane
key-prev-pane = previous pane
key-why = why
key-questions = answer
key-add-event = event
key-timeline = deadlines
key-search = search
key-meaning = word
key-select-palette = do it
key-mouse = mouse
key-next-person = person
key-prev-person = person
key-undo = undo
key-redo = redo
key-copy = copy
key-zoom = zoom
key-grow-pane = larger
key-shrink-pane = smaller
key-palette = all
key-help = help
key-redraw = redraw
key-suspend = pause
key-quit = quit

## Actions in help
action-up = up by one
action-down = down by one
action-left = to the left
action-right = to the right
action-page-up = up by a page
action-page-down = down by a page
action-home = to the first
action-end = to the last
action-select = open or accept what is selected
action-back = close, one level back
action-toggle = tick or untick
action-next-pane = to the next pane
action-prev-pane = to the previous pane
action-why = why is it this date?
action-questions = answer questions, change answers
action-add-event = tell what happened
action-timeline = to your deadlines
action-search = search
action-meaning = what does this word mean?
action-next-person = show the next person
action-prev-person = show the previous person
action-undo = take the last change back
action-redo = make it again
action-copy = copy what is selected
action-zoom = show this pane alone, or all
action-grow-pane = make this pane larger
action-shrink-pane = make this pane smaller
action-mouse = use the mouse here, or leave it to the terminal
action-language = another language
action-palette = list of everything you can do
action-help = this page
action-redraw = draw the screen anew
action-suspend = give the terminal back for a while
action-quit = leave; everything is saved

## Commands
cmd-today = Today is { $x }.
cmd-nothing-told = Nothing is known yet. A few answers are enough to begin:
cmd-then-events = Then tell what happened, for example: mynaguide event moved_in 2026-11-29
cmd-nothing-due = Nothing is due.
cmd-nothing-within = Nothing is due within { $n } days.
cmd-questions-help = { $n ->
    [one] { $n } answer would help: mynaguide ask
   *[other] { $n } answers would help: mynaguide ask
}
cmd-why-command = mynaguide why { $x }
cmd-no-questions = There are no open questions.
cmd-instead = If you do not know those, these help too:
cmd-also-accepted = Also accepted: does-not-apply; unknown takes an answer back.
cmd-where = Where to find it
cmd-used-for = Why it is asked
cmd-all-questions = Questions (mynaguide set FACT VALUE)
cmd-all-events = Events (mynaguide event EVENT DATE)
cmd-nothing-new = Nothing changes by this.
odd-told = You told { $day } for “{ $x }”: is that right? { $why }
odd-not-yet = That day has not come yet.
odd-too-early = Not expected before { $day }.
odd-too-late = Not expected after { $day }.
odd-before = Before “{ $x }” ({ $day }).
odd-after = After “{ $x }” ({ $day }).
odd-same-day = The same day as “{ $x }”.
odd-yes = To record it all the same, add --yes.
odd-again = { $x } Right? Enter again.
cmd-import-odd = Please check these days; they are taken in as they are:
cmd-overridden = Saved, but not used: it follows from “{ $x }”.
cmd-also-tell = If you know it, also tell: mynaguide set { $x } VALUE
cmd-answer-again = Please answer again: { $x }
cmd-not-known = not known
cmd-moved-new = New: { $title } ({ $x })
cmd-moved-moved = Moved: { $title } ({ $x })
cmd-moved-unknown = Waits for an answer: { $title } ({ $x })
cmd-moved-now = { $title }: { $x }
cmd-nothing-moved = Your timeline stays as it is.
cmd-taken-away = taken away: { $x }
cmd-undone = Taken back:
cmd-no-history = Nothing was changed yet.
cmd-takes-back = (takes { $n } back)
cmd-taken-back = (taken back by { $n })
cmd-person-added = added: { $x }
cmd-person-removed = removed: { $x }
cmd-person-renamed = renamed: { $x }
cmd-person-archived = archived: { $x }
cmd-person-shown = shown again: { $x }
cmd-archived = archived

# ---- the sheet of generated cases
factsheet-title = Cases to check
factsheet-made-for = Worked out for { $x }.
factsheet-how = The cases are generated. Please compare each day with the rule and mark it. A reason is read from top to bottom: each arrow says what the line above rests on.
factsheet-case = Case { $n }
factsheet-deadline = What
factsheet-status = State
factsheet-opens = Opens
factsheet-counted = Counted last day
factsheet-closes = Last day
factsheet-plan-by = Plan by
factsheet-why = Why
factsheet-right = Right?
factsheet-yes-no = ☐ yes ☐ no

## Time axis
sheet-axis = Your deadlines over time
axis-days = { $n } days
axis-months = { $n } months
axis-years = { $n } years
axis-today = today
axis-by-next = what is next first
axis-by-person = by person
axis-by-topic = by topic
axis-only-next = only what is next
axis-everything = everything
axis-mark-ends = opens, ends
axis-mark-plan-by = plan by
axis-mark-late = late
axis-mark-supposed = if so, or not known
axis-mark-closed = office closed
axis-mark-period = named period
key-timeline-axis = over time
key-left-axis = earlier
key-right-axis = later
key-grow-pane-axis = closer
key-shrink-pane-axis = wider
key-next-pane-axis = group
key-toggle-axis = less
key-toggle-axis-all = all
key-home-axis = today

## Files that leave the program
ics-name = My Number Card
ics-name-neutral = Office visits
ics-neutral = Office visit
ics-neutral-more = More with: mynaguide due
ics-last = { $x }: last day
ics-plan = { $x }: plan by this day
ics-opens = { $x }: possible from today
ics-remind = Reminder: { $x }
ics-booking = Booked: { $x }
ics-gone = No longer needed: { $x }
ics-moved = Moved to { $day }: { $x }
ics-moved-anew = What was told has changed, and the day with it.
ics-moved-together = The day to plan with is now the last day itself.
ics-removed = Reminder removed: { $x }
ics-removed-reminders = Reminders are no longer events of their own. Only this reminder is gone.
ics-still-until = It is still to be done. Last day: { $x }
ics-still = It is still to be done.
ics-too-late = It is too late for this now. Look at what has ended.
ics-not-known = An answer is missing: whether this is still to be done is not known. Look with: mynaguide due
ics-not-followed = It is no longer followed here. Whether it is still to be done is not known.
ics-booking-gone = Booking taken back: { $x }
ics-alarm-last = { $x }: the last day is { $left }
ics-alarm-plan = { $x }: plan by { $left }
ics-perhaps = perhaps
ics-source = Source
html-status = Status
html-what = What
html-who = Who
html-notes = Your notes
html-title = My Number Card: my days and why
cmd-exported-ics = { $x }: { $n ->
    [one] one event
   *[other] { $n } events
}, of these { $changed } new or changed.
cmd-exported = Written: { $x }
cmd-ics-google = Some calendars drop alarms and take no changes in from a file. Use a calendar of its own that you can empty, and --reminders-as-events.
cmd-import-nothing = Nothing to change: everything in this file is here already.
cmd-import-would = This would change ({ $n }):
cmd-import-did = Changed ({ $n }):
cmd-import-kept = Stays as it is here, because it is newer or not older ({ $n }):
cmd-import-apply = Nothing was changed. To do it: mynaguide import { $x } --apply
cmd-import-undo = One mynaguide undo takes all of it back.
cmd-find-nothing = Nothing found for “{ $x }”. Try one word, English or Japanese, with or without long vowels.
cmd-found-procedure = Procedure
cmd-found-term = Word
cmd-found-document = Document
cmd-found-phrase = To say
cmd-found-by = also called “{ $x }”
cmd-found-needed-for = Needed for
status-line-late = LATE: { $x }, ended { $left }
status-line-next = { $x }: { $left }
status-line-nothing = nothing due
status-line-questions = { $n ->
    [one] 1 question
   *[other] { $n } questions
}
status-line-more-late = { $n } late in all
all-nothing = Nothing to do in any household.
cannot-be-read = cannot be read: { $x }
cannot-tell = This household cannot be read, so nothing can be said about what is due in it.
status-line-unreadable = CANNOT BE READ: the household { $x }. What is due is not known; see mynaguide doctor
all-day-late = Late
all-no-day = No last day

## Packs and authors
as-of = What will hold on { $x }. Nothing can be changed while looking ahead.
changes-title = What changes when
changes-none = Nothing dated lies ahead.
changes-fee = { $x }: { $before } → { $now }
changes-ends = { $x }: ends on this day
changes-calendar-ends = { $x }: closed days after this one are not published yet
pack-mark = from pack { $x }, checked { $day }
pack-heading = Changed by local packs
pack-added = added: { $what }
pack-changed = changed: { $what }
pack-removed = left out: { $what }
pack-conflict = The pack { $x } says { $expected } of “{ $what }” was true, but it is now { $found }. The newer text is shown.
pack-demonstration = This pack is a demonstration of how packs are written. Nobody keeps it up to date: ask the office.
place-extra = Also open
place-extra-except = not on the { $x }
place-not-for = not for: { $x }
week-every = every { $x }
week-1 = 1st { $x } of the month
week-2 = 2nd { $x } of the month
week-3 = 3rd { $x } of the month
week-4 = 4th { $x } of the month
week-5 = 5th { $x } of the month
week-last = last { $x } of the month
translation-missing = This procedure is not written in this language yet.
sheet-diagnostics = The content has errors
diagnostics-kept = The last content without errors stays on the screen. It changes as soon as the files are right.
content-followed = The content was read again.

# ---- counter visits
visit-none = Nothing needs a visit in the next { $n } days. Later ones appear here when their time comes near.
visit-none-commands = For any procedure: mynaguide bag PROCEDURE, mynaguide say PROCEDURE. What is due later: mynaguide due.
visit-no-date = no day yet
visit-follows = follows from this visit
visit-needed = needed first
visit-again = { $n } trips: days pass between them because the office posts a letter. The day of the second one is not known yet.
visit-row-times = How often
visit-book = A reservation is needed: ask before you go.
visit-left-out = Not in the plan
visit-no-day = { $x }: there is no open day in its window; ask the office.
visit-wrong-person = { $x }: not possible with “{ $who }”.
visit-not-exact = There is so much to do that a better plan may exist.
visit-heading-when = When
visit-row-day = Day
visit-row-time = Time
visit-minutes = about { $n } minutes
visit-heading-who = Who comes
visit-children = The legal representative comes along for { $x }.
visit-ask-who = { $x }: nothing is known about this person; ask the office.
visit-heading-varies = Differs from office to office
visit-nothing-to-say = There are no phrases for this.
visit-clerk = The clerk may ask: { $x }
visit-you = You: { $x }
visit-row-why = Why this day
visit-row-urgent = Most urgent
visit-urgent = { $x }: by { $day }
visit-urgent-late = { $x }: the last day was { $day }; go now
visit-urgent-late-call = { $x }: the last day was { $day }; call now
visit-urgent-late-do = { $x }: the last day was { $day }; do it now
visit-row-latest = Last day
visit-ends = { $x } ends { $day }
visit-ended = { $x } ended { $day }
visit-and-more = and { $n } more
visit-row-lost = Lost by waiting
visit-open-today = It is possible today.
visit-first-day = The first possible day.
visit-opens = Not before { $day }: { $x }.
visit-after-trip = After visit { $n }.
visit-spared = Waiting may spare this visit ({ $x }): { $event }. It is possible earlier.
visit-on-notice = When the notice of the office comes; nobody can know the day yet.
visit-chosen-day = The day you asked for.
visit-closed-between = Closed: { $x }.
visit-one-way = { $n } things done in one trip.
visit-closed-then = { $x } cannot be done on { $day }: { $why }
visit-heading-head = Have in your head (never on paper)
visit-heading-forms = Filled in there
visit-heading-keep = Collect there and keep
visit-heading-notes = Notes
visit-stands-for = also as { $x }
visit-id-in-bag = Identity: { $x }, in the bag anyway
visit-gone = Not in this list: { $x }.
who-brings = Brings as well: { $x }
visit-id-bring = Identity: { $x }
visit-id-open = Identity: { $x }
visit-what-owned = Tick what you own:
visit-or = {"; or "}
visit-row-total = Together
visit-total-more = { $x }, and what is not known
visit-fee-only-if = Only { $x }
visit-fee-later = Later, { $x }
visit-total-only-if = in some cases { $x }
visit-total-later = later { $x }
visit-ways-to-pay = Ask which ways to pay the counter takes.
visit-heading-done = Done at the counter
visit-done-ask = Confirm only what really happened. What is left out is not recorded.
visit-done-day = Day of the visit
visit-done-printed = Newly printed ({ $x })
visit-done-empty = Leave it empty if you do not know it.
visit-done-nothing = Nothing was confirmed, so nothing was recorded.
visit-done-commands = mynaguide undo takes the whole visit back.
visit-owned = Owns
visit-commands = mynaguide bag --visit N, mynaguide say --visit N, mynaguide done N
visit-clerk-of = { $n } of { $x }
visit-no-visit = There is no such visit in the plan.
action-visits = plan counter visits: days, bag, phrases
action-clerk = show the phrases in large letters
key-visits = visits
key-clerk = show large
key-left-phrase = before
key-right-phrase = next sentence
key-down-phrase = your answers
key-right-visit = next visit
key-add-event-visit = done at the counter
sheet-visits = Visits
sheet-visit = Visit
sheet-done = Done at the counter

## The first minute
key-begin = first questions
action-begin = the first questions, or on with them
key-select-start = choose
key-back-start = later
sheet-start = First questions
start-step = { $at } of { $of }
start-language-remark = { $x } ({ $remarks })
start-language-partial = some pages
start-language = Which language do you read?   どの言語で読みますか。
start-language-why = You can change it at any time with { $x }.   いつでも { $x } で変えられます。
start-plain = With a screen reader: leave with q. "mynaguide due", "mynaguide ask" and "mynaguide help" say everything as plain text; "plain = true" in the configuration always starts that way.
start-who = Who is this for?
start-who-why = Why we ask: each date belongs to one person, and you see whose it is.
start-who-me = For me
start-who-other = For somebody I help
start-who-family = For several people, for example a family
start-name = What do you call this person?
start-name-why = Why we ask: so that you know whose dates these are. A nickname or initials are enough. Leave it empty if you do not want to say.
start-names = What do you call these people?
start-names-why = Why we ask: so that you know whose dates these are. Nicknames are enough, with commas between. The questions that follow are about the first one.
start-name-label = Name
start-now = Is something happening now?
start-now-why = Why we ask: what happened starts periods, often of 14 days. You can tell it later too.
start-now-other = Something else happened
start-now-nothing = Nothing special, or I do not know
start-done = These are your days so far. Enter opens one, w says why.
start-later = Nothing is lost: { $x } goes on where you stopped.

# ---- what if
action-what-if = what if? suppose an event; nothing is saved
key-what-if = what if
key-supposed-save = it happened: save
key-supposed-drop = drop it
sheet-what-if = What if?
what-if-choose = Choose what could happen. You see what it would change; nothing is saved.
event-supposed = What if? Only show what it would change, save nothing
if-so-new = if so: new
if-so-moved = if so: moved
if-so-waits = if so: not known
if-so-gone = if so: gone
if-so-now = if so: { $x }
if-so-instead = instead of { $x }
supposed-here = Only supposed: this is how it would be.
supposed-instead = Only supposed: this is how it would be; { $x }.
supposed-status = Only supposed: { $what }. { $x }.
supposed-new = { $n } new
supposed-moved = { $n } moved
supposed-gone = { $n } gone
supposed-waits = { $n } no longer known
supposed-sure = Did it really happen? Enter once more saves it; any other key does not.
supposed-dropped = Dropped. This is how it really stands.
supposed-first = This is only supposed. First save it with e, or drop it with Esc.
supposed-misfit = This does not fit what was told.
cmd-what-if = If so (nothing is saved):

# ---- people, households, notes
action-people = the people, whose deadlines are shown; other households
action-note = write a note on what is selected
action-history = what was changed, and when
action-moved = dates that moved since you last saw them
key-people = people
key-note = note
key-history = history
key-moved = moved dates
key-save = save
key-show = show only
key-suppose = show, save nothing
sheet-people = People and households
sheet-person-add = Somebody new
sheet-person-rename = Another label
sheet-household = Another household
sheet-note = Note
people-shown = Whose deadlines are shown
people-archived = Kept, but no longer shown
people-households = Households on this machine
people-add = somebody new
people-other = another household, by its name
people-open = open
people-deadlines = { $n ->
    [0] no deadlines
    [one] one deadline
   *[other] { $n } deadlines
}
people-archived-hint = Not shown any more. Enter, then “show again”.
person-show-only = show only these deadlines
person-rename = give another label
person-archive = no longer show; everything is kept
person-bring-back = show again
words-label = Label
words-name = Name
words-label-hint = A short label: a letter, a first name, a case number. Nobody else sees it.
words-name-hint = Letters (Japanese too), digits, hyphens and underscores; no spaces.
words-name-new = A name that is not there yet begins a new household. Nothing is written before you tell something.
words-note-hint = Enter saves, Ctrl-J begins a new line. Empty it to delete the note.
words-secret = Never write a My Number, a PIN or a card number.
problem-label = A label is a short word, and each one is used once here.
problem-long-note = This note is too long: at most 4,000 characters.
problem-last-person = Somebody has to be shown. Add or bring back another person first.
problem-household-name = A name is made of up to 40 letters (Japanese too), digits, hyphens and underscores.
problem-household-device = Some systems keep this name for themselves. Take another.
problem-household-open = This household is open already.
notice-household = Open now: { $x }
notice-new-household = New household { $x }. Nothing is written before you tell something.
notice-not-opened = Not opened, the present household stays: { $x }
cmd-redone = Made again:
cmd-no-households = There are no households in this folder yet.
cmd-no-note = There is no note here.

# ---- history
sheet-history = What was changed, and when
history-took-back = (took this back)
history-made-again = (made this again)
history-taken-back = (was taken back)
history-next-undo = (undo takes this back next)
history-next-redo = (redo makes this again next)
history-stepwise = Changes are taken back one after the other, the newest first.
key-undo-this = undo or redo this

# ---- dates that moved
sheet-moved = Dates that moved
moved-none = No date moved since you last saw it.
moved-intro = These dates are not the ones you were shown before. If one of them stands in your calendar or was told to somebody, change it there too.
moved-gone = It asks for nothing any more.
moved-why = Why: { $x }
moved-by-answers = something was told, changed or taken back (see the history)
moved-by-closed-days = closed days were published after it was worked out
moved-by-content = newer rules in this guide, or a local pack
moved-was = This date moved: before, it was { $x }.
moved-status = { $n ->
    [one] One date moved
   *[other] { $n } dates moved
}
moved-seen = Noted: you have seen what moved.
key-seen = I have seen it

## Settings
cmd-plain = This is the plain text; every part of the program has it. Go on with: mynaguide ask (the questions), mynaguide set (an answer), mynaguide event (what happened), mynaguide show (a procedure), mynaguide why (a date), mynaguide bag (what to bring), mynaguide help.
cmd-config-fine = Everything is in order.

# ---- what could not be read
open-gone = The file { $x } is gone, although its journal or its backups are there
open-gone-safe = Nothing was written, and the journal and the backups are as they were. If the file was moved, put it back.
open-gone-no-backup = There is no backup that can be read. To start anew, move the rest of this household to another folder first: { $x }.
open-restore = mynaguide doctor --restore-backup puts the newest good backup in its place, makes the later changes again and keeps what stood there: { $x }.
open-nowhere = { $x } is a link to a place that is not there
open-nowhere-safe = Nothing was written. Connect the stick or disk that it leads to and try again. If that is lost, take the link away; then mynaguide doctor says what is left.
open-broken-safe = The file is untouched.
open-broken-no-backup = There is no backup of it yet: correct that line, or move the file away to start anew.
open-newer = A newer version of this program wrote { $x } (format { $n })
open-newer-safe = The file is untouched. Use that version.

# ---- what could not be saved
save-failed = Not saved: { $x }. The household file is as it was before. { $advice }
save-incomplete = Saved, but not wholly safe yet: { $x }. If the computer stops now, the change or its undo may be lost. { $advice }
save-locked = Not saved: another program is using this household. Close it, then do it again.
save-changed-outside = Not saved: another program changed this household, and your change does not fit what stands there now. It is shown as it is now; look at it and do it again.
save-broken-outside = Not saved: another program changed the file so that it cannot be read: { $x }. It was left as it is. Leave the program and use mynaguide doctor.
save-newer = Not saved: a newer version wrote { $x }. It is only read here; use that version to change it.
advice-full = The disk is full: free some space, then do it again.
advice-read-only = The disk is read-only: make it writable, or choose another folder with --data.
advice-permission = Check that the folder and its files belong to you, or choose another folder with --data.
advice-disk = Check the disk, then do it again.
