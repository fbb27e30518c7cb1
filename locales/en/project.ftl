# The register of projects.
projects = Register of projects
project-source = The figures come from accepted reports.
project-filter = Filter
project-search = Search
project-search-hint = Name, donor, decision; tone marks are not needed.
project-any = All
project-apply = Apply
project-drop = Drop the filter
project-count = { $n } { $n ->
        [one] project
       *[other] projects
    }
project-none = The register holds no project yet. A project enters it with the first report that is submitted.
project-none-filtered = No project is like that.
project-total = Total of { $n } { $n ->
        [one] project
       *[other] projects
    }
project-name = Project
project-place = Place
project-donor = Donor
project-donor-type = Kind of donor
project-state = State
project-committed = Committed
project-disbursed = Disbursed
project-rate = Disbursement rate
project-facts = Facts
project-modality = Modality
project-owner = Aid owner
project-period = Period
project-decision = Approval decision
project-original = Amount in original currency
project-unit = Reporting unit
project-by-source = Commitment by source
project-by-source-caption = Million VND, by the newest report
project-no-commitment = No report states a commitment yet.
project-by-year = Disbursement by year
project-by-year-caption = Million VND; the commitment is the total stated in that year's report
project-no-year = No report states an amount for this project yet.
project-year = Year
project-report = Report
project-report-of = Report of { $year }
project-source-aid = Grant aid
project-source-oda = ODA grant
project-source-loan = ODA and concessional loan
project-source-cp-province = Counterpart, provincial budget
project-source-cp-commune = Counterpart, commune budget
project-source-cp-community = Community, enterprises
project-reassign = Reassign unit and place
project-reassign-why = The unit or place of these projects has ended. Choose who takes each one over.
project-reassign-none = No project needs to be reassigned.
project-reassign-count = { $n } projects to reassign
project-reassign-from = Recorded under
project-reassign-to = Reassign to
project-reassign-to-of = Who takes over project { $code }
project-reassign-split = This place was divided: check before you choose.
project-reassign-button = Reassign the chosen projects
done-reassigned = The chosen projects were reassigned.
