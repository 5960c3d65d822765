"""Write the page: ``python -m tests.conformance``."""

from tests.conformance.page import PATH, page

PATH.write_text(page(), encoding="utf-8")
print(PATH)
