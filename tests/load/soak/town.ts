import { fileURLToPath } from 'node:url';

/** The scenario of the soaks: see the file. */
export const TOWN = fileURLToPath(new URL('busy.yaml', import.meta.url));

const FEW_CREWS = Object.entries({ dayTeam: 3, nightTeam: 3, countyTeam: 2, cityTeam: 2 }).flatMap(([team, number]) => [
  '--set',
  `staffing.teams.${team}.number=${number}`,
]);
const span = (from: string, speed: number, seconds: number, drain: number) => [
  ...['--from', from, '--speed', String(speed), '--duration', `${seconds}s`, '--drain', `${drain}s`],
];
const scale = (value: number) => ['--set', `incidents.scale=${value}`];

/** Ways to load the town, each with well over 10,000 chances of some faults in a few seconds. */
export const SHAPES = {
  /** Reports, which are filed and then wait: 12,000 of them, and 25,000 orders. */
  reports: [...span('D+0H+8', 600, 10, 1), ...scale(7.4), ...FEW_CREWS, '--timeout', '20s'],
  /** Crews are sent for a working day: 11,000 orders to crews. A broken server may never be done. */
  orders: [...span('D+0H+8', 300, 12, 30), ...scale(6.2), '--timeout', '20s'],
  /** Reports are looked up: 11,000 times within a day. */
  reads: [...span('D+0H+1', 6000, 13, 1), ...scale(0.85), ...FEW_CREWS, '--timeout', '20s'],
  /** Reports are sent again, as answers are waited for less than a second: 12,000 times. */
  retries: [
    ...span('D+0H+8', 240, 25, 10),
    ...scale(3.6),
    ...FEW_CREWS,
    ...['--timeout', '900ms', '--max-in-flight', '2000'],
  ],
  /** 1,000 reports, and no answer is waited for long. */
  impatient: [...span('D+0H+8', 300, 15, 10), ...scale(0.8), '--timeout', '800ms'],
  /** 2,000 reports over a minute. */
  long: [...span('D+0H+8', 100, 60, 15), ...scale(1.2), '--timeout', '5s'],
} as const;
export type Shape = keyof typeof SHAPES;

/** Some of everything: 1,000 reports in three seconds. Times in seconds. */
export function little({ seconds = 3, drain = 1, timeout = 10 } = {}): string[] {
  return [...span('D+0H+8', 600, seconds, drain), ...scale(2), '--timeout', `${timeout}s`];
}
