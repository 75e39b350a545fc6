"""Import: a table, a workbook, or a report of this program's own, to the files of a negotiation.

A file is read (``reading``, ``table``), its columns are settled (``guessing``, ``columns``), its rows make proposals
(``rows``, ``reports``), and of these comes a plan with every file in it (``plan``): all that is wrong is found first.
``existing`` is the negotiation that it goes into, None for a new one; ``progress`` is told of every row or file.
"""
