from typing import Any

from django.core.management import BaseCommand

from manual import shelves
from manual.diagrams import DIAGRAMS
from manual.reference import PAGES, openapi


class Command(BaseCommand):
    help = "Write the pages of docs/reference/, the schema and the diagrams: the code makes them."

    def handle(self, **options: Any) -> None:
        files = {f"{name}.md": page() for name, page in PAGES.items()}
        files |= {f"img/{name}.svg": diagram.svg() for name, diagram in DIAGRAMS.items()}
        files[openapi.NAME] = openapi.document()
        for name, text in files.items():
            (shelves.folder() / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/{name}")
