import type { City } from '../../city/city.ts';

const SIDE = 2500;

/**
 * The communities sorted into squares of a map, row by row, so that those near a point stand in a few runs. `members[i]`
 * is the community at place `i` of that order; the other arrays are in the same order.
 */
export class CommunityMap {
  readonly members: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly residents: Float64Array;
  /** Square of travelled over straight distance to the community. */
  readonly roadSquared: Float64Array;
  private readonly left: number;
  private readonly bottom: number;
  private readonly across: number;
  private readonly up: number;
  private readonly starts: Uint32Array;

  constructor(city: City) {
    const { communityX, communityY } = city;
    const n = communityX.length;
    this.left = communityX.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    this.bottom = communityY.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const right = communityX.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const top = communityY.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    this.across = Math.floor((right - this.left) / SIDE) + 1;
    this.up = Math.floor((top - this.bottom) / SIDE) + 1;
    const square = Uint32Array.from(communityX, (x, c) => {
      const row = Math.floor((communityY[c] - this.bottom) / SIDE);
      return row * this.across + Math.floor((x - this.left) / SIDE);
    });
    this.members = Uint32Array.from({ length: n }, (_, c) => c).sort((a, b) => square[a] - square[b] || a - b);
    this.starts = new Uint32Array(this.across * this.up + 1);
    for (const s of square) this.starts[s + 1]++;
    for (let s = 0; s + 1 < this.starts.length; s++) this.starts[s + 1] += this.starts[s];
    const at = (values: ArrayLike<number>) => Float64Array.from(this.members, (c) => values[c]);
    this.x = at(communityX);
    this.y = at(communityY);
    this.residents = at(residentsOf(city));
    this.roadSquared = Float64Array.from(this.members, (c) => {
      const road = city.microRoadFactor[city.gridMicros[city.communityGrids[c]]];
      return road * road;
    });
  }

  /** Rows of squares that a band of heights touches: first, and last + 1. */
  rows(from: number, to: number): [number, number] {
    const { bottom, up } = this;
    return [Math.max(0, Math.floor((from - bottom) / SIDE)), Math.min(up, Math.floor((to - bottom) / SIDE) + 1)];
  }

  /** Places of a row's communities in the squares between two x: first, and last + 1. */
  run(row: number, from: number, to: number): [number, number] {
    const { left, across, starts } = this;
    const first = Math.min(across, Math.max(0, Math.floor((from - left) / SIDE)));
    const end = Math.max(first, Math.min(across, Math.floor((to - left) / SIDE) + 1));
    return [starts[row * across + first], starts[row * across + end]];
  }
}

function residentsOf(city: City): Float64Array {
  const residents = new Float64Array(city.communities.length);
  city.microResidents.forEach((number, micro) => {
    residents[city.gridCommunity[city.microGrid[micro]]] += number;
  });
  return residents;
}
