"""FastAPI and SQLAlchemy as FastAPI's tutorial has them: a session a request, plain functions."""

import os
from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy import URL, ForeignKey, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

engine = create_engine(
    URL.create(
        "postgresql+psycopg",
        host=os.environ["DATABASE_HOST"],
        port=int(os.environ["DATABASE_PORT"]),
        username=os.environ["DATABASE_USER"],
        password=os.environ.get("DATABASE_PASSWORD"),
        database=os.environ["DATABASE"],
    ),
    pool_size=4,
)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "auth_user"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]
    is_active: Mapped[bool]


class Token(Base):
    __tablename__ = "authtoken_token"
    key: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id))


class Choice(Base):
    __tablename__ = "peers_choice"
    id: Mapped[int] = mapped_column(primary_key=True)
    choice_text: Mapped[str]
    votes: Mapped[int]
    question_id: Mapped[int] = mapped_column(ForeignKey("peers_question.id"))


class Question(Base):
    __tablename__ = "peers_question"
    id: Mapped[int] = mapped_column(primary_key=True)
    question_text: Mapped[str]
    pub_date: Mapped[datetime]
    closes_at: Mapped[datetime | None]
    choices: Mapped[list[Choice]] = relationship(order_by=Choice.id)


class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class ChoiceOut(Out):
    id: int
    choice_text: str
    votes: int


class QuestionOut(Out):
    id: int
    question_text: str
    pub_date: datetime
    closes_at: datetime | None
    choices: list[ChoiceOut]


def session():
    with Session(engine) as opened:
        yield opened


Opened = Annotated[Session, Depends(session)]


def caller(session: Opened, authorization: str = Header("")) -> User:
    key = authorization.removeprefix("Token ")
    user = session.scalar(select(User).join(Token).where(Token.key == key, User.is_active))
    if user is None:
        raise HTTPException(401, "Invalid token", {"WWW-Authenticate": "Token"})
    return user


app = FastAPI(openapi_url=None)


@app.get("/questions/{pk}", response_model=QuestionOut)
def question(pk: int, session: Opened, user: Annotated[User, Depends(caller)]):
    found = session.get(Question, pk)
    if found is None:
        raise HTTPException(404)
    return found
