"""
Nobody gets more than they have.

A person is *above* another who lacks a permission of theirs, or who is no superuser while
they are. Members of staff change, end and delete nothing of people above them, act for
none of them, and hand out what they have themselves. Whether an account is active makes
no difference: whoever switches it on again would have its rights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.people.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet


def permissions_of(person: User) -> QuerySet[Permission]:
    """Return what ``person`` can do, and so can hand out."""
    everything = Permission.objects.all()
    if person.is_superuser:
        return everything
    return everything.filter(pk__in=_held_by(person))


def people_within(actor: User) -> QuerySet[User]:
    """Return those who have no more rights than ``actor``, and ``actor`` among them."""
    everybody: QuerySet[User] = User.objects.all()
    if actor.is_superuser:
        return everybody
    lacking = Permission.objects.exclude(pk__in=_held_by(actor))
    return everybody.exclude(
        Q(is_superuser=True)
        | Q(pk__in=User.objects.filter(user_permissions__in=lacking).values("pk"))
        | Q(pk__in=User.objects.filter(groups__permissions__in=lacking).values("pk"))
    )


def is_above(person: User, actor: User) -> bool:
    return not people_within(actor).filter(pk=person.pk).exists()


def groups_within(actor: User) -> QuerySet[Group]:
    """Return the groups that give nothing that ``actor`` lacks."""
    everything = Group.objects.all()
    if actor.is_superuser:
        return everything
    lacking = Permission.objects.exclude(pk__in=_held_by(actor))
    return everything.exclude(pk__in=Group.objects.filter(permissions__in=lacking).values("pk"))


def groups_ruled_by(actor: User) -> QuerySet[Group]:
    """Return the groups that ``actor`` may change: no member would lose rights to them."""
    above = User.objects.exclude(pk__in=people_within(actor).values("pk"))
    return groups_within(actor).exclude(pk__in=Group.objects.filter(user__in=above).values("pk"))


def _held_by(person: User) -> QuerySet[Permission, Any]:
    held = Permission.objects.filter(Q(user=person) | Q(group__user=person))
    return held.order_by().values("pk")
