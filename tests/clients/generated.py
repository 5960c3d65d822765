"""
A client in Python, made of the schema by openapi-python-client.

Prints what it did. Usage: generated.py BASE USERNAME PASSWORD
"""

import importlib
import json
import pkgutil
import sys

import polls_client
from polls_client import AuthenticatedClient, Client, models
from polls_client.api.accounts import accounts_api_me_retrieve, accounts_get_auth_token_create
from polls_client.api.polls import (
    polls_api_questions_create,
    polls_api_questions_destroy,
    polls_api_questions_list,
    polls_api_questions_vote_create,
)

for module in pkgutil.walk_packages(polls_client.__path__, "polls_client."):
    importlib.import_module(module.name)

base, username, password = sys.argv[1:]
issued = accounts_get_auth_token_create.sync(
    client=Client(base), body=models.GetAuthTokenRequest(username=username, password=password)
)
client = AuthenticatedClient(base, token=issued.token, prefix="Token")
me = accounts_api_me_retrieve.sync(client=client)
choices = [models.ChoiceRequest(choice_text=text) for text in ("Tea", "Coffee")]
question = polls_api_questions_create.sync(
    client=client, body=models.QuestionRequest(question_text="Tea or coffee?", choices=choices)
)
vote = models.VoteRequest(choice=question.choices[0].id)
voted = polls_api_questions_vote_create.sync(question.id, client=client, body=vote)
again = polls_api_questions_vote_create.sync(question.id, client=client, body=vote)
listed = polls_api_questions_list.sync(client=client, page_size=5)
deleted = polls_api_questions_destroy.sync_detailed(question.id, client=client)
print(
    json.dumps(
        {
            "scheme": str(me.scheme),
            "voted": voted.my_vote == vote.choice,
            "code": again.code,
            "listed": question.id in [one.id for one in listed.results],
            "deleted": int(deleted.status_code),
        }
    )
)
