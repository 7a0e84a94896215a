"""Worksheets on paper: words and pictures set by typst as PDF, and as PNG of the same pages."""
