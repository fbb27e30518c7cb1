# What is wrong with a report or a workbook (`finding-<code>`), and how to mend it (`-fix`).

# The report itself
finding-required = “{ $column }” is not filled in.
finding-required-fix = Enter a value; for a number that is nil, enter 0.
finding-area-unknown = “{ $value }” is not a priority area of the plan.
finding-area-unknown-fix = Choose an area from the list of the cell.
finding-place-unknown = There is no place “{ $value }” in the list of this round.
finding-place-unknown-fix = Choose a place from the list of the cell.
finding-choice-unknown = “{ $value }” is not in the list of column “{ $column }”.
finding-choice-unknown-fix = Choose a line from the list of the cell.
finding-date-unknown = “{ $value }” cannot be read as a date.
finding-date-unknown-fix = Write day/month/year, for example 04/11/2025.
finding-date-far = { $value } is outside the years 1990 to 2100.
finding-date-far-fix = Check the year.
finding-negative = Column “{ $column }” holds a negative number: { $value }.
finding-negative-fix = Enter a number that is not negative; explain decreases in the note.
finding-kind = “{ $value }” is not what column “{ $column }” holds.
finding-kind-fix = Number columns take numbers, text columns take text.
finding-part-over-whole = “{ $part }” { $part_value } is greater than “{ $whole }” { $whole_value }.
finding-part-over-whole-fix = Check these two figures.
finding-dates-reversed = “{ $part }” { $part_value } is after “{ $whole }” { $whole_value }.
finding-dates-reversed-fix = Check these two dates.
finding-row-twice = This row repeats row { $first } of the table.
finding-row-twice-fix = Delete one of the two, or say how they differ.
finding-project-unknown = Project code “{ $value }” is not in the unit's register.
finding-project-unknown-fix = Use the code as given; leave the code of a new project empty.
finding-table-empty = Table “{ $table }” has no rows yet.
finding-table-empty-fix = Enter figures, or choose «Có» in the cell «Không phát sinh» (nothing to report).
finding-nil-with-rows = Table “{ $table }” says that there is nothing to report, yet it has rows.
finding-nil-with-rows-fix = Clear «Không phát sinh», or delete the rows.
finding-jump = The total of “{ $column }”, { $now }, is over ten times last year's { $last }.
finding-jump-fix = Check the unit: money is in million đồng.
finding-section-empty = Section “{ $section }” is not written yet.
finding-section-empty-fix = Write the text; if there is nothing, say so.

# The file
finding-file-empty = The file is empty.
finding-file-empty-fix = Save the Excel file again and send it again.
finding-file-too-big = The file is { $size } MB; at most { $limit } MB are taken.
finding-file-too-big-fix = Remove pictures and sheets that are not part of the report, or fill in a new template.
finding-file-kind = This is { $kind }, not an Excel workbook (.xlsx).
finding-file-kind-fix = Open it in Excel and save it as .xlsx.
finding-file-encrypted = The file has a password and cannot be read.
finding-file-encrypted-fix = Remove the password in Excel, save and send it again.
finding-file-damaged = The file is damaged or was not uploaded completely.
finding-file-damaged-fix = Open the file in Excel, save it and send it again.
finding-file-bomb = The file unpacks to over { $size } MB; at most { $limit } MB are taken. It was not opened.
finding-file-bomb-fix = Download a new template and fill it in again.
finding-file-parts = The file has { $count } parts inside; at most { $limit } are taken.
finding-file-parts-fix = Download a new template and fill it in again.
finding-file-sheets = The file has { $count } sheets; at most { $limit } are taken.
finding-file-sheets-fix = Delete the sheets that are not part of the report.
finding-macros = The file holds macros; they are neither run nor read.
finding-external-links = Formulas in the file refer to other files.
finding-external-links-fix = Check those cells; their stored results are used.
finding-not-a-report = No table of the report was found in the file.
finding-not-a-report-fix = Download the template of the round, fill it in and send it again.
finding-more-findings = There are { $count } more findings than are listed here.
finding-more-findings-fix = Mend those listed first, then check again.

