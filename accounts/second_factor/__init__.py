"""
A second factor: codes of an authenticator app, recovery codes and passkeys.

``asking`` puts the question at every door that takes a password. ``factors`` has the rules.
"""
