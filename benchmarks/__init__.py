"""Measurements of the program against plain baselines, each taken in the same run."""
