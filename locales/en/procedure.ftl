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
