from django.contrib.auth.hashers import Argon2PasswordHasher

from accounts.passwords.turns import hashing


class Argon2idPasswordHasher(Argon2PasswordHasher):
    """
    Argon2id with OWASP's parameters instead of Django's.

    Django's defaults take 100 MiB and eight lanes, about 160 ms of CPU: a few
    dozen sign-ins a second starve every other request of the host. These take
    about 18 ms.
    https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """:raises Busy: as ``verify`` does."""
        return hashing().take(super().encode, password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """:raises Busy: when too many wait for a hash already."""
        return hashing().take(super().verify, password, encoded)
