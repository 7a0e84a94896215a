"""The functional core: frozen plans, pure edits and the preparation, without files or clock."""
