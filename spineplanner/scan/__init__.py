"""Reads the codes on vials, ISBT 128 and GS1; it parses only, and mints no number."""
