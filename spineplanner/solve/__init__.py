"""Answers that need a solver or random numbers: vials kept apart, uncertainty, what if."""
