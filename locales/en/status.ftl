# Where a unit's report stands.
status-not-opened = Not opened
status-draft = Being filled in
status-submitted = Waiting for review
status-returned = Returned
status-accepted = Accepted

# How complete a part of it is.
part-full = complete
part-error = has errors
part-partial = unfinished
part-empty = empty
part-nil = nothing to report

# On every page and paper of an instance that holds training data.
demo-mark = Illustrative figures
