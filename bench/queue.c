/*
 * The yardstick of bench/queue.ts: a plain binary heap in C under the hold model (take the earliest event out, put it back
 * later by the next increment). Arguments: pending events, holds, file of increments (doubles; their number is a power of
 * two). Prints nanoseconds per hold and a checksum over the order in which payloads came out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

typedef struct {
  double t;
  unsigned seq;
  int payload;
} event;

static event *heap;
static int size = 0;
static unsigned next_seq = 1;

static int before(const event *a, const event *b) { return a->t < b->t || (a->t == b->t && a->seq < b->seq); }

static void push(double t, int payload) {
  event e = {t, next_seq++, payload};
  int hole = size++;
  while (hole > 0) {
    int parent = (hole - 1) / 2;
    if (!before(&e, &heap[parent])) break;
    heap[hole] = heap[parent];
    hole = parent;
  }
  heap[hole] = e;
}

static event pop(void) {
  event first = heap[0];
  event last = heap[--size];
  int hole = 0;
  for (int child = 1; child < size; child = 2 * hole + 1) {
    if (child + 1 < size && before(&heap[child + 1], &heap[child])) child++;
    if (!before(&heap[child], &last)) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = last;
  return first;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int pending = atoi(argv[1]);
  int holds = atoi(argv[2]);
  FILE *file = fopen(argv[3], "rb");
  if (!file) return 2;
  fseek(file, 0, SEEK_END);
  size_t count = ftell(file) / sizeof(double);
  rewind(file);
  double *increments = malloc(count * sizeof(double));
  if (fread(increments, sizeof(double), count, file) != count) return 2;
  fclose(file);
  heap = malloc((pending + 1) * sizeof(event));

  size_t mask = count - 1, at = 0;
  unsigned checksum = 0;
  for (int i = 0; i < pending; i++) push(increments[at++ & mask], i);
  double start = 0;
  /* The first quarter warms up: caches, and the heap's steady state. */
  for (int i = -holds / 4; i < holds; i++) {
    if (i == 0) start = seconds();
    event e = pop();
    checksum = checksum * 31 + (unsigned)e.payload;
    push(e.t + increments[at++ & mask], e.payload);
  }
  printf("%.6f %u\n", (seconds() - start) / holds * 1e9, checksum);
  return 0;
}
