import type { Observer } from '../field/observer.ts';

/** Passes on what happens in a field to several observers. */
export class Relay implements Observer {
  readonly visitByVisit: boolean;
  private readonly observers: readonly Observer[];

  constructor(observers: readonly Observer[]) {
    this.observers = observers;
    this.visitByVisit = observers.some((observer) => observer.visitByVisit);
  }

  occurred(slot: number, now: number): void {
    for (const observer of this.observers) observer.occurred(slot, now);
  }

  reported(slot: number, now: number): void {
    for (const observer of this.observers) observer.reported(slot, now);
  }

  escalated(slot: number, now: number): void {
    for (const observer of this.observers) observer.escalated(slot, now);
  }

  filed(slot: number, now: number): void {
    for (const observer of this.observers) observer.filed(slot, now);
  }

  reopened(slot: number, now: number): void {
    for (const observer of this.observers) observer.reopened(slot, now);
  }

  ended(slot: number, end: number, now: number): void {
    for (const observer of this.observers) observer.ended(slot, end, now);
  }

  visited(crew: number, micro: number, now: number): void {
    for (const observer of this.observers) observer.visited(crew, micro, now);
  }

  spent(crew: number, activity: number, from: number, to: number): void {
    for (const observer of this.observers) observer.spent(crew, activity, from, to);
  }

  sampled(now: number): void {
    for (const observer of this.observers) observer.sampled(now);
  }

  contacts(number: number, now: number): void {
    for (const observer of this.observers) observer.contacts(number, now);
  }

  crewEvent(...event: Parameters<Observer['crewEvent']>): void {
    for (const observer of this.observers) observer.crewEvent(...event);
  }
}