# Whose workbook it is
finding-foreign = The file is not a template of this system; it was read by its column headings.
finding-foreign-fix = Better download the unit's pre-filled template, so that no row or column is missed.
finding-format-new = The file was made by a newer version of the system.
finding-format-new-fix = Download the template from this system again.
finding-format-old = The file was made by an old version of the system.
finding-format-old-fix = Use a new template next time; check the differences with care this time.
finding-other-form = The file belongs to form “{ $sent }”; this round uses “{ $expected }”.
finding-other-form-fix = Download the template of this round.
finding-form-version = The file follows version { $sent } of the form; this round uses version { $expected }.
finding-form-version-fix = Check the new columns, or download the template again.
finding-other-round = The file belongs to the round of { $sent }, not to “{ $expected }”.
finding-other-round-fix = Download the template of this round.
finding-other-unit = The file is of unit { $sent }, not of { $expected }.
finding-other-unit-fix = Choose the right file, or download your own unit's template.
finding-other-instance = The file comes from another system, perhaps one for training.
finding-other-instance-fix = Check the figures before they are saved.
finding-meta-changed = The hidden sheet of the file was edited.
finding-meta-changed-fix = Download the template again if you can; otherwise check the differences with care.
finding-workbook-old = The file was downloaded before the report was last saved.
finding-workbook-old-fix = Where both sides changed a cell, you will be asked.

# Sheets, columns, rows
finding-sheet-missing = The sheet of “{ $table }” is missing. What was saved for it stays.
finding-sheet-missing-fix = Download the template again, or put the deleted sheet back.
finding-sheet-twice = This sheet repeats the table of sheet “{ $first }”; only that one is read.
finding-sheet-twice-fix = Bring the rows together on one sheet and delete the other.
finding-sheet-renamed = This sheet was called “{ $written }”; it can still be read.
finding-sheet-extra = This sheet is not part of the report and was not read.
finding-sheet-headings = This sheet has lost its column headings and cannot be read.
finding-sheet-headings-fix = Copy the headings back from the template.
finding-sheet-damaged = This sheet is damaged and cannot be read.
finding-sheet-damaged-fix = Open the file in Excel, save it and send it again.
finding-keys-lost = The hidden marks of this sheet are gone; it was read by its column headings.
finding-columns-moved = The order of columns has changed; they were read by their marks.
finding-column-missing = Column “{ $column }” is missing.
finding-column-missing-fix = Put the column back under its heading, or download the template again.
finding-column-extra = Column “{ $column }” is not part of the table and was not read.
finding-column-extra-fix = Move what you want to keep into the note.
finding-too-many-rows = The sheet has over { $limit } rows; none of this table was read.
finding-too-many-rows-fix = Delete the surplus rows and send it again.
finding-too-many-columns = The sheet holds something beyond column { $limit }; none of this table was read.
finding-too-many-columns-fix = Delete the surplus columns and send it again.
finding-too-much-text = The texts of the file exceed { $limit } MB; this table was not read.
finding-too-much-text-fix = Shorten the texts; send long documents as attachments.
finding-merged-cells = Cells { $range } are merged; only the first can be read.
finding-merged-cells-fix = Unmerge them and enter a value in each row.
finding-row-copied = This row is a copy of an existing one; it is taken as new.
finding-row-copied-fix = Check that nothing is reported twice.
finding-nil-unclear = The cell «Không phát sinh» says “{ $value }”, which may mean yes or no.
finding-nil-unclear-fix = Choose «Có» (yes), or leave it empty.

