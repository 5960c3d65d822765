"""import_authtoken takes over the tokens of DRF."""

from datetime import timedelta

import pytest
from django.core.management import CommandError
from django.db import connection
from django.utils import timezone

from accounts.models import Token
from accounts.tokens import rotating
from tests.accounts.tokens.test_commands import run, works


class TestImportAuthtoken:
    KEY = "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b"

    @pytest.fixture
    def old_table(self, alice):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE authtoken_token (key varchar(40), user_id bigint)")
            cursor.execute("INSERT INTO authtoken_token VALUES (%s, %s)", [self.KEY, alice.pk])

    def test_keeps_every_client_signed_in_and_no_key_in_clear(self, alice, old_table):
        assert not works(self.KEY)
        assert run("import_authtoken") == "1 of 1 tokens taken over.\n"
        assert works(self.KEY)
        token = Token.objects.get(name="rest_framework.authtoken")
        assert self.KEY not in repr(vars(token))

    def test_can_be_run_again(self, old_table):
        run("import_authtoken")
        assert run("import_authtoken") == "0 of 1 tokens taken over.\n"

    def test_does_not_bring_a_key_back_that_was_replaced(self, old_table):
        run("import_authtoken")
        token = Token.objects.get(name="rest_framework.authtoken")
        rotating.rotate(token, now=timezone.now(), overlap=timedelta(0))
        assert run("import_authtoken") == "0 of 1 tokens taken over.\n"
        assert not works(self.KEY)

    def test_says_so_when_there_is_nothing_to_take_over(self, db):
        with pytest.raises(CommandError, match="nothing to take over"):
            run("import_authtoken")
