# Yearly proposals and outlines of projects for which aid is called.
menu-proposals = Proposals
proposals = Yearly proposals
proposal-year = Proposals for { $year }
proposal-lead = One round a year: a unit sends an outline once, and both agencies receive it.
proposal-none = There is no round of proposals yet.
proposal-open = Open a round
proposal-open-how = The plan sets no day. Who opens the round chooses the first day and the last.
proposal-change = Change the days of the round
proposal-for-year = Year of the call
proposal-opens-on = Opens on
proposal-due-on = Due (end of the day)
proposal-close = Close the round
proposal-close-how = Once closed, units can neither write nor send. Save the days again to reopen it.
proposal-dates = Opens { $opens }, due { $due }
proposal-is-closed = Closed
proposal-is-open = Open
proposal-units = Units that have sent
proposal-units-n = { $done }/{ $all }
proposal-outlines = Outlines
proposal-approved = Approved
proposal-waiting = Waiting for review
proposal-by-unit = By unit
proposal-not-proposed = Nothing proposed
proposal-only-missing = Only units that have sent nothing
proposal-all-units = All units
proposal-year-unread = Write the year in four digits, for example 2026.
proposal-recipients = Recipients: { $names }
done-proposal-open = The round is open. Units see it in their own work.
done-proposal-closed = The round is closed.

work-propose = Proposals for { $year }
work-propose-none = Nothing proposed yet
work-propose-draft = { $n } outlines being written, not sent
work-propose-returned = { $n } outlines returned
work-propose-do = Write an outline
work-propose-review = Review outlines for { $year }
work-propose-review-n = { $n } outlines wait for review
work-propose-review-do = Review

outline = Outline
outline-new = New outline
outline-new-how = Write the project's name to begin. The rest can follow; save at any time.
outline-begin = Begin
outline-none = The unit has no outline in this round.
outline-own = Outlines of { $unit }
outline-stage-draft = Draft
outline-stage-submitted = Submitted
outline-stage-returned = Returned
outline-stage-approved = Approved
outline-stage-refused = Refused
outline-errors-n = { $n } errors
outline-warnings-n = { $n } warnings
outline-alike-n = resembles { $code } ({ $score }/100)
outline-is-outside = Outside the area
outline-edit = Edit the outline
outline-edit-of = Edit outline { $code }
outline-save = Save the outline
outline-saved-how = Saving does not send it. After saving, look at the checks, then send.
outline-sought = Asked of donors
outline-counterpart = Counterpart
outline-million = { $amount } million đồng
outline-currency-of = Original currency ({ $currency })

outline-part-general = General
outline-part-content = Content
outline-part-people = Beneficiaries
outline-part-people-hint = Counts only. Leave empty what is not known.
outline-part-time = Time
outline-part-budget = Budget by activity and year
outline-part-budget-hint = The three amounts stand beside each other as you state them; nothing is converted. Empty rows are passed over.
outline-part-screening = Environment and cultural identity
outline-part-english = English text
outline-part-english-hint = The catalogue needs English. Leave empty what is not there; it can be added with the catalogue.
outline-budget-line = Line { $n }

outline-f-name = Name of the project
outline-f-name_en = Name of the project in English
outline-f-area = Area of the plan
outline-f-place = Place
outline-f-hamlet = Hamlet
outline-f-peoples = Peoples
outline-people-n = People { $n }
outline-f-owner = Aid owner
outline-f-owner_address = Address of the aid owner
outline-f-modality = Modality
outline-f-support = Support that is sought
outline-f-summary = Summary
outline-f-summary_en = Summary in English
outline-f-need = Need
outline-f-need_en = Need in English
outline-f-need-hint = Position in sector and locality; the problem; how one knows.
outline-f-goal = Long-term goal
outline-f-goal_en = Long-term goal in English
outline-f-objectives = Short-term objectives
outline-f-objectives_en = Short-term objectives in English
outline-f-results = Main results
outline-f-results_en = Main results in English
outline-f-activities = Activities
outline-f-activities_en = Activities in English
outline-f-schedule = Plan of work
outline-f-schedule_en = Plan of work in English
outline-f-effects = Effects
outline-f-effects_en = Effects in English
outline-f-effects-hint = Financial; social and on people's capacity.
outline-f-sustainability = Sustainability
outline-f-sustainability_en = Sustainability in English
outline-f-households = Households
outline-f-people = People
outline-f-minority = Of them, of ethnic minorities
outline-f-women = Of them, women
outline-f-poor = Of them, poor households
outline-f-starts = Starts
outline-f-ends = Ends
outline-f-currency = Original currency (three letters)
outline-f-rate = Rate: đồng for one unit of the currency
outline-f-rate_on = Day of the rate
outline-f-rate_source = Source of the rate
outline-f-budget = Budget
outline-f-activity = Activity
outline-f-year = Year
outline-f-donor_original = Donor, original currency
outline-f-donor_vnd = Donor, đồng
outline-f-donor_usd = Donor, USD
outline-f-counterpart_cash = Counterpart in cash, đồng
outline-f-counterpart_kind = Counterpart in kind, đồng
outline-f-environment = May it harm the environment?
outline-f-environment_note = Explanation, environment
outline-f-culture = May it harm cultural identity?
outline-f-culture_note = Explanation, culture
outline-harm-yes = Yes
outline-harm-no = No
outline-harm-open = Not answered
outline-modality-programme = Programme
outline-modality-project = Project
outline-modality-non_project = Non-project
outline-support-financial = Financial
outline-support-technical = Technical
outline-support-knowledge = Knowledge
outline-support-experience = Experience
outline-support-technology = Science and technology

