# Reporting rounds: list, matrix, reminders, exceptions, opening, settings, requests.
rounds = Reports
rounds-open = Under way
rounds-sealed = Sealed
rounds-none-open = No round is open. Open one by the terms of the plan, or send an ad hoc request.
round-ad-hoc = ad hoc
round-sealed-tag = sealed, version { $version }
round-list-counts = { $accepted } accepted, { $waiting } waiting for review, of { $units } units.
round-open-year = Open the round of { $year }

# Terms in one line.
round-window = Figures { $from } to { $to }
round-estimate = , estimate to { $day }
round-due-before = due before { $due } (until the end of { $last })
round-due-until = due by { $due }
round-clause = Plan, clause { $clause }

# The matrix.
round-accepted-of = { $n } of { $units } reports accepted
round-on-time = On time
round-late = late
round-late-by = { $days ->
        [one] One day
       *[other] { $days } days
    } late
round-mend-until = To be completed by { $day }
round-bar = { $values }; { $n } units in all
round-consolidate = Consolidation
round-consolidate-how = A provisional consolidation of { $n } submitted reports is ready now. Seal it when all { $units } are in, or when the reason for each absence is recorded.
round-consolidate-n = Consolidate { $n } { $n ->
        [one] report
       *[other] reports
    }
round-sealed = The figures are sealed, version { $version }. A later change needs a replacing version.
round-filter = Filter by status
round-filter-todo = To do
round-filter-missing = Not submitted
round-filter-returned = Returned
round-filter-waiting = Waiting for review
round-filter-late = Submitted late
round-filter-accepted = Accepted
round-filter-excused = Excused
round-filter-all = All
round-filter-todo-heading = To do: { $n } units
round-filter-missing-heading = Not submitted: { $n } units
round-filter-returned-heading = Returned: { $n } units
round-filter-waiting-heading = Waiting for review: { $n } units
round-filter-late-heading = Submitted late: { $n } units
round-filter-accepted-heading = Accepted: { $n } units
round-filter-excused-heading = Excused: { $n } units
round-filter-all-heading = All: { $n } units
round-nobody = No unit has this status. Choose another one above.
round-cell = Cell
round-table = Units by part of the report
round-part-words = Narrative
round-part-words-short = Text
round-code = Code
round-unit = Unit
round-status = Status
round-against-due = Against the due date
round-last-letter = Last reminder
round-do = Action
round-choose = Choose { $unit }
round-excused-for = Excused: { $reason }
round-letter-on = { $day }, letter
round-letter-failed = { $day }, not sent yet
round-action-log = Reminder log
round-action-draft = Open the draft
round-action-returned = See what was returned
round-action-review = Review and accept
round-action-open = Open
round-remind-chosen = Remind the chosen units
round-remind-first = The letter and the list are shown before anything is sent.
round-missing-file = Download who has not reported (Excel)
round-missing-sheet = Not submitted
round-print = Print view
round-print-on = Printed on { $day }
round-print-caption = { $n } units
round-no = No.
round-submitted-on = Submitted on

# Reminders.
round-remind = Reminder
round-remind-n = Remind { $n } { $n ->
        [one] unit
       *[other] units
    }
round-remind-one = Remind this unit
round-remind-again = { $n } { $n ->
        [one] unit was
       *[other] units were
    } reminded within the last hour.
round-remind-again-how = The other units have been written to. Send again only when it is really needed.
round-remind-recent = { $n } { $n ->
        [one] unit was
       *[other] units were
    } written to within the last hour; you will be asked again before another letter is sent.
round-remind-nobody = No unit that still owes a report was chosen. Go back to the round, tick units and press remind.
round-remind-button = Remind { $n } { $n ->
        [one] unit
       *[other] units
    }
round-remind-button-again = Remind { $n } { $n ->
        [one] unit
       *[other] units
    } again
round-back = Back to the round
round-addressees = Addressees
round-no-addressee = None of the units can receive a letter.
round-people = Recipients
round-within-hour = within the last hour
round-without-address = Without an account that receives letters:
round-without-address-how = Remind them by telephone or official letter; ask the administrator for an account.
round-letter = Letter
round-letter-how = The letter to the first unit. Those to others differ in name, due date and address of the report.
round-log = Reminder log
round-log-all = Log of all units
round-log-count = { $n } { $n ->
        [one] letter
       *[other] letters
    }
round-log-empty = No letter has been sent. Reminders by the calendar and by hand are both kept here.
round-log-at = At
round-log-state = Result
round-letter-reminder = Reminder before the due date
round-letter-overdue = Overdue reminder
round-letter-returned = Returned to be completed
round-letter-state-sent = sent
round-letter-state-waiting = waiting to be sent
round-letter-state-failed = not sent yet
done-reminded = The reminders are in the outbox; one line for each unit below.

