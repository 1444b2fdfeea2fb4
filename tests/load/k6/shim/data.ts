/** To be called with `new`: what a constructor returns takes the place of the object. k6's gives an array, too. */
export function SharedArray<T>(_name: string, make: () => readonly T[]): readonly T[] {
  return Object.freeze([...make()]);
}
