# Why a dossier's state cannot be told (`refusal-procedure-<code>`).
refusal-procedure-no-rules = On { $day } there are no rules for procedures of the kind «{ $family }». Add a file to data/rules.
refusal-procedure-unknown-rules = There are no rules «{ $rules }». Check the id in the dossier.
refusal-procedure-unknown-step = The rules have no step «{ $step }». Run nhipcau rules check.
refusal-procedure-unknown-fact = The rules do not know the value «{ $value }» of «{ $fact }». Check the dossier.
refusal-procedure-event-out-of-place = The event «{ $event }» of { $day } does not exist at the step «{ $step }». Check the order of events.
