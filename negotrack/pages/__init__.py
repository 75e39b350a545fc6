"""What is said: every sentence and every sign, as pages of blocks that a writer turns into text, HTML or a screen.

A page is a function of a snapshot and a selection. It holds the text of records as it was written; making it safe
to show is the writers' part.
"""
