# Not yet checked by a reader from the place. What is missing is shown in Vietnamese and marked.
calls-title = គម្រោងអំពាវនាវរកជំនួយ
calls-lead = គម្រោងនីមួយៗខាងក្រោមត្រូវបានស្នើដោយឃុំ សង្កាត់ ឬមន្ទីរ ហើយស្ថិតក្នុងបញ្ជីដែលបានផ្សាយ។ ម្ចាស់ជំនួយអាចទទួលយកគម្រោងទាំងមូល ឬមួយផ្នែក។
calls-search = ស្វែងរកក្នុងបញ្ជី
calls-search-do = ស្វែងរក
calls-filter = ត្រងបញ្ជី
calls-apply = អនុវត្ត
calls-drop = បង្ហាញទាំងអស់
calls-order = តម្រៀបតាម
calls-facet-lv = វិស័យអាទិភាព
calls-facet-tt = ស្ថានភាព
calls-facet-dt = ជនជាតិ
calls-facet-xa = ឃុំ សង្កាត់
calls-nothing-yet = មិនទាន់មានបញ្ជីណាមួយត្រូវបានផ្សាយទេ។
calls-about = ព័ត៌មានទូទៅ
calls-contact = ទំនាក់ទំនង
calls-files = ឯកសារ
menu-calls = អំពាវនាវរកជំនួយ
