"""The requests that the quick way may answer: those with nothing unusual in them."""

from typing import Any

#: All of a request that the headers of its answer, or a refusal, can depend on.
SHAPE = (
    *("SERVER_NAME", "SERVER_PORT", "SCRIPT_NAME", "wsgi.url_scheme"),
    *("CONTENT_TYPE", "CONTENT_LENGTH"),
    *("HTTP_HOST", "HTTP_ORIGIN", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING"),
    *("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT"),
)
#: Of no matter to a request that programs send, or read here.
_FREE = (
    *("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "REQUEST_URI", "RAW_URI"),
    *("SERVER_PROTOCOL", "SERVER_SOFTWARE", "REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT"),
    *("HTTP_AUTHORIZATION", "HTTP_COOKIE", "HTTP_IF_NONE_MATCH"),
    *("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP"),
    *("HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_CONNECTION", "HTTP_KEEP_ALIVE"),
    *("HTTP_CACHE_CONTROL", "HTTP_PRAGMA", "HTTP_ACCEPT_LANGUAGE", "HTTP_DNT", "HTTP_TE"),
    *("HTTP_SEC_FETCH_DEST", "HTTP_SEC_FETCH_MODE", "HTTP_SEC_FETCH_SITE", "HTTP_PRIORITY"),
    *("HTTP_SEC_CH_UA", "HTTP_SEC_CH_UA_MOBILE", "HTTP_SEC_CH_UA_PLATFORM"),
    *("HTTP_X_REQUEST_ID", "HTTP_TRACEPARENT", "HTTP_TRACESTATE", "HTTP_VIA"),
    *("wsgi.version", "wsgi.input", "wsgi.errors", "wsgi.file_wrapper", "wsgi.input_terminated"),
    *("wsgi.multithread", "wsgi.multiprocess", "wsgi.run_once", "waitress.client_disconnected"),
)
KNOWN = frozenset([*SHAPE, *_FREE])


def is_usual(environ: dict[str, Any]) -> bool:
    return (
        environ["REQUEST_METHOD"] in {"GET", "POST"}
        and KNOWN.issuperset(environ)
        and "indent" not in environ.get("HTTP_ACCEPT", "").lower()  # a parameter of DRF's
    )
