# A unit's report: every page of it.
report-annual = Report { $year }
report-page-title = { $part }: { $report }
report-table = Table { $n }. { $title }
report-table-short = Table { $n }
report-parts = Parts
report-parts-of = Parts of the report
report-narrative = Narrative
report-part-errors = { $n ->
    [one] 1 error
   *[other] { $n } errors
}
part-derived = computed
report-due-by = Due by
report-mend-by = To be amended by
report-first-in-time = First submitted on { $on }, on time
report-first-late = First submitted on { $on }, { $days } days late
report-returned-on = The standing agency, { $on }:
report-section-none = This section has not been written.
report-save = Save draft
report-check = Check and submit
report-check-again = Check and submit again
report-saved-at = Last saved { $at }.
report-not-saved = Not saved yet.
report-typed-only = What you have just typed is not saved yet.
done-report-saved = Draft saved. The report has not been submitted.

# A table of it.
report-unit-million = Money in million VND.
report-cells-white = White cells are yours to fill in. The rest comes from the register or is computed.
report-cells-required = Columns marked * are required.
report-scroll = Table, scrolls sideways when narrow
report-nil = Nothing to report
report-nil-hint = Tick this when the table has no data for the period.
report-no-rows = There are no rows yet.
report-total = Total
report-last-total = Total { $year }
report-last-disbursed = Disbursed { $year }
report-change = Against last year
trend-up = up
trend-down = down
trend-new = new
report-remove = Remove
report-remove-row = Remove row { $row } when saving
report-row = Row { $n }
report-new-project = New project, row { $n }
report-facts = General
report-more = More about the project, { $n } cells
report-more-cells = { $n } more cells
report-add-row = Add a row
report-add-project = Add a project the register does not have
report-add-hint = Rows left blank are not saved.
cell-date = day/month/year
cell-required = Not filled in.
cell-required-number = Not filled in. Write 0 if there is none.
cell-required-choice = Nothing chosen.
finding-part-over-whole-cell = { $part_value } is greater than “{ $whole }” { $whole_value }.
finding-dates-reversed-cell = { $part_value } is after “{ $whole }” { $whole_value }.
finding-number-two-ways-cell = Write again: { $parted } or { $whole }.
report-errors-in-part = { $part }: { $n } things to correct
finding-number-two-ways = “{ $value }” can be read in two ways: { $parted } or { $whole }.
finding-number-two-ways-fix = Write one of the two.
finding-table-empty-form = Fill it in, or tick “Nothing to report”.

# The workbook beside the form.
workbook-title = Work in Excel, without a network
workbook-title-read = The unit's workbook
workbook-hint = The file comes filled in from the register; only white cells can be changed.
workbook-hint-read = Filled in from what is saved.
workbook-download = Download the filled-in file (.xlsx)
workbook-download-read = Download (.xlsx)
workbook-upload = Completed file
workbook-send = Upload

# Submitting.
submit-title = Check before submitting
submit-warnings = { $n ->
    [one] 1 thing to look at
   *[other] { $n } things to look at
}
submit-warnings-hint = Warnings do not stop the submission.
submit-sums = Main figures
submit-no-sums = The report has no figures.
submit-figure = Figure
submit-now = This year
submit-last = { $year }
submit-then = What happens then
submit-in-time = Submitted today, the report is on time. After { $last } it is recorded as late.
submit-late = The last day was { $last }, so this submission is recorded as late.
submit-again = The first submission on { $on } still counts; submitting again does not make the report late.
submit-goes-to = The report goes to { $who }.
submit-closes = It cannot be changed afterwards unless the standing agency returns it.
submit-approve = The head of the unit has approved this report.
submit-approve-needed = Tick this once the head of the unit has approved, then submit.
submit-do = Submit the report
submit-back = Go back and edit

# The receipt.
receipt-title = Submitted. Receipt { $code }
receipt-in-time = The report is recorded as on time.
receipt-late = The report is recorded as late.
receipt-code = Receipt
receipt-report = Report
receipt-at = Submitted
receipt-who = By
receipt-to = To
receipt-next = What comes next
receipt-next-review = The standing agency looks at the report and accepts or returns it.
receipt-next-return = If it is returned, the unit receives a letter with the reason and the day.
receipt-next-keep = The figures are added to the report of the province.
receipt-open = Open the submitted report

# The standing agency.
review-title = Review
review-submitted = The unit has submitted this report and waits for a decision.
review-accepted = The report has been accepted; its figures are in the register.
review-waiting = The unit has not submitted. What follows may still change.
review-accept = Accept the report
review-send-back-open = Return for amendment
review-send-back = Return the report
review-reopen-open = Reopen the accepted report
review-reopen = Reopen the report
review-reason = Reason
review-reason-hint = Name the table, the row and what to mend. The unit receives it word for word.
review-reopen-hint = Reopening is a named exception; the unit's figures leave the totals for the time being.
review-reason-needed = Give a reason, so that the unit knows what to mend.
review-until = To be amended by
review-until-hint = Day, month, year.
review-until-needed = Choose the last day for the amended report.
review-exception = Extend the due date, or seal without this unit
done-report-accepted = Report accepted. Projects and money are in the register.
done-report-returned = Report returned. A letter with the reason is on its way.
done-report-reopened = Report reopened for the unit.

# What was done with it.
history-title = History and letters
history-at = When
history-what = What
history-who = Who
history-note = Note
history-more = { $n } earlier steps are in the log.
history-letters = Letters
history-subject = Subject
history-to = To
history-state = State
letter-sent = sent
letter-failed = not sent
letter-waiting = waiting
step-until = by { $day }
step-report-save = Draft saved
step-report-submit = Submitted
step-report-return = Returned
step-report-accept = Accepted
step-report-reopen = Reopened
step-report-extend = Due date extended
step-report-excuse = Excused
step-sheet-template = Workbook downloaded
step-sheet-receive = Workbook uploaded
step-sheet-discard = Uploaded workbook dropped

# Someone else saved first.
conflict-title = Someone saved before you
conflict-who = { $who } saved the report at { $at }.
conflict-kept = Nothing was overwritten; what you typed is kept below. Choose for each place, then save.
conflict-closed = The report has been submitted and takes no more changes. What you typed is kept below.
conflict-choose = Choose one side for each place
conflict-also = Will be saved as well
conflict-write = Save as chosen
conflict-reload = Drop what was typed and open the saved state
diff-conflicts = { $n ->
    [one] 1 place changed on both sides
   *[other] { $n } places changed on both sides
}
diff-conflicts-hint = The saved state changed after this part was opened. Both values stay in the history.
diff-keep = Keep the saved value:
diff-take = Take the one sent:
diff-row = Row
diff-column = Column
diff-now = Saved
diff-typed = Typed
diff-file = In the file
diff-text = Text
diff-new-row = New row
diff-gone-row = Row removed
diff-write = Write
diff-write-change = Write the change to { $row }, { $column }
diff-write-row = Write the new row { $row }
diff-saved-by = { $who } saved at { $at }
diff-from-file = File { $file }, uploaded { $at }
diff-unlisted = { $n } more changes are not listed here; they count all the same.
diff-yes = yes
diff-no = no
