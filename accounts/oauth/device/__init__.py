"""
The device authorization grant (RFC 8628): sign in on a phone for a program without a browser.

The program shows a short code; the person types it here and allows the program, which asks
again and again meanwhile. The rows are the toolkit's; its views stay unused, because they
limit no guesses, never say ``slow_down``, and keep device codes in clear.
"""
