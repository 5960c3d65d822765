"""The first call by each scheme, as the front page of the demo has it to copy."""

#: By the name of the scheme. SITE is the address of the site.
LINES = {
    "token": r"""
TOKEN=$(curl -s -d username=alice -d password=alice SITE/accounts/get_auth_token/ |
    sed 's/.*"token":"\([^"]*\)".*/\1/')
curl -H "Authorization: Token $TOKEN" SITE/accounts/api/me
""",
    "session": """
JAR=$(mktemp) && curl -s -o /dev/null -c "$JAR" SITE/accounts/login/
CSRF=$(awk '/csrftoken/ { print $7 }' "$JAR")
curl -s -o /dev/null -b "$JAR" -c "$JAR" -H "X-CSRFToken: $CSRF" \\
    -d username=alice -d password=alice SITE/accounts/login/
curl -b "$JAR" SITE/accounts/api/me
""",
    "oauth2": r"""
ACCESS=$(curl -s -d grant_type=password -d username=alice -d password=alice -d scope=profile \
    -d client_id=demo-confidential -d client_secret="${SECRET:?is printed by bin/run}" \
    SITE/auth/token |
    sed 's/.*"access_token": *"\([^"]*\)".*/\1/')
curl -H "Authorization: Bearer $ACCESS" SITE/accounts/api/me
""",
    "basic": """
curl -u alice:alice SITE/accounts/api/me
""",
}


def at(site: str) -> dict[str, str]:
    return {name: lines.strip().replace("SITE", site) for name, lines in LINES.items()}
