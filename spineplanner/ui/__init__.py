"""The window: views that show a snapshot and say what the user wants, in domain words."""
