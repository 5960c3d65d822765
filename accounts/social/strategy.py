from typing import Any

from django.db import IntegrityError, transaction
from social_core.exceptions import AuthAssociationError, AuthPolicyError
from social_django.strategy import DjangoStrategy


class Strategy(DjangoStrategy):
    def authenticate(self, backend: Any, **kwargs: Any) -> Any:
        """
        Run the pipeline as one transaction: nobody is left half made.

        Two first sign-ins at once both find nobody, and one of them then hits a
        constraint; the second time it finds what the other one made.

        :raises SocialAuthBaseException: instead of answering None.
        """
        for _ in range(2):
            try:
                with transaction.atomic():
                    user = super().authenticate(backend, **kwargs)
            except IntegrityError:
                continue
            if user is None:
                raise AuthPolicyError(backend, stage="pipeline")
            return user
        raise AuthAssociationError(backend, code="identity_in_use", stage="pipeline")
