"""Import: from a table, a workbook, or a report of this program to the files of a negotiation.

A file is read (``reading``, ``table``), its columns are identified (``guessing``, ``columns``), its rows become
proposals (``rows``, ``reports``), and these a plan with every new file (``plan``), so that all problems are found
before anything is written. ``existing`` is the negotiation to add to, None for a new one; ``progress`` is called
after every row or file.
"""
