# Money in words. $amount is already written in the language's figures.
money-billion = VND { $amount } billion
money-million = VND { $amount } million
money-dong = VND { $amount }
money-foreign = { $currency } { $amount }
