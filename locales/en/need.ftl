# Needs of places, stated by units.
menu-needs = Needs
needs = Needs
need-lead = Each need belongs to a place, a people and an area of the plan, with evidence. Where no project or call of the same place and area answers it, it is marked.
need-new = State a need
need-edit = Change the need
need-save = Save the need
need-count = { $n ->
    [one] 1 need
   *[other] { $n } needs
}
need-none = No need has been stated yet.
need-none-filtered = No need matches.
need-title = Need
need-title-hint = One short sentence: what lacks, and where.
need-title-en = Need, in English
need-hamlet = Hamlet
need-people = People
need-people-hint = The two official lists number peoples differently, so the list is kept with the code.
need-people-second = Second people
need-peoples = Peoples
need-list-1979 = list of 1979
need-list-census = census list
need-urgency = Urgency
need-urgency-high = Urgent
need-urgency-medium = Medium
need-urgency-low = Low
need-evidence = Evidence
need-evidence-en = Evidence, in English
need-evidence-hint = Figures, day of a survey, minutes of a meeting. No names of residents.
need-beneficiaries = Beneficiaries
need-beneficiaries-hint = Counts by place only. Leave empty what is not known.
need-households = Households
need-people-count = People
need-minority = Of them ethnic minority
need-women = Of them women
need-poor = Of them poor households
need-households-n = { $n ->
    [one] 1 household
   *[other] { $n } households
}
need-people-n = { $n ->
    [one] 1 person
   *[other] { $n } people
}
need-stated-by = Stated by
need-stated-by-hint = A meeting, a school, an association. No names of residents.
need-stated = The need as stated
need-unit = Entered by
need-answered-by = Answered by
need-unanswered = Nothing yet
need-answers = { $projects } running projects, { $calls } calls
need-see-projects = Projects of the same place and area
need-only-unanswered = Only needs that nothing answers
need-also-closed = Closed needs too
need-is-closed = Closed
need-map = Map of needs
need-map-how = Each dot is a commune or ward, larger where there are more needs. The other colour marks places where a need has no answer.
need-map-table = Table by commune and ward
need-map-dot = { $place }: { $n } needs, { $open } without an answer
need-files = Photos and papers
need-no-files = No file yet.
need-attach = Add a photo or paper
need-attach-hint = JPEG, PNG, PDF, Word or Excel, at most 5 MB. No secret documents, and no photos in which residents are recognised without their consent.
need-attach-do = Upload
need-do = What can be done
need-close = Close the need
need-close-how = Close it when it is met or no longer there. It can be opened again.
need-reopen = Open the need again
need-number = Give a whole number, for example 120.
finding-need-title = Say what the need is.
finding-need-place = Choose a commune or ward.
finding-need-area = Choose an area of the plan.
finding-need-evidence = Give the evidence of the need.
finding-need-stated-by = Say who stated this need.
finding-need-people = Choose a people from the list.
finding-need-more-than-people = This is more than the number of people.
finding-need-more-than-households = This is more than the number of households.
refusal-need-incomplete = Something of the need lacks or is wrong.
refusal-file-kind = Only JPEG, PNG, PDF, Word or Excel are taken. The content of this file is of another kind.
refusal-file-large = The file is larger than 5 MB. Make the photo smaller and send it again.
refusal-need-files-many = This need has 10 files already.
done-need-added = The need is recorded.
done-need-closed = The need is closed.
done-need-reopened = The need is open again.
done-need-attached = The file is kept.
