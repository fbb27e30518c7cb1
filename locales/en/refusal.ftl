# Why something was not done (`refusal-<code>`): the rule, then what to do.
refusal-round-window-reversed = The first day of the figures is after the last. Check both days.
refusal-round-opens-after-due = The round opens on { $opens }, after its due date { $due }. Choose an earlier day.
refusal-round-reminder-negative = A reminder has a negative number of days. Use 0 or more.
refusal-report-not-open = The report has been submitted and cannot be changed. Ask the standing agency to return it.
refusal-report-blank = The report is empty and cannot be submitted yet.
refusal-report-not-submitted = The report is not in the state “submitted”. Reload the page to see its state.
refusal-report-not-accepted = Only an accepted report can be reopened.
refusal-reason-needed = No reason was given.
refusal-until-in-the-past = The day { $until } is past. Choose today or later.
refusal-extension-not-later = The extension must end after the general due date { $due }.
refusal-report-has-errors = The report still has errors and cannot be submitted. Mend the cells below and submit again.
refusal-sheet-unreadable = The file cannot be read. Nothing was saved.
refusal-sheet-foreign = The file names no round and no unit. Download the unit's own workbook and copy the figures into it.
refusal-sheet-has-errors = Some cells of the file have errors, so nothing was saved. Mend the cells below and send it again.
refusal-conflicts-open = { $count } conflicts are still open. Keep the register or take the file for each cell.
refusal-projects-alike = New projects resemble known ones: { $codes }. Say that they are the same, or confirm that they are new.
refusal-day-in-the-future = The day lies in the future. Choose today or an earlier day.
