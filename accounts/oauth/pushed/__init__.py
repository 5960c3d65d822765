"""
Pushed authorization requests (RFC 9126): an application sends its request to the server first.

The browser then carries a reference, which says nothing and cannot be changed on its way.
``PUSHED_REQUESTS`` turns it on. The rows are in the database, so any node finds them.
"""