# Exceptions.
round-exception = Exceptions
round-exception-for = Exceptions: { $unit }
round-excuse = Excused
round-excuse-how = The consolidated report can be sealed without this unit; the reason is printed in the annex on submissions. Leave the reason empty to withdraw the exception.
round-excuse-reason = Reason for the absence
round-excuse-save = Record the reason
round-excuse-change = Record the new reason
round-excused = excused now
round-extend = Later due date
round-extend-how = Changes the due date of this unit alone; the others keep theirs.
round-extend-until = New due date, itself still on time
round-extend-reason = Reason for the later date
round-extend-save = Grant the later date
round-extend-who = Only the leader of the standing agency can grant a later date.
round-extended-to = own due date { $day }
done-excused = The exception is recorded.
done-extended = The unit's own due date is recorded.

# Opening the yearly round.
round-open = Open a round
round-no-plan = The round of { $year } can be opened when a plan covers that year.
round-open-how = See the terms and the units before it opens. Nothing has been recorded yet.
round-open-button = Open the round of { $year } for { $n } units
round-open-after = Once it is open, each unit owes a report. Dates, title and reminders can be changed in its settings.
round-terms = Terms by the plan
round-title = Title
round-opens = Opens on
round-last-day = Last day on time
round-dates = Period covered
round-reminders = Reminders on
round-by-clause = By
round-form-source = Source of the form: { $source }
round-units = { $n } reporting units
round-units-how = By the seats held on { $day }.
round-kind-ministry = Ministries, central bodies
round-kind-province = Provincial People's Committee
round-kind-department = Departments
round-kind-agency = Other boards and sectors
round-kind-union = Unions
round-kind-district = District People's Committees
round-kind-commune = Commune and ward People's Committees
done-round-opened = The round is open. Reminders go out by the calendar.

# Settings of a round.
round-settings = Round settings
round-settings-save = Save settings
round-title-vi = Title (Vietnamese)
round-title-en = Title in English
round-title-needed = Give the round a title.
round-from = Figures from
round-to = To
round-estimate-to = Estimate to
round-due = Due date
round-inclusive = How the due date counts
round-inclusive-no = Before the date: a report on that day is late
round-inclusive-yes = By the date: a report on that day is on time
round-remind-days = Remind so many days before
round-remind-days-hint = Counted back from the last day on time, for instance 30, 14, 7, 1.
round-remind-unread = The reminder days cannot be read. Write numbers from 0 to 365 with commas between them.
round-day-unread = The date cannot be read. Write day, month and year, for instance 05/11/2025.
round-now = In force
round-history = Recorded changes
round-history-none = Nothing has changed since the round was opened.
round-others = Other rounds
done-saved = Saved.

# A request with its own questions.
round-ask = Ad hoc request
round-ask-how = Write questions, choose recipients, look at it, then send it. Units answer on the page or by Excel.
round-ask-request = Request
round-ask-title = Title of the request
round-ask-title-hint = For instance: Quick report on damage by high tides.
round-ask-title-needed = Give the request a title.
round-ask-due = Due date
round-ask-due-hint = An answer on this day is on time.
round-ask-due-past = The due date is past. Choose today or a later day.
round-ask-clause = Clause of the plan
round-ask-clause-hint = For instance III.1.6.
round-ask-questions = Questions
round-ask-questions-how = Answers in paragraphs become sections. The other questions become columns of one table; a unit may fill in several rows.
round-ask-question = Question { $n }
round-ask-question-title = Question
round-ask-answer = Kind of answer
round-ask-choices = Choices, with semicolons between them
round-ask-required = Required
round-ask-more = Add questions
round-ask-question-needed = There are choices here but no question.
round-ask-questions-needed = There is no question yet. Write at least one.
round-ask-choices-needed = At least two choices are needed, with a semicolon between them.
round-ask-recipients = Recipients
round-ask-recipients-needed = Choose at least one recipient.
round-ask-chosen = { $chosen } of { $n } chosen
round-ask-all = Choose all
round-ask-none = Choose none
round-ask-preview = Preview
round-ask-table = Columns of the table
round-ask-send = Send the request to { $n } { $n ->
        [one] unit
       *[other] units
    }
round-ask-edit = Edit further
round-ask-source = Ad hoc request of { $agency }, { $day }
round-answer-words = Paragraph
round-answer-text = Short text
round-answer-count = Count
round-answer-money = Money (million VND)
round-answer-date = Date
round-answer-year = Year
round-answer-choice = Choice from a list
round-answer-area = Priority area
round-answer-place = Place
done-request-sent = The request is open. Units find it in their work list.

refusal-no-plan-for-year = No plan covers { $year }. Add the plan's file before a round is opened.
refusal-round-exists = This round has been opened already: { $round }.
refusal-round-without-units = No unit holds a reporting seat on the day the round opens.
refusal-round-form-fixed = The form and the key of an open round cannot change.

# Lists by the page.
pager = Pages of the list
pager-previous = Previous page
pager-next = Next page
pager-at = Page { $page } of { $pages }, { $n } rows in all
choose-column = Choose
cancel = Cancel
yes = yes
no = no
