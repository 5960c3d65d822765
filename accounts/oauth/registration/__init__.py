"""
Programs that register themselves: by a request (RFC 7591), or by a document at their client id.

Either way they become public clients with the authorization code and PKCE, and no more. Nobody
here has looked at them, and the consent page says so. The toolkit reads the documents
(``oauth2_provider.cimd``); ``addresses`` says which are fetched, and ``fetching`` does it.
"""
