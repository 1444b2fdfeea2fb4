/** The lines along which the land was cut, numbered from 0; the direction tells where on a line an edge lies. */
export class Lines {
  private readonly dx: number[] = [];
  private readonly dy: number[] = [];

  get size(): number {
    return this.dx.length;
  }

  /** A new line; (dx, dy) is a unit vector along it. */
  add(dx: number, dy: number): number {
    this.dx.push(dx);
    return this.dy.push(dy) - 1;
  }

  /** A new line for every edge of a ring. */
  addRing(ring: ArrayLike<number>): number[] {
    return Array.from({ length: ring.length / 2 }, (_, i) => {
      const next = (2 * i + 2) % ring.length;
      const dx = ring[next] - ring[2 * i];
      const dy = ring[next + 1] - ring[2 * i + 1];
      const length = Math.hypot(dx, dy);
      return this.add(dx / length, dy / length);
    });
  }

  /** Place of a point on a line, metres from the point nearest to the origin. */
  along(line: number, x: number, y: number): number {
    return this.dx[line] * x + this.dy[line] * y;
  }
}
