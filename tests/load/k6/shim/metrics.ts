/** Values by metric, in the order in which they were added. */
class Metrics {
  readonly values = new Map<string, number[]>();
  /** Names of checks that failed at least once. */
  readonly failures = new Set<string>();

  add(name: string, value: number): void {
    const values = this.values.get(name) ?? [];
    values.push(value);
    this.values.set(name, values);
  }
}

export const metrics = new Metrics();

class Metric {
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  add(value: number | boolean): void {
    metrics.add(this.name, Number(value));
  }
}

export { Metric as Counter, Metric as Rate, Metric as Trend };
