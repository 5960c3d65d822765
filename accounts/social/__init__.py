"""
Social sign-in: GitHub, Google, Facebook, X, on social-auth-core.

``providers`` talks to each of them, ``pipeline`` decides who somebody is,
``kind`` lists and ends what was connected, ``pages`` serves browsers, ``convert``
and ``api`` serve programs.
"""
