# Letters that leave the system. They go to units, so they are in Vietnamese; the English wording
# serves previews. $last and $until are already written as dates.
letter-reminder-subject = Reminder: { $round }, { $days } { $days ->
        [one] day
       *[other] days
    } left
letter-reminder-body =
    To { $unit },

    { $round } is due by { $last }; { $days ->
        [one] one day is left
       *[other] { $days } days are left
    }.
    Your unit has not submitted it. Open the report, type it in or send the Excel workbook at:
    { $link }

    A report sent after { $last } is recorded as late. Reply to this letter or call the standing agency if something stands in the way.
letter-overdue-subject = { $days ->
        [one] One day
       *[other] { $days } days
    } overdue: { $round }
letter-overdue-body =
    To { $unit },

    { $round } was due by { $last } and is { $days ->
        [one] one day
       *[other] { $days } days
    } overdue.
    Your unit has not submitted it. Open the report, type it in or send the Excel workbook at:
    { $link }

    A report sent now is still taken and is recorded as late. Tell the standing agency if you cannot submit it.
letter-returned-subject = Please complete { $round } by { $until }
letter-returned-body =
    To { $unit },

    The report of your unit for { $round } was returned to be completed. Reason:
    { $reason }

    Mend it and submit it again by { $until } at:
    { $link }
