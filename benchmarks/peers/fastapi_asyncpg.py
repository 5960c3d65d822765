"""FastAPI and asyncpg: one statement for the token, one for the question, no ORM."""

import os
from contextlib import asynccontextmanager
from datetime import datetime

import asyncpg
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel

CALLER = """
SELECT auth_user.id, username FROM authtoken_token JOIN auth_user ON auth_user.id = user_id
WHERE key = $1 AND is_active
"""
QUESTION = "SELECT id, question_text, pub_date, closes_at FROM peers_question WHERE id = $1"
CHOICES = "SELECT id, choice_text, votes FROM peers_choice WHERE question_id = $1 ORDER BY id"


class Choice(BaseModel):
    id: int
    choice_text: str
    votes: int


class Question(BaseModel):
    id: int
    question_text: str
    pub_date: datetime
    closes_at: datetime | None
    choices: list[Choice]


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(
        host=os.environ["DATABASE_HOST"],
        port=int(os.environ["DATABASE_PORT"]),
        user=os.environ["DATABASE_USER"],
        password=os.environ.get("DATABASE_PASSWORD"),
        database=os.environ["DATABASE"],
        min_size=4,
        max_size=4,
    )
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan, openapi_url=None)


async def caller(authorization: str = Header("")):
    key = authorization.removeprefix("Token ")
    user = await app.state.pool.fetchrow(CALLER, key)
    if user is None:
        raise HTTPException(401, "Invalid token", {"WWW-Authenticate": "Token"})
    return user


@app.get("/questions/{pk}")
async def question(pk: int, user: asyncpg.Record = Depends(caller)) -> Question:  # noqa: B008
    row = await app.state.pool.fetchrow(QUESTION, pk)
    if row is None:
        raise HTTPException(404)
    choices = await app.state.pool.fetch(CHOICES, pk)
    return Question(**row, choices=[Choice(**choice) for choice in choices])