# Values
finding-formula = { $count ->
    [one] One cell is a formula
   *[other] { $count } cells are formulas
}; the stored results were used.
finding-formula-no-value = The formula has no stored result.
finding-formula-no-value-fix = Open and save the file in Excel, or enter the value itself.
finding-cell-error = The formula shows the error { $value }.
finding-cell-error-fix = Mend the formula, or enter the value itself.
finding-boolean = The cell holds { $value }, which is neither the number nor the text asked for.
finding-boolean-fix = Enter the value of the column.
finding-not-a-number = “{ $value }” is not a number.
finding-not-a-number-fix = Enter figures only; for nil, enter 0.
finding-letter-for-digit = “{ $value }” has the letter “{ $letter }” in place of a digit.
finding-letter-for-digit-fix = Write it in digits.
finding-number-with-words = “{ $value }” mixes a number with words.
finding-number-with-words-fix = Enter the number only; the unit stands above the table.
finding-number-ambiguous = “{ $value }” can be read in two ways.
finding-number-ambiguous-fix = Write it without group marks, for example 3240 or 3240.5.
finding-number-doubtful = “{ $value }” was typed as text and read as { $read }.
finding-number-doubtful-fix = If that is not the number, write it again without a dot.
finding-number-as-text = { $count ->
    [one] One number was typed as text
   *[other] { $count } numbers were typed as text
}, for example “{ $value }”, read as { $read }.
finding-not-whole = “{ $value }” has decimals; this column counts people, households or days.
finding-not-whole-fix = Enter a whole number.
finding-too-precise = “{ $value }” has more decimals than can be kept.
finding-too-precise-fix = Use fewer decimals; money goes down to one đồng, six decimals of a million.
finding-too-big = “{ $value }” is too big for one cell.
finding-too-big-fix = Check the unit: money is in million đồng, not in đồng.
finding-rounded = Rounded to one đồng: { $value }.
finding-date-in-number = The number cell holds the date { $value }.
finding-date-in-number-fix = Set the cell's format to number and enter it again.
finding-date-as-text = { $count ->
    [one] One date was typed as text
   *[other] { $count } dates were typed as text
}, for example “{ $value }”, read as { $read }.
finding-date-not-whole = “{ $value }” lacks a day, a month or a year.
finding-date-not-whole-fix = Write all of it, for example 04/11/2025.
finding-month-before-day = “{ $value }” has the month first; it may mean { $meant }.
finding-month-before-day-fix = Write day/month/year.
finding-no-such-day = There is no day “{ $value }”.
finding-no-such-day-fix = Check day, month and year.
finding-not-a-date = “{ $value }” is not a date.
finding-not-a-date-fix = Write day/month/year, for example 04/11/2025.
finding-place-ambiguous = Several places are called “{ $value }”.
finding-place-ambiguous-fix = Choose from the list of the cell, which shows the code.
finding-text-too-long = The text has { $length } characters; at most { $limit } are taken. It was left out.
finding-text-too-long-fix = Shorten it, or send a document along.
finding-text-nfd = { $count ->
    [one] One cell has
   *[other] { $count } cells have
} detached diacritics; they were composed.
finding-control-characters = { $count ->
    [one] One cell has
   *[other] { $count } cells have
} characters that cannot be printed; they were dropped.

# Stated against computed
finding-total-mismatch = The total row says { $stated }; the rows add up to { $computed } (“{ $column }”).
finding-total-mismatch-fix = Check the rows; the system uses their sum.
finding-total-unread = The total row says “{ $value }”, which is not a number.
finding-total-unread-fix = Let the total row compute itself.
finding-computed-mismatch = “{ $column }” says { $stated }; it works out at { $computed }.
finding-computed-mismatch-fix = Check the cells it is made of; this column is computed.
finding-derived-mismatch = “{ $column }” says { $stated }; table { $source } adds up to { $computed }.
finding-derived-mismatch-fix = Mend the source table; this one is computed.
finding-locked-changed = The locked cell “{ $column }” was changed to { $sent }; the register's { $kept } was kept.
finding-locked-changed-fix = If the register is wrong, ask the standing agency to mend it.
