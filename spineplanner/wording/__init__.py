"""Domain values in words: names of sites, numbers with units, findings and edits as sentences."""
