"""The hold model of bench/queue.ts in SimPy 3: as many processes as pending events, each waiting increment after increment.

Arguments: pending events, holds, file of increments (doubles). Prints nanoseconds per hold; exits with 3 without SimPy.
"""

import itertools
import sys
import time
from array import array

try:
    import simpy
except ImportError:
    sys.exit(3)

pending, holds = int(sys.argv[1]), int(sys.argv[2])
increments = array("d")
with open(sys.argv[3], "rb") as file:
    increments.frombytes(file.read())
endless = itertools.cycle(increments)


def process(env):
    while True:
        yield env.timeout(next(endless))


env = simpy.Environment()
for _ in range(pending):
    env.process(process(env))
# Each process has first to be started, and the heap to reach its steady state.
for _ in range(pending + holds // 4):
    env.step()
start = time.perf_counter()
for _ in range(holds):
    env.step()
print((time.perf_counter() - start) / holds * 1e9)
