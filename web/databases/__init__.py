"""Django's databases, bounded by the request that asks, and closed to the host's other users."""
