import structlog

logger = structlog.get_logger(__name__)


# In this order: Edge also calls itself Chrome and Safari, Android also Linux.
_BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    *((name, name) for name in ("Firefox", "Chrome", "Safari")),
]

_SYSTEMS = ["Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux"]


def browser_name(user_agent: str) -> str:
    """Return words in which a person knows their browser, or the beginning of ``user_agent``."""
    browser = next((name for mark, name in _BROWSERS if f"{mark}/" in user_agent), None)
    system = next((name for name in _SYSTEMS if name in user_agent), None)
    return f"{browser}, {system}" if browser and system else user_agent[:40]