outline-number-unread = Write a whole number that is not negative, for example 120.
outline-money-unread = Write a number, for example 1,250,000.
outline-currency-unread = Write three capital letters, for example USD.
outline-rate-parts = A rate needs its figure, its day and its source.
outline-name-needed = Write the name of the project.
outline-meanwhile = Someone else saved while you were writing. See the differences below; saving again takes what you wrote.
outline-meanwhile-stored = What the other person saved
outline-meanwhile-none = Both wrote the same.

outline-check = Checks
outline-check-whole = The outline is complete.
outline-check-mend = Mend
outline-severity-error = Error
outline-severity-warning = Warning
outline-severity-note = Hint
outline-eligible = Held against the plan
outline-eligible-zone = Area of beneficiaries
outline-eligible-area = Priority area
outline-eligible-area-yes = A priority area of { $plan }.
outline-eligible-area-no = Not a priority area of { $plan } yet.
outline-eligible-period = Time
outline-eligible-period-yes = Within { $from } to { $to }, the period of the plan.
outline-eligible-period-no = Beyond { $from } to { $to }; to be carried over to a later plan.
outline-eligible-period-open = First or last day is missing.
outline-eligible-on = Looked up for { $day }.
zone-inside = Inside
zone-not-confirmed = Not confirmed
zone-outside = Outside
zone-why-listed = The list names the place.
zone-why-not-listed = The list is complete and does not name the place.
zone-why-incomplete = The lists at hand are not complete, so they do not say.
zone-why-no-list = No list is in force on that day.
zone-why-wide = Lists name communes; this place is wider.
zone-why-ended = This administrative unit does not stand on that day.
zone-why-elsewhere = The place is in another province.
zone-why-unknown = No place is chosen, or there is none with that code.
outline-alike = Possible duplicates
outline-alike-none = No outline and no project is alike.
outline-alike-outline = Outline { $code } of { $unit }
outline-alike-project = Project { $code } of { $unit }
outline-alike-score = alike { $score }/100: title, place

outline-submit = Submit the outline
outline-submit-how = One submission, both receive it: { $names }.
outline-submit-not-yet = There are errors, so it cannot be submitted yet.
outline-receipt = Receipt
outline-receipt-number = No. { $number }
outline-receipt-at = Submitted at
outline-receipt-by = Submitted by
outline-receipt-to = Recipients
outline-receipt-unit = Sent by unit
outline-receipt-see = See receipt { $number }
done-outline-begun = The outline is there. Fill in its parts and save.
done-outline-saved = Saved. The outline has not been submitted.
done-outline-submitted = The outline went to both recipients.

outline-review = Review
outline-comment = Comment
outline-comment-do = Send the comment
outline-reason = Reason
outline-reason-hint = Needed to return or refuse; the unit gets it by letter.
outline-approve = Approve
outline-return = Return
outline-refuse = Refuse
outline-thread = What happened
outline-thread-none = Not submitted yet.
outline-event-submitted = Submitted
outline-event-commented = Comment
outline-event-returned = Returned
outline-event-approved = Approved
outline-event-refused = Refused
done-outline-commented = The comment is there.
done-outline-approved = The outline is approved. A letter went to the unit.
done-outline-returned = The outline was returned. A letter with the reason went to the unit.
done-outline-refused = The outline was refused. A letter with the reason went to the unit.

