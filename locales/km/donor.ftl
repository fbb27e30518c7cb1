# Not yet checked by a reader from the place. What is missing is shown in Vietnamese and marked.
interest-title = បង្ហាញការចាប់អារម្មណ៍
interest-do = បង្ហាញការចាប់អារម្មណ៍
interest-f-name = ឈ្មោះ
interest-f-organisation = អង្គការ
interest-f-email = អ៊ីមែល
interest-f-country = ប្រទេស
interest-f-message = សារ
interest-send = ផ្ញើ
interest-confirm = បញ្ជាក់
