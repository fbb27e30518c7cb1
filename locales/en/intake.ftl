# A workbook that a unit sends.
intake-title = Look before writing
intake-file = { $file } · { $size } · uploaded { $at }
intake-lead = Nothing has been written. Settle every conflict first.
intake-lead-same = The file equals the saved state: 0 changes. There is nothing to write.
intake-lead-errors = Nothing has been written. Mend all errors in the file and upload it again.
intake-new = new rows
intake-changed = changes
intake-conflicts = conflicts to settle
intake-errors = errors that stop the writing
intake-same = { $n } rows are unchanged and not listed.
intake-gone = { $n } rows are no longer in the file.
intake-errors-title = { $n ->
    [one] 1 error
   *[other] { $n } errors
}
intake-errors-hint = Mend these cells in Excel, save and upload again. The rest of the file stays as it is.
intake-warnings-title = { $n ->
    [one] 1 thing to look at
   *[other] { $n } things to look at
}
intake-notes-title = { $n ->
    [one] 1 note on reading the file
   *[other] { $n } notes on reading the file
}
intake-changes-title = { $n ->
    [one] 1 change
   *[other] { $n } changes
}
intake-untick = What you untick stays as it is saved.
intake-new-title = { $n ->
    [one] 1 new row
   *[other] { $n } new rows
}
intake-amount = Amount (million VND)
intake-alike = { $n ->
    [one] 1 row resembles a known project by name, place and donor. Choose before writing.
   *[other] { $n } rows resemble known projects by name, place and donor. Choose before writing.
}
intake-alike-column = Resembles
intake-alike-score = { $n }% alike
intake-alike-label = Which project row { $row } is
intake-alike-same = is this project
intake-alike-leave = is in the report already, leave out
intake-alike-new = is a new project
intake-alike-needed = Choose: project { $code } or a new one.
intake-gone-title = { $n ->
    [one] 1 row to remove
   *[other] { $n } rows to remove
}
intake-gone-hint = These rows are in the report but no longer in the file. Untick to keep them.
intake-will-write = { $n } places will be written: { $new } new rows, { $changed } changes, { $gone } rows removed.
intake-conflicts-left = Choose a side for { $n ->
    [one] 1 conflict.
   *[other] { $n } conflicts.
}
intake-will-not-write = Nothing is written from this file.
intake-write = Write into the report
intake-drop = Cancel, write nothing
intake-open = { $n ->
    [one] 1 choice is still open
   *[other] { $n } choices are still open
}
intake-conflict-open = { $row }, { $place }: keep the saved value or take the one sent
intake-moved = Someone has just saved the report
intake-moved-hint = Nothing was written. The list below is compared with the new state; look again, then write.
intake-unreadable = The file cannot be read
intake-no-file = There is no file
intake-unread-file = “{ $file }” cannot be read
intake-nothing-lost = The saved report is untouched.
intake-send-again = Choose another file
intake-take-template = No file of the right form yet?
intake-back = Back to { $report }
intake-whole-file = Whole file
fault-list = What to mend
fault-at = Cell
fault-what = Why
fault-fix = How to mend it
fault-code = Code
done-intake-written = The file was written into the report. The report has not been submitted.
done-intake-dropped = The file was dropped. Nothing was written.
