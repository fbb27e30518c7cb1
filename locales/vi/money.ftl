# Money in words. $amount is already written in the language's figures.
money-billion = { $amount } tỷ đồng
money-million = { $amount } triệu đồng
money-dong = { $amount } đồng
money-foreign = { $amount } { $currency }
