"""Signing in by a code that is mailed: off, unless ``SIGN_IN_CODES`` is on."""
