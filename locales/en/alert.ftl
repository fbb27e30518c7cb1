# Letters about a search of the public catalogue.
alert-title = Letters when something changes
alert-how-search = At most one letter a day, when a project is new, changes or soon closes among those you have chosen.
alert-how-all = At most one letter a day, when a project of the catalogue is new, changes or soon closes. Choose first if you care for a part of it.
alert-do = Send me letters
alert-letter-sent = A letter is on its way to you. Open the link in it within 72 hours to confirm; no other letter is sent before.
alert-confirm-how = Press the button to confirm that you want these letters.
alert-confirm = Confirm
alert-confirmed = Thank you. We write when something changes. Each letter has a link to stop them.
alert-stop-how = Press the button to stop these letters. Your address is then deleted.
alert-stop = Stop the letters
alert-stopped = You will get no more letters. Your address was deleted.
alert-back = To the catalogue
alert-new = New
alert-closing = Closes soon
alert-changed = Changed
alert-gone = No longer found
refusal-alert-email = This does not look like an address, such as name@example.org.
refusal-alert-long = The search is too long. Choose less and try again.
refusal-alert-many = This address has letters that were not confirmed, or ten searches already. Open the link in the letter.
letter-alert-confirm-subject = Confirm letters about projects calling for aid
letter-alert-confirm-body = You, or somebody using this address, would like a letter when this list changes:
    { $search }

    Confirm within 72 hours:
    { $link }

    Was it not you? There is nothing to do; this address will be deleted.
letter-alert-subject = Projects calling for aid: { $n ->
    [one] one change
   *[other] { $n } changes
  }
letter-alert-body = Since the last letter:
    { $calls }

    Your search:
    { $search }

    Stop these letters:
    { $stop }
