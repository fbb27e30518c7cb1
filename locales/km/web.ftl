# Not yet checked by a reader from the place. What is missing is shown in Vietnamese and marked.
skip = រំលងទៅមាតិកាសំខាន់
language = ភាសា
untranslated = មិនទាន់បកប្រែ
menu = ទំព័រទាំងអស់
menu-main = ម៉ឺនុយ
menu-home = ទំព័រដើម
menu-published = របាយការណ៍ដែលបានផ្សាយ
total = សរុប
