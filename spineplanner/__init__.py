"""Plan cell aliquots on a schematic spine and print the sheet they are prepared from."""

__version__ = "0.1.0"
