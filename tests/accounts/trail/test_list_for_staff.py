"""Staff narrow the list of entries by links that have words."""

from accounts.trail.models import Entry


def test_every_scheme_that_is_offered_has_a_name(ada, browser_as):
    Entry.objects.create(event="all_ended", user_id=ada.pk)  # by no scheme

    page = browser_as(ada).get("/admin/accounts_trail/entry/").content.decode()

    assert '<a href="?scheme=token">' in page
    assert '<a href="?scheme="></a>' not in page
