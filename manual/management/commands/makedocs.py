from typing import Any

from django.core.management import BaseCommand

from manual import shelves
from manual.reference import PAGES


class Command(BaseCommand):
    help = "Write the pages of docs/reference/ that are made of the code."

    def handle(self, **options: Any) -> None:
        for name, page in PAGES.items():
            path = shelves.folder() / f"{name}.md"
            path.write_text(page(), encoding="utf-8")
            self.stdout.write(f"docs/{name}.md")
