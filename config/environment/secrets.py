"""The keys that sign sessions and links."""

from config.environment.values import required_text, text, words, wrong

_REMEDY = "Set it to 50 or more random characters, the same on every node."


def secret_key(name: str, *, strict: bool) -> str:
    """
    Return the key that signs sessions and links. ``strict`` refuses what can be guessed.

    The bounds are those of Django's check W009, which only warns.
    """
    value = required_text(name, _REMEDY)
    if strict and is_weak(value):
        raise wrong(name, "…", f"It is too weak. {_REMEDY}")
    return value


def old_secret_keys(name: str, *, besides: str, strict: bool) -> list[str]:
    """
    Return the keys, separated by commas, that still verify and sign nothing new.

    Each is held to the rules of the key in ``besides``, which must not be among them: it would
    not be an old one, and would go on after it is taken out there.
    """
    keys = words(name)
    if strict and any(map(is_weak, keys)):
        raise wrong(name, "…", f"A key in it is too weak. {_REMEDY}")
    if text(besides) in keys or len(set(keys)) < len(keys):
        raise wrong(name, "…", f"List each old key once, and not the one in {besides}.")
    return keys


def is_weak(key: str) -> bool:
    return len(key) < 50 or len(set(key)) < 5 or "insecure" in key
