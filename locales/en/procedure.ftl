# Procedures of aid.
menu-procedures = Procedures
procedures = Procedures of aid
procedures-lead = Steps, deadlines, authority and papers by each instrument. A dossier keeps the rules it was born under; newer rules reach it only by their transition clause.
procedure-rule-sets = Rule sets
procedure-title = Procedure
procedure-instrument = Instrument
procedure-validity = Validity
procedure-since = since { $day }
procedure-no-date = day not known
procedure-in-force = in force
procedure-not-in-force = not for new dossiers
procedure-source = Source
procedure-to-confirm = To be confirmed
procedure-to-confirm-how = The sources at hand do not say this. The administrator adds it to the rules' file once the instrument is at hand.
procedure-open-n = { $n ->
    [one] 1 point
   *[other] { $n } points
}
procedure-diagram = Diagram
procedure-diagram-alt = Diagram of the steps; the table below says the same in words.
procedure-diagram-keep = Keep the diagram
procedure-steps = Steps
procedure-step = Step
procedure-actor = Who acts
procedure-approver = the approving authority
procedure-clock = Deadline
procedure-clocks = Deadlines
procedure-length = Length
procedure-exits = What comes next
procedure-article = Basis
procedure-end = end
procedure-unconfirmed = to be confirmed
procedure-silence = When it has passed
procedure-silence-waits = the dossier waits; the instrument names no effect
procedure-silence-agreed = counts as consent
procedure-silence-withdraw = the approval may be withdrawn
procedure-silence-other = other rules apply
procedure-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
procedure-working-days = { $n ->
    [one] 1 working day
   *[other] { $n } working days
}
procedure-months = { $n ->
    [one] 1 month
   *[other] { $n } months
}
procedure-not-known = not known
procedure-opinions = Opinions to be asked for
procedure-papers = Papers of the dossier
procedure-criteria = Criteria of the appraisal
procedure-decision = Fields of the decision
procedure-reports = Reports
refusal-procedure-no-rules = On { $day } there are no rules for procedures of the kind «{ $family }». Add a file to data/rules.
refusal-procedure-unknown-rules = There are no rules «{ $rules }». Check the id in the dossier.
refusal-procedure-unknown-step = The rules have no step «{ $step }». Run nhipcau rules check.
refusal-procedure-unknown-fact = The rules do not know the value «{ $value }» of «{ $fact }». Check the dossier.
refusal-procedure-event-out-of-place = The event «{ $event }» of { $day } does not exist at the step «{ $step }». Check the order of events.

rules-edit = Confirm and change the procedure
rules-edit-lead = Each save makes a new version for dossiers sent from the day that you choose. Those sent before keep theirs. A version with a dead end, or a clock that does not say how it counts, is not saved.
rules-confirm = To be confirmed
rules-confirm-how = Tick what a source settles, write number and article as the text has them, then name the source.
rules-nothing-open = Nothing is left to be confirmed.
rules-settled = Settled by a source
rules-length = Number
rules-unit-working = working days
rules-unit-days = days
rules-unit-months = months
rules-source = Source
rules-source-hint = Document, article, where it was published.
rules-from = In force from
rules-confirm-do = Confirm as a new version
rules-text = The whole rules (TOML)
rules-text-open = Open the text to change it
rules-save = Save as a new version
rules-versions = Versions after the file
rules-version = Version { $number } from { $from }
rules-faults = { $n ->
    [one] One fault in the rules; nothing was saved
   *[other] { $n } faults in the rules; nothing was saved
  }
rules-length-unread = Write a number from 1 to 1000.
rules-text-unread = Cannot be read, line { $line }: { $what }
done-rules-saved = A new version of the procedure was saved.
refusal-rules-no-source = Name the source of what you confirm.
refusal-rules-day-passed = The day may not be before today, { $today }.
refusal-rules-other = Name or family of the rules was changed; keep “{ $id }” and its family.
refusal-rules-unchanged = Nothing has changed.
rules-meanwhile = Somebody saved a newer version while you were writing. Compare with it, then save once more.
