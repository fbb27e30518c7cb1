# Names of days and months as in the Unicode locale data for Khmer.
# Not yet checked by a reader from the place.
due-today = ថ្ងៃនេះ

month-1 = មករា
month-2 = កុម្ភៈ
month-3 = មីនា
month-4 = មេសា
month-5 = ឧសភា
month-6 = មិថុនា
month-7 = កក្កដា
month-8 = សីហា
month-9 = កញ្ញា
month-10 = តុលា
month-11 = វិច្ឆិកា
month-12 = ធ្នូ

weekday-1 = ចន្ទ
weekday-2 = អង្គារ
weekday-3 = ពុធ
weekday-4 = ព្រហស្បតិ៍
weekday-5 = សុក្រ
weekday-6 = សៅរ៍
weekday-7 = អាទិត្យ
