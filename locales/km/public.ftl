# Not yet checked by a reader from the place. What is missing is shown in Vietnamese and marked.
home-published = មើលរបាយការណ៍ដែលបានផ្សាយ
published-title = របាយការណ៍ដែលបានផ្សាយ
published-files = ទាញយក
