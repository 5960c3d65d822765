"""``/auth/convert-token``, which is oauthlib's like the other endpoints of OAuth2."""

from typing import Any

from django.http import HttpResponse
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth.endpoints import Endpoint
from accounts.social.convert import GRANT_TYPE, ConvertTokenServer


class ConvertTokenView(Endpoint):
    server_class = ConvertTokenServer

    def post(self, request: Any) -> HttpResponse:
        grant_type = request.POST.get("grant_type")
        if grant_type is None:
            raise errors.InvalidRequestError("The parameter grant_type is missing.")
        if grant_type != GRANT_TYPE:
            raise errors.UnsupportedGrantTypeError
        _, headers, body, status = self.create_token_response(request)
        return HttpResponse(body, status=status, headers=headers)
