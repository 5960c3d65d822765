def without_trailing_slash(endpoints):
    """Every API path answers with and without its slash; the schema shows one of them."""
    return [
        (path.removesuffix("/"), path_regex, method, callback)
        for path, path_regex, method, callback in endpoints
    ]
