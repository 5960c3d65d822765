"""Recovery codes: random, shown once, kept as digests, each good for one sign-in."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.digests import digest
from accounts.second_factor.models import RecoveryCode

if TYPE_CHECKING:
    from accounts.people.models import User

NUMBER = 10
#: Without letters and digits that look alike. 16 of them are 79 bits, so the digest needs no salt.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH, GROUP = 16, 4


@transaction.atomic
def renew(user: User) -> list[str]:
    """Return new codes, as people read them; all earlier ones end."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(NUMBER)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=digest(one)) for one in codes)
    return ["-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP)) for code in codes]


def take(user: User, code: str, *, now: datetime) -> bool:
    """Use ``code`` up; False when it is none of ``user``'s, or was used before."""
    unused = RecoveryCode.objects.filter(user=user, digest=digest(code), used_at=None)
    return bool(unused.update(used_at=now))


def left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()
