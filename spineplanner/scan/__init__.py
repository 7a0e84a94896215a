"""Reads the codes on vials: ISBT 128 and GS1. It parses only; no number is minted here."""
