import { expect, test } from 'vitest';
import { Field } from '../../../src/field/field.ts';
import { SILENT } from '../../../src/field/observer.ts';
import { ACTIVITY } from '../../../src/field/state.ts';
import { createBackend } from '../../../src/run/backends.ts';
import { Reach } from '../../../src/run/measures/reach.ts';
import { VirtualDriver } from '../../../src/run/virtual.ts';
import { little } from '../little.ts';

const DAY = 86_400;
/** Residents out of reach, by looking at every team and every community. */
function outside({ world }: Field, now: number): number {
  const { city, roster, crews, scenario } = world;
  const { metric } = scenario.travel;
  let residents = 0;
  for (let c = 0; c < city.communities.length; c++) {
    const first = city.gridMicros[city.communityGrids[c]];
    const last = city.gridMicros[city.communityGrids[c + 1]];
    const reached = roster.group.some((group, crew) => {
      const { role, pattern, speed } = roster.groups[group];
      if (role !== 'team' || !pattern.isOn(now)) return false;
      if (crews.activity[crew] !== ACTIVITY.idle || crews.task[crew] >= 0 || crews.order[crew] >= 0) return false;
      const dx = Math.abs(crews.x[crew] - city.communityX[c]);
      const dy = Math.abs(crews.y[crew] - city.communityY[c]);
      const straight = metric === 'none' ? 0 : metric === 'straight' ? Math.hypot(dx, dy) : dx + dy;
      return (straight * city.microRoadFactor[first]) / speed <= scenario.limits.reachMinutes * 60;
    });
    if (!reached) residents += city.microResidents.subarray(first, last).reduce((a, b) => a + b, 0);
  }
  return residents;
}

test.each(['straight', 'rightAngle', 'none'])(
  'the reach gap is what looking at everyone gives (%s)',
  async (metric) => {
    const teams = ['townDuty.duty=[{from: "06:10", to: "22:00"}]', 'countyPolice.duty=[{from: "09:00", to: "12:00"}]'];
    const alone = ['countyUtilities', 'countyFire', 'cityPolice', 'cityUtilities'].map((team) => `${team}.number=0`);
    const patches = [...teams, ...alone, 'countyUtilities.perResidents=1e9', 'countyFire.perResidents=1e9'];
    const { scenario, city } = await little(
      [
        'incidents.scale=0.1',
        `travel.metric=${metric}`,
        'limits.reachMinutes=3',
        ...patches.map((patch) => `staffing.teams.${patch}`),
      ],
      { townshipsPerUnit: 4, communitiesPerTownship: 4, side: 500 },
    );
    const backend = await createBackend('embedded', scenario, 0);
    const field = new Field(scenario, city, 0, SILENT, backend.capabilities.notices);
    const reach = new Reach(field.world);
    let sum = 0;
    let instants = 0;
    field.observe({
      ...SILENT,
      spent: (crew) => reach.hear(crew),
      crewEvent: (_, crew) => reach.hear(crew),
      sampled: (now) => {
        reach.sampled(now);
        sum += outside(field, now);
        instants++;
      },
    });
    await backend.start(
      city,
      field.roster,
      { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY },
      () => {},
    );
    await new VirtualDriver(field, backend).runUntil(3 * DAY);
    const residents = city.microResidents.reduce((a, b) => a + b, 0);
    expect(reach.gap().value).toBeCloseTo(sum / instants / residents, 12);
    expect(reach.gap().value).toBeGreaterThan(0);
    expect(reach.gap().value).toBeLessThan(1);
  },
);
