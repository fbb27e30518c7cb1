listing-title = Bring in an existing list
listing-lead = A list of projects that call for aid, kept in the office's own spreadsheet with any columns, becomes outlines of this round. Nothing changes until you have seen the differences and press write.
listing-send = Send a list
listing-file = List
listing-file-hint = XLSX workbook or CSV file, up to 20 MB and 2,000 lines.
listing-send-do = Send and name columns
listing-unread = This file cannot be read. See below why, and what to do.
listing-kept = Kept ways to read a list
listing-earlier = Lists sent so far
listing-none = No list in this round yet.
listing-state = State
listing-what = Who and when
listing-state-pending = Not written
listing-state-written = Written
listing-state-undone = Taken back
listing-state-dropped = Dropped
listing-about = { $by }, { $at }{ $n ->
    [0] .
    [one] ; one outline written.
   *[other] ; { $n } outlines written.
  }
listing-undo = Undo
listing-columns = Name the columns
listing-columns-lead = Which column holds what. The headings were used for a guess; change what is wrong. A column without a choice is not read.
listing-where = Sheet and row of headings
listing-sheet = Sheet
listing-header = Row of headings
listing-reread = Read the headings again
listing-use-kept = Kept way to read
listing-guess = Guess by the headings
listing-use = Read it this way
listing-which = Columns and what they hold
listing-column = Column of the file
listing-samples = Examples
listing-field = Holds
listing-field-of = What column { $column } holds
listing-no-field = Not read
listing-field-twice = Another column holds this already.
listing-name-unmapped = Choose the column with the project's name.
listing-place-unmapped = Choose the column with the place.
listing-more = How to understand it
listing-money = Money in the file is in
listing-money-1 = đồng
listing-money-1000 = thousand đồng
listing-money-1000000 = million đồng
listing-money-1000000000 = billion đồng
listing-unit = Who proposes when a line does not say
listing-unit-hint = Only used when there is no column for it and the place does not tell which People's Committee proposes.
listing-no-unit = By the place
listing-keep = Keep this way to read under the name
listing-keep-hint = Choose it next time instead of naming each column.
listing-look = See the differences
listing-preview = Differences from the outlines
listing-preview-lead = This is what the list would change. Nothing has been written.
listing-again = Name the columns again
listing-moved = The outlines have changed since you looked. Look at the differences again.
listing-new = New outlines
listing-changed = Outlines that change
listing-same = The same
listing-broken = Lines with errors
listing-errors-hint = Lines with errors are not written. Mend them in the file and send it again, or write the others.
listing-changes-n = { $n ->
    [one] One outline changes
   *[other] { $n } outlines change
  }
listing-changes-hint = A field that is empty, or that an earlier list filled and nobody touched, is replaced. Where somebody wrote something else, you choose.
listing-row = Row { $row }: { $name }
listing-keep-ours = Keep the outline:
listing-take-file = Take the list:
listing-new-n = { $n ->
    [one] One new outline
   *[other] { $n } new outlines
  }
listing-million = Sought, million đồng
listing-left-out = Lines left out
listing-closed-row = Row { $row }: outline { $code } was sent and cannot be changed any more.
listing-repeated-row = Row { $row } has the name and place of row { $first }.
listing-open-row = Row { $row }, { $field }: keep the outline or take the list.
listing-sums = { $sought } million đồng sought, { $counterpart } million đồng counterpart
listing-notes = { $n ->
    [one] One note on a first or last day or a format; nothing to do.
   *[other] { $n } notes on first and last days or formats; nothing to do.
  }
listing-write = Write the list
listing-write-hint = It can be taken back until somebody changes one of these outlines.
listing-whole-budget = Whole project, as listed

outline-f-unit = Proposed by
outline-f-period = Period (from year to year)
outline-f-sought = Amount sought
outline-f-counterpart = Counterpart

done-listing-written = The list was written into the outlines.
done-listing-undone = Taken back. The outlines are as they were before the list.
done-listing-dropped = The list was dropped. No outline changed.

refusal-listing-unreadable = The list cannot be read.
refusal-listing-mapping = Columns are lacking: the name, the place and the unit of money are needed.
refusal-listing-mapping-unknown = No way to read a list is kept under “{ $name }”.
refusal-listing-name-taken = Another way to read is kept under the name «{ $name }». Choose another name, or choose that one above and change it.
refusal-listing-name-long = The name is longer than { $most } characters.
refusal-listing-done = This list was written, dropped or taken back already.
refusal-listing-has-errors = The list has errors; nothing was written.
refusal-listing-moved = Cannot be taken back: somebody has changed { $codes } since. Change those outlines by hand.

finding-listing-unmapped = No column holds this, and it is needed.
finding-listing-unmapped-fix = Choose the columns with the name and the place.
finding-listing-empty = No sheet of the file holds anything.
finding-listing-empty-fix = Look at the file again; hidden sheets are not read.
finding-listing-encoding = The CSV file is not in UTF-8; the first character that cannot be read is in line { $line }.
finding-listing-encoding-fix = Open it in Excel, save it as “CSV UTF-8” or XLSX, and send it again.
finding-listing-no-sheet = The file has no sheet “{ $sheet }”.
finding-listing-no-sheet-fix = Choose the sheet again, or another way to read.
finding-listing-no-header = Row { $row } has no headings.
finding-listing-no-header-fix = Choose the row of headings again.
finding-listing-column-gone = Column “{ $heading }” is gone.
finding-listing-column-gone-fix = Choose another column for it.
finding-listing-long = The list is longer than { $most } lines; those behind were not read.
finding-listing-long-fix = Split the file.
finding-listing-no-name = The line has no project name.
finding-listing-no-name-fix = Write the name of the project.
finding-listing-no-place = The line has no place.
finding-listing-no-place-fix = Write the name of the commune.
finding-listing-place-unknown = No commune was found in “{ $value }”.
finding-listing-place-unknown-fix = Write the commune's present name, or its code.
finding-listing-unit-unknown = No organisation is called “{ $value }”.
finding-listing-unit-unknown-fix = Write the organisation's name as the system has it, or choose one for all lines with the columns.
finding-listing-unit-unsaid = The line does not say who proposes, and the place does not tell.
finding-listing-unit-unsaid-fix = Add a column for it, or choose one for all lines with the columns.
finding-listing-word-unknown = “{ $value }” is not understood; the cell was left out.
finding-listing-word-unknown-fix = Write it as the outline form offers it, or add it later.
finding-listing-no-year = There is money but no first year; the money was left out.
finding-listing-no-year-fix = Add a column with the period, or write the budget in the outline.
finding-listing-first-day = The file says only a year or a month; the first day is taken as { $day }.
finding-listing-last-day = The file says only a year or a month; the last day is taken as { $day }.
