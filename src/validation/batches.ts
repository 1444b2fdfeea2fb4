/**
 * Batch means of what customers bring: a batch is so many customers, and what is added while it lasts counts to it, be it
 * of one who came shortly before. The first customers belong to none.
 */
export class Batches {
  readonly means: number[] = [];
  private readonly size: number;
  private skip: number;
  private customers = 0;
  private sum = 0;

  constructor(size: number, skip: number) {
    this.size = size;
    this.skip = skip;
  }

  /** One more customer has come. */
  customer(): void {
    if (this.skip > 0) {
      if (--this.skip === 0) this.sum = 0;
      return;
    }
    if (++this.customers < this.size) return;
    this.means.push(this.sum / this.size);
    this.sum = 0;
    this.customers = 0;
  }

  add(value: number): void {
    this.sum += value;
  }
}
