"""``manage.py rotatekey``: a new key signs, and the old one verifies for a while."""

import pytest
from django.core.management import CommandError, call_command

from accounts.oauth.openid import keys
from config import environment

ACTIVE, INACTIVE = "OIDC_RSA_PRIVATE_KEY", "OIDC_RSA_PRIVATE_KEYS_INACTIVE"


@pytest.fixture
def restart(set_up, monkeypatch):
    """``restart(file)``: read the keys as the settings do, and use them."""

    def read(file):
        for line in file.read_text().splitlines():
            name, _, value = line.partition("=")
            if name in {ACTIVE, INACTIVE}:
                monkeypatch.setenv(name, value)
        set_up(
            OIDC_RSA_PRIVATE_KEY=environment.private_key(ACTIVE),
            OIDC_RSA_PRIVATE_KEYS_INACTIVE=environment.private_keys(INACTIVE, besides=ACTIVE),
        )
        return [key.thumbprint() for key in keys()]

    return read


def test_the_old_key_verifies_until_it_is_dropped(oidc, restart, tmp_path):
    before = [key.thumbprint() for key in keys()]
    file = tmp_path / ".env"
    file.write_text(f"DEBUG=on\n{ACTIVE}=x\n")

    call_command("rotatekey", file=file)

    new, *old = restart(file)
    assert new not in before
    assert old == before
    assert file.read_text().startswith("DEBUG=on\n")
    assert file.stat().st_mode & 0o077 == 0
    call_command("rotatekey", file=file)
    assert restart(file)[1:] == [new, *old]
    signing = keys()[0].thumbprint()
    call_command("rotatekey", file=file, drop=True)
    assert restart(file) == [signing]


def test_without_a_file_the_lines_are_printed(oidc, capsys):
    call_command("rotatekey")

    active, inactive = capsys.readouterr().out.splitlines()
    assert active.startswith(f"{ACTIVE}=-----BEGIN PRIVATE KEY-----\\n")
    assert inactive.count("-----BEGIN PRIVATE KEY-----") == 2


def test_nothing_is_dropped_where_there_is_no_key(set_up):
    set_up(OIDC_RSA_PRIVATE_KEY="", OIDC_RSA_PRIVATE_KEYS_INACTIVE=[])

    with pytest.raises(CommandError, match="not set"):
        call_command("rotatekey", drop=True)
