"""
The endpoints of OAuth2 and the discovery documents, for the schema.

They are no views of DRF, so each is described here: ``paths`` lists them, in the words of
``describing``, with the schemas of ``bodies``. A test says if one is missing.
"""
