# The consolidated report: words by section, locked figures, seal, versions, files.
consolidation-title-annual = Consolidated report of { $year }
consolidation-title = Consolidation: { $round }
consolidation-provisional = Provisional, { $n } of { $units } reports
consolidation-version = Version { $version }
consolidation-version-title = { $round }: version { $version }
consolidation-same = as sealed
consolidation-differs = differs from the seal
consolidation-replaced = replaced by a newer version
consolidation-differs-how = The figures have changed since version { $version } was sealed. Make a replacing version if the change must be reported.

# Sections.
consolidation-sections = Sections of the report
consolidation-section-written = Written
consolidation-section-draft = First draft
consolidation-section-empty = No text yet
consolidation-section-none = Left empty
consolidation-words-label = Text of section { $section }
consolidation-locked-hint = Figures within «…» are locked and follow the computation.
consolidation-save = Save section { $section }
consolidation-untouched = The form's own first draft; nobody has changed it.
consolidation-compare = Compare section { $section }
consolidation-compare-link = Compare with the version before
consolidation-conflict = Someone else has just saved this section.
consolidation-conflict-how = What you typed is kept below. Join it with the saved text and save again; that replaces the saved text.
consolidation-theirs = What the other person saved
consolidation-words-of = The units' words, section { $section }
consolidation-reports = { $n } reports
consolidation-no-words = No unit has written this section.
consolidation-all-words = See all { $n } units
consolidation-take = Take into the consolidated text
consolidation-changes = Changes
consolidation-changes-how = Struck through is what was removed; bold is what is new against the chosen version.
consolidation-earlier = Earlier versions
consolidation-earlier-none = This section has not been saved yet.
consolidation-first-draft = The form's first draft
done-section-saved = The section is saved.
done-words-taken = The unit's words were added at the end of the section.

# Locked figures.
consolidation-figures = Locked figures
consolidation-figures-how = Computed at { $now } from submitted reports. Not edited by hand; mend an error at its source.
consolidation-figures-of = In section { $section }
consolidation-figures-other = Other totals of the tables
consolidation-figure-opened = Opened figure
consolidation-locked = locked
consolidation-rows = Rows
consolidation-last = { $year }:
consolidation-share = { $share } of it
consolidation-other-units = In { $year } other units reported; compare the totals of the province, not single units.
consolidation-units-total = Units that owe a report
consolidation-units-accepted = Accepted reports
consolidation-units-late = Late units
consolidation-units-on-time = Submitted on time
consolidation-units-missing = Not submitted
consolidation-from-units = From { $n } { $n ->
        [one] unit
       *[other] units
    }
consolidation-adds-up = adds up
consolidation-adds-not = does not add up
consolidation-rows-of = { $unit } › rows
consolidation-open-report = open the report

# Totals by area, place, kind.
consolidation-tables = Tables by area and place
consolidation-choose-table = Choose a table
consolidation-choose-split = Choose how it is split
consolidation-by = Split by
consolidation-by-what = By { $what }
consolidation-small-last = The small figures below are those of { $year }.
consolidation-rest = Not stated
consolidation-table-empty = There are no figures in this table yet.

# The seal.
consolidation-seal = Seal
consolidation-seal-how = A seal fixes the checksum of every figure and word. After it a replacing version can be made; the old one is never changed.
consolidation-ready = Ready to be sealed.
consolidation-units-not-accepted = { $n } units not accepted and without a recorded reason
consolidation-sections-empty = { $n } required sections without text
consolidation-handle = handle them or record reasons
consolidation-handle-units = Handle the units
consolidation-newest = Newest version
consolidation-verify = Check again
consolidation-seal-now = Seal the report
consolidation-seal-again = Make a replacing version
consolidation-seal-who = Only the leader of the standing agency can seal.
consolidation-seal-version = Seal version { $version }
consolidation-seal-button = Seal version { $version }
consolidation-frozen = What is frozen
consolidation-frozen-figures = Figures, with each unit's part
consolidation-frozen-sections = Sections with text
consolidation-frozen-units = Units, with their dates
consolidation-frozen-files = Files
consolidation-conditions = Conditions
consolidation-excused = { $n } units excused
consolidation-reason = Reason for the replacement
consolidation-reason-hint = The reason is published with the replacing version.
done-sealed = Sealed. The files are stored.

# A sealed version.
consolidation-seal-of = Seal
consolidation-sealed-on = Sealed on
consolidation-sealed-by = Sealed by
consolidation-verified = The checksum of the stored content was computed again: it is that of the seal.
consolidation-not-verified = The stored content does not match its seal. Tell the administrator at once.
consolidation-public = Publication
consolidation-published-on = published on { $day }
consolidation-not-published = not published
consolidation-publish = Publish this version
consolidation-files = Stored files
consolidation-versions = Versions
consolidation-corrections = { $n } changes against the version before
consolidation-corrections-none = No figure or text differs from the version before.
consolidation-corrected-section = Text of section { $section }
consolidation-what = Change
consolidation-was = Before
consolidation-is = Now
done-published = Published. Everyone can read it without an account.

# The paper.
consolidation-preview = Preview of the document
consolidation-preview-how = Laid out by Decree 30/2020/NĐ-CP: A4; margins 20 mm above and below, 30 mm left, 20 mm right; 14 pt. Figures on green are locked; the green is not printed. Annexes are in the files.
consolidation-docx = Download Word (.docx)
consolidation-pdf = Download PDF
consolidation-xlsx = Annexed tables (Excel)
consolidation-json = Figures (JSON)

refusal-seal-units-not-accepted = { $count } units are not accepted and have no recorded reason. Accept them or record reasons before the seal.
refusal-seal-sections-empty = { $count } required sections have no text. Write them before the seal.
refusal-seal-reason-needed = Version { $version } is sealed. Give the reason for replacing it.
