import type { Field } from '../../field/field.ts';

/** Lets time pass in a field up to `until` with nobody listening: what came about before a load begins. */
export function passUnheard(field: Field, until: number): void {
  while (field.now < until) {
    field.advance(until);
    field.takeNotices();
  }
}
