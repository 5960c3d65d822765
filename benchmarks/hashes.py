"""Print the CPU time of one password hash in milliseconds, on one of the server's processors."""

import os
import time

import django

from benchmarks.people import PASSWORD
from benchmarks.servers import SERVER_CPUS

HASHES = 40


def main() -> None:
    os.sched_setaffinity(0, SERVER_CPUS)
    django.setup()
    from django.contrib.auth.hashers import Argon2PasswordHasher

    from accounts.passwords.hashers import Argon2idPasswordHasher

    class Hasher(Argon2PasswordHasher):  # without the turns that hashes take in the service
        time_cost = Argon2idPasswordHasher.time_cost
        memory_cost = Argon2idPasswordHasher.memory_cost
        parallelism = Argon2idPasswordHasher.parallelism

    hasher = Hasher()
    encoded = hasher.encode(PASSWORD, hasher.salt())
    began = time.process_time()
    for _ in range(HASHES):
        hasher.verify(PASSWORD, encoded)
    print((time.process_time() - began) / HASHES * 1000)


if __name__ == "__main__":
    main()
