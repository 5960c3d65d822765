"""
Django's admin, held to one rule: a member of staff reads no more than the lists show.

``settings.INSTALLED_APPS`` names ``web.admin.apps.AdminConfig`` in place of
``django.contrib.admin``. Its site puts ``guard.Guarded`` over every ``ModelAdmin``
that is registered, those of other packages included:

- ``lookups`` says what a list may be asked by: its own columns, filters, search and order.
  Django lets a query string filter by every column, so that a member of staff can search
  for a session's data or a secret's digest letter by letter;
- whatever else a query string holds is answered 400 with words, or left out of a form;
- each change is in the history and in the log, with the member of staff as ``actor``.
"""