refusal-proposal-due-before-opening = The due date { $due } is before the opening { $opens }. Choose a later one.
refusal-proposal-closed = The proposals for { $year } are closed.
refusal-proposal-not-open = The proposals open on { $opens }. Come back from that day.
refusal-outline-not-open = The outline has been submitted and cannot be changed. Ask for its return if it must be.
refusal-outline-has-errors = The outline has errors and was not submitted. Mend what is named below and submit again.
refusal-outline-not-submitted = The outline is not in the submitted state. Reload the page to see the new state.
refusal-outline-comment-empty = The comment is empty.

finding-outline-missing = This is missing.
finding-outline-missing-fix = Fill it in; it is needed to submit.
finding-outline-wished = This would help.
finding-outline-wished-fix = Not needed to submit; donors usually ask.
finding-outline-long = Longer than { $most } characters.
finding-outline-long-fix = Shorten it; details belong in the project document.
finding-outline-area-unknown = “{ $value }” is not an area of the plan.
finding-outline-area-unknown-fix = Choose an area from the list.
finding-outline-place-unknown = There is no place “{ $value }”.
finding-outline-place-unknown-fix = Choose a place from the list.
finding-outline-people-unknown = There is no people with the code “{ $value }”.
finding-outline-people-unknown-fix = Choose a people from the list.
finding-outline-choice-unknown = “{ $value }” is not in the list.
finding-outline-choice-unknown-fix = Choose again from the list.
finding-outline-outside = The place is outside the plan's area of beneficiaries.
finding-outline-outside-fix = See “Held against the plan”; choose another place or say why.
finding-outline-dates-reversed = It ends on { $ends }, before it starts on { $starts }.
finding-outline-dates-reversed-fix = Check both days.
finding-outline-period-outside = The time goes beyond { $from } to { $to }, the period of the plan.
finding-outline-period-outside-fix = It can be submitted; the reviewers see to the carry-over to a later plan.
finding-outline-year-outside = { $year } is outside the project's time, { $first } to { $last }.
finding-outline-year-outside-fix = Change the year of the line, or the time of the project.
finding-outline-negative = The amount is negative.
finding-outline-negative-fix = Write an amount that is not negative.
finding-outline-rate-missing = An amount in original currency is stated without a rate.
finding-outline-rate-missing-fix = State rate, day and source.
finding-outline-rate-differs = Original currency times rate is { $computed } million đồng; the line says { $stated } million đồng.
finding-outline-rate-differs-fix = They may differ by 1% at most. Check the amounts or the rate.
finding-outline-part-over-whole = The part, { $part }, is larger than the whole, { $whole }.
finding-outline-part-over-whole-fix = Check both numbers.
finding-outline-screening-open = The question is not answered.
finding-outline-screening-open-fix = Choose yes or no.
finding-outline-harm-unexplained = Harm is expected but not explained.
finding-outline-harm-unexplained-fix = Say what it is and how it is lessened.

letter-outline-submitted-subject = Outline { $code } of { $unit }, receipt { $fact }
letter-outline-submitted-body =
    To { $to },

    { $unit } submits outline { $code }: { $name }.
    Receipt number: { $fact }.

    See the outline at:
    { $link }
letter-outline-approved-subject = Outline { $code } was approved
letter-outline-approved-body =
    To { $to },

    Outline { $code } ({ $name }) was approved for the catalogue of calls. { $fact }
    { $link }
letter-outline-returned-subject = Outline { $code } was returned
letter-outline-returned-body =
    To { $to },

    Outline { $code } ({ $name }) was returned to be completed. The reason:
    { $fact }

    Mend it and submit again at:
    { $link }
letter-outline-refused-subject = Outline { $code } was refused
letter-outline-refused-body =
    To { $to },

    Outline { $code } ({ $name }) was refused. The reason:
    { $fact }

    { $link }

outline-book = Work offline
outline-book-how = Download the form, fill it in with Excel, send it back. Sending only fills in the fields below; look at them, then save.
outline-book-get = Download the form (XLSX)
outline-book-send = Send the filled-in form
outline-book-file = Filled-in form
outline-book-filled = The fields below are those of the form you sent. Nothing is saved yet.
outline-book-hint = Fill in column C. Sheet Kinh phí: a line for each activity and year. Column A and the hidden row let the system know the cells; please leave them.
outline-book-yes = Yes
finding-outline-book-foreign = This file is not an outline form of this system.
finding-outline-book-foreign-fix = Download the form on this page, fill it in and send it again.
outline-f-needs = Needs that it answers
