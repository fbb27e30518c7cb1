# Around every page.
skip = Skip to the main content
demo = Demonstration figures
demo-why = Names, amounts and dates are not real.
brand-public = International cooperation in ethnic-minority areas
brand-office = Management of international cooperation
language = Language
untranslated = not translated
menu = All pages
menu-main = Main
menu-home = Home
menu-published = Published reports
menu-work = My work
menu-reports = Reports
menu-report = My unit’s report
menu-consolidation = Consolidation
menu-projects = Projects
menu-plan = Plan
menu-people = People
menu-audit = Audit trail
menu-account = Account
sign-out = Sign out
crumb = You are here
foot-about = About this site
foot-about-text = The figures come from the reports of the province’s agencies and units. Reading needs no account.
foot-agency = Standing agency
foot-version = version { $version } · server time { $now }
title-error = Error: { $title }
choose = Choose
search = Search
search-clear = Clear the search
total = Total
area = Priority area
table-of = Table: { $title }
unit-million = VND million
unit-note = amounts in VND million
cell-few = <5
cell-hidden = hidden

# Forms.
form-errors = { $n ->
    [one] { $n } thing to correct
   *[other] { $n } things to correct
}
form-optional = optional
form-day-unread = Write day, month, year, for example 20/11/2025.

# When things do not go.
error-to-work = Back to my work
error-to-home = Back to the home page
error-not-found = There is no such page
error-not-found-why = The address may be wrong, or the page has moved.
error-gone = This page is no longer here
error-gone-why = What was here has been removed or replaced.
error-forbidden = You may not open this page
error-forbidden-why = This account has no task here.
error-forbidden-who = Only { $who } can do this.
error-forbidden-ask = If this is your task, ask the administrator to look at the seat of your account.
error-cross-site = The request came from another site
error-cross-site-why = Nothing was written. Open the page in this system and send it again.
error-conflict = Someone else saved before you
error-conflict-why = Nothing was overwritten. Open the page again to see the new version, then go on.
error-refused = This could not be done
error-method = This page does not take that kind of request
error-method-why = Go back and use the button on the page.
error-too-large = What was sent is too large
error-too-large-why = Nothing was saved. Send it in smaller parts.
error-unreadable = The request could not be read
error-unreadable-why = Nothing was saved. Go back and send it again.
error-limited = Too many attempts
error-limited-why = There were many attempts from this network address. Try again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
error-broken = Something went wrong here
error-broken-code = Error code { $code }.
error-broken-why = The error has been recorded. Tell the administrator this code if it happens again.

# Who can, by what is asked for.
who-read-public = everyone
who-work = people who are signed in
who-read-plan = people who are signed in
who-read-projects = officers
who-read-round = the standing agency, the provincial People’s Committee and the central body
who-read-report = the reporting unit and the standing agency
who-write-report = the reporting unit
who-submit-report = the reporting unit
who-review-report = the standing agency
who-run-round = the standing agency
who-grant-exception = the head of the standing agency
who-read-consolidation = the standing agency, the provincial People’s Committee and the central body
who-write-consolidation = the standing agency
who-seal = the head of the standing agency
who-manage-people = the administrator
who-read-audit = the administrator and the head of the standing agency
who-manage-aid = the standing agency
who-read-proposals = the proposing unit, the standing agency, those who compile the catalogue
who-propose = the proposing unit
who-review-proposals = the standing agency, the lead for foreign NGOs
who-read-dossiers = the dossier's unit, those who appraise and advise
who-write-dossiers = the dossier's unit, the lead appraiser
who-appraise-dossiers = the lead appraiser
who-give-opinion = the agency that was asked
who-decide-dossiers = a leader of the approving authority
who-manage-rules = the administrator
who-read-catalogue = officers of the units
who-write-catalogue = the standing agency, those who compile the catalogue
who-publish-catalogue = a leader of the standing agency or of the approving authority
who-read-donors = those who call for aid, appraise and approve
who-manage-donors = the standing agency, the lead for foreign NGOs, foreign affairs
who-manage-guidance = the standing agency and those who guide with it

# Files that arrive.
finding-upload-missing = No file was chosen. Choose a file and send it again.
finding-upload-empty = The file is empty. Save it again in Excel and send it.
finding-upload-broken = The file did not arrive whole because the connection broke. Send it again.
finding-upload-too-large = The file has { $size } MB, more than the { $largest } MB that are taken. Remove pictures from it and send it again.
