"""
Questions and their choices. Of votes, staff see the sum.

Votes are not registered: nobody, staff included, may know who voted for what.
"""

from polls.admin.questions import QuestionAdmin

__all__ = ["QuestionAdmin"]
