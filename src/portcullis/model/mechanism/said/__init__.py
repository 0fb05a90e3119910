"""What the rules say, in our own words: one file for each subject, one record for each rule. No code here."""
