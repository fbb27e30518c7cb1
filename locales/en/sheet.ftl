# The workbook that a unit downloads. Vietnamese is written first, English under it.
sheet-guide-due = Submit by { $due }. A later submission is recorded as late.
sheet-guide-window = Figures cover { $from } to { $to }.
sheet-guide-narrative = Write the narrative on the sheet «Lời», one cell for each section. Required sections are marked.
sheet-guide-cells = Fill in white cells only. Grey cells come from the register or are computed.
sheet-guide-rows = One row for each project, course or subject. Columns marked * are required.
sheet-guide-nil = If a table has nothing to report, choose «Có» in the cell above it. Do not leave it empty.
sheet-guide-money = Money is in million đồng; decimals are allowed. Write no words in number cells.
sheet-guide-dates = Dates are day/month/year, for example 04/11/2025.
sheet-guide-totals = Totals, rates and derived tables are computed. Write 0 where the figure is zero.
sheet-guide-keep = You may add rows and widen columns. Do not delete sheets, merge cells or rename columns.
sheet-guide-send = Upload the file under «Báo cáo» in Nhịp Cầu. Differences are shown before anything is saved.
sheet-guide-send-to = Send the file to: { $to }. Differences are shown before anything is saved.
sheet-legend-white = White cells: filled in by the unit
sheet-legend-grey = Grey cells: pre-filled or computed

sheet-demo = Demonstration figures
sheet-page = Page { $page }/{ $pages }
sheet-units = Money columns are in million đồng.
sheet-nil = Nothing to report: choose «Có» in the cell on the left.
sheet-derived = This table is computed; nothing is typed here.
sheet-total = Total
sheet-last-year = Last year

sheet-narrative-title = Narrative
sheet-narrative-no = No.
sheet-narrative-section = Section and hint
sheet-narrative-text = Text
sheet-narrative-required = (required)

# Shown by the spreadsheet when a cell is filled in wrongly.
sheet-ask-title = Please look at this cell again
sheet-ask-list = Choose a line from the list of this cell.
sheet-ask-date = Write the date as day/month/year, from 1990 to 2100.
sheet-ask-money = Write a number in million đồng, not negative.
sheet-ask-amount = Write a number, not negative.
sheet-ask-count = Write a whole number, not negative.
sheet-ask-year = Write the year in four digits.
sheet-ask-length = At most { $limit } characters in one cell.

# Consolidated workbook and lists.
sheet-consolidated = Consolidated
sheet-unit-list = Units
sheet-column-table = Table
sheet-column-row = Row
sheet-column-figure = Figure
sheet-column-measure = Unit of measure
sheet-column-value = This year
sheet-column-last-year = Last year
sheet-column-unit = Unit
sheet-column-code = Unit code
sheet-column-status = Status
sheet-column-submitted = Submitted on
sheet-column-late = Late
sheet-column-excused = Why sealed without it
sheet-row-total = Whole province
sheet-row-count = Rows
sheet-measure-money = million VND
sheet-measure-count = count
sheet-late-yes = Late
sheet-status-not_opened = Not opened
sheet-status-draft = Draft
sheet-status-submitted = Submitted
sheet-status-returned = Returned
sheet-status-accepted = Accepted
