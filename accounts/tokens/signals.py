from typing import Any

#: The name of the first token of each person.
INITIAL = "initial"


def issue_initial_token(
    sender: Any, instance: Any, created: bool, raw: bool, using: str, **kwargs: Any
) -> None:
    """
    Make the first token of each new user.

    Its key rides on the saved instance (``user.initial_token.key``), because nobody
    can read it later. ``raw`` is loaddata: a fixture brings its own tokens.
    """
    from accounts.models import Token

    if created and not raw:
        instance.initial_token = Token.objects.using(using).create(user=instance, name=INITIAL)
