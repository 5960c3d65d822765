"""
OAuth2: this site as an authorization server, on django-oauth-toolkit.

``urls`` maps the endpoints, ``views`` answers them, ``validator`` decides,
``consent`` asks the person, ``authentication`` and ``permissions`` let bearers in.
"""
