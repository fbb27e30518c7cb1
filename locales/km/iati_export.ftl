# Not yet checked by a reader from the place.
iati-export-title = ទិន្នន័យ IATI
iati-export-lead = គម្រោង និងថវិកានៃឆ្នាំដែលរបាយការណ៍ត្រូវបានផ្សាយ តាមស្តង់ដារ IATI 2.03។
iati-export-activities = ឯកសារសកម្មភាព XML
iati-export-organisation = ឯកសារអង្គការ XML
