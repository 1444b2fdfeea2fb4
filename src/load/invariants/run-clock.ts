interface Stretch {
  /** Wall milliseconds at which it began, and the simulated time there. */
  readonly at: number;
  readonly simulated: number;
  /** Simulated over wall seconds; 0 in a pause. */
  readonly speed: number;
}

/** The simulated time at any moment of a run's wall time: it passes at the speed that was set last. */
export class RunClock {
  private readonly stretches: Stretch[] = [];

  /** From wall time `at`, at or after all before it. */
  change(at: number, simulated: number, speed: number): void {
    this.stretches.push({ at, simulated, speed });
  }

  /** Seconds; 0 before the run began. */
  simulatedAt(at: number): number {
    const stretch = this.stretches.findLast((one) => one.at <= at) ?? this.stretches[0];
    return stretch === undefined ? 0 : stretch.simulated + (Math.max(0, at - stretch.at) / 1000) * stretch.speed;
  }

  /** Simulated seconds from one moment of wall time to another. */
  between(from: number, to: number): number {
    return this.simulatedAt(to) - this.simulatedAt(from);
  }
}
