sign-in = Sign in
sign-in-for = For officers who were given an account. Reading the public pages needs none.
sign-in-email = Official e-mail
sign-in-email-needed = Enter your official e-mail.
sign-in-password = Password
sign-in-password-hint = Pasting from a password manager works.
sign-in-password-needed = Enter your password.
sign-in-next = Continue
sign-in-refused = The e-mail or the password is not right. After five wrong attempts, wait 15 minutes and try again.
sign-in-rules = After five wrong attempts the account is locked for 15 minutes. Every sign-in is recorded.
sign-in-forgotten = Forgotten your password? Ask the administrator for a new one.
sign-in-code = Enter the six-digit code
sign-in-code-where = Open the authenticator app on your telephone and enter the code it shows for Nhịp Cầu.
sign-in-code-label = Code
sign-in-code-hint = The code changes every 30 seconds. Pasting works.
sign-in-code-wrong = The code is wrong or has expired. Enter the code that is shown now.
sign-in-code-left = { $n ->
    [one] { $n } attempt left.
   *[other] { $n } attempts left.
}
sign-in-enrol = Set up the code
sign-in-enrol-why = This account signs, seals or administers, so it also needs a code from your telephone.
sign-in-enrol-1 = Install an authenticator app on your telephone.
sign-in-enrol-2 = Add a new account in the app with this key:
sign-in-enrol-open = Open the authenticator app on this device
sign-in-enrol-3 = Enter the six-digit code that the app shows.
sign-in-back = Back to step 1
sign-in-no-phone = Lost your telephone? Ask the administrator to reset the code.

account = My account
account-me = Details
account-password = Change the password
account-current = Present password
account-current-needed = Enter your present password.
account-new = New password
account-new-needed = Enter a new password.
account-new-hint = At least 12 characters; a short sentence that you remember is good.
account-password-ends = Afterwards other devices have to sign in again.
account-change = Change the password
account-seats = Seats today
account-wrong = Something wrong here? Tell the administrator.
done-password = The password is changed. Other devices have to sign in again.

refusal-password-short = The password needs at least { $n } characters.
refusal-password-long = The password is longer than { $n } characters.
refusal-password-plain = The password only repeats one character. Choose another.
refusal-password-name = The password is your name or e-mail. Choose another.
refusal-password-wrong = The present password is not right.
refusal-password-same = The new password is the old one. Choose another.
