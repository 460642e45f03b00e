"""What quality must reach, in one place; each figure says what it is measured on."""

# Archive codes, from an empty office: letters or subjects with an accepted code among the five shown.
SAMPLE_LETTERS_CODE_IN_FIVE = 11  # of 12, with the fields printed on them (must: 9; measured: 12)
SAMPLE_LETTERS_CODE_IN_FIVE_FROM_TEXT_ALONE = 10  # of 12, nothing but the pages' text (measured: 11)
EVERYDAY_SUBJECTS_CODE_IN_FIVE = 43  # of 50 (measured: 45)
# Archive codes, after 500 letters of an invented register (bench/make_registers.py), on the next 250.
REGISTER_TOP1_PERCENT = 55.0
REGISTER_TOP5_PERCENT = 72.0
