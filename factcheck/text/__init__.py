"""Text and dates alone, without Django: reading files, EDTF, extraction, matching, passages and their places."""
