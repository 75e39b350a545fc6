"""Import: a table, a workbook, or a report of this program's own, to the files of a negotiation."""
