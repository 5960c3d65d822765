"""Dates as the pages show them, instead of Django's "a.m." and "p.m."."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "j M, H:i"
