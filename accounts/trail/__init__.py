"""
What happened to each account, kept in a table that nobody can rewrite.

``accounts.events`` says what happened, once: the log line and the row are made of it.
"""
