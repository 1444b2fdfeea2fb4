import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EmbeddedBackend } from '../../src/backend/embedded/embedded.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { Backend, Exchange, Push } from '../../src/port/backend.ts';
import { NOTICE_NAMES, type Notice } from '../../src/port/notices.ts';
import type { Order } from '../../src/port/orders.ts';
import { PacedDriver } from '../../src/run/paced.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import { contractScenario } from '../port/contract.ts';
import { DAY, HOUR } from '../port/setting.ts';
import { ManualClock } from './manual-clock.ts';

const CITY = tinyCity({ units: 2, gridsPerCommunity: 2 });
const scenario = contractScenario();
const END = 1.5 * DAY;
const SPEED = 3600;

function setUp(wrap: (backend: Backend) => Backend = (backend) => backend, speed = SPEED) {
  const backend = wrap(new EmbeddedBackend(scenario, 0));
  const field = new Field(scenario, CITY, 0, SILENT, backend.capabilities.notices);
  const clock = new ManualClock();
  const driver = new PacedDriver(field, backend, speed, clock);
  const started = backend.start(CITY, field.roster, { startDate: scenario.horizon.start, speed }, driver.push);
  return { field, clock, driver, started };
}

/** Hands every call on, and lets a test change the answer. */
function through(
  backend: Backend,
  exchange: (notices: readonly Notice[], now: number) => ReturnType<Backend['exchange']>,
) {
  return {
    capabilities: backend.capabilities,
    start: backend.start.bind(backend),
    exchange,
    stop: () => backend.stop(),
  } satisfies Backend;
}

async function virtually(until: number): Promise<Field> {
  const backend = new EmbeddedBackend(scenario, 0);
  const field = new Field(scenario, CITY, 0, SILENT, backend.capabilities.notices);
  const driver = new VirtualDriver(field, backend);
  backend.start(CITY, field.roster, { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY });
  await driver.runUntil(until);
  return field;
}

describe('the paced driver', () => {
  it('gives the same field as virtual time when the backend answers at once', async () => {
    const { field, clock, driver } = setUp();
    const end = driver.runUntil(END);
    await clock.pass((END / SPEED) * 1000 + 1);
    await end;
    expect(field.now).toBe(END);
    expect(field.hash()).toBe((await virtually(END)).hash());
  });

  it('gives the same field however often the speed changes and the clock is stopped', async () => {
    const expected = (await virtually(END)).hash();
    const step = fc.record({
      ms: fc.integer({ min: 1, max: 4000 }),
      speed: fc.integer({ min: 60, max: 20_000 }),
      pause: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { field, clock, driver } = setUp();
        const end = driver.runUntil(END);
        for (const { ms, speed, pause } of steps) {
          await clock.pass(ms);
          driver.setSpeed(speed);
          if (!pause) continue;
          driver.pause();
          const before = driver.simulated;
          await clock.pass(ms);
          expect(driver.simulated).toBe(before);
          driver.resume();
        }
        driver.setSpeed(SPEED);
        await clock.pass((END / SPEED) * 1000 + 1);
        await end;
        expect(field.hash()).toBe(expected);
      }),
      { numRuns: 8, seed: 11 },
    );
  });

  it('keeps to the wall clock: an exchange comes when its time has come, within a millisecond', async () => {
    const late: number[] = [];
    let clockOf: ManualClock | undefined;
    const begun = 1000;
    const { clock, driver } = setUp((backend) =>
      through(backend, (notices, now) => {
        const due = begun + (now / SPEED) * 1000;
        if (clockOf !== undefined) late.push(clockOf.now() - due);
        return backend.exchange(notices, now);
      }),
    );
    clockOf = clock;
    const end = driver.runUntil(6 * HOUR);
    await clock.pass(6001);
    await end;
    expect(late.length).toBeGreaterThan(50);
    expect(Math.min(...late)).toBeGreaterThan(-1e-6);
    expect(Math.max(...late)).toBeLessThanOrEqual(1.001);
  });

  it('does not wait for a promise: the clock goes on, calls do not overlap, orders are applied when they come', async () => {
    const thinks = 250;
    let running = 0;
    let most = 0;
    const asked: number[] = [];
    let clockOf: ManualClock | undefined;
    const { field, clock, driver } = setUp((backend) =>
      through(backend, async (notices, now) => {
        asked.push(now);
        most = Math.max(most, ++running);
        const answer = backend.exchange(notices, now) as Exchange;
        await new Promise<void>((resolve) => clockOf?.after(thinks, resolve));
        running--;
        return answer;
      }),
    );
    clockOf = clock;
    const end = driver.runUntil(DAY);
    await clock.pass((DAY / SPEED) * 1000 + thinks);
    await end;
    expect(field.now).toBe(DAY);
    expect(most).toBe(1);
    const gaps = asked.slice(1).map((at, index) => at - asked[index]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual((thinks / 1000) * SPEED - 1);
    expect(field.counts().filed).toBeGreaterThan(50);
    expect(field.counts().filed).toBeLessThan((await virtually(DAY)).counts().filed + 1);
  });

  it('applies what is pushed at the simulated time at which it comes in', async () => {
    const heard: Notice[] = [];
    let push: Push = () => {};
    const silent: Backend = {
      capabilities: { verbs: ['sign', 'file'], notices: NOTICE_NAMES },
      start: () => {},
      exchange(notices) {
        heard.push(...notices);
        return { orders: [] };
      },
      stop: () => {},
    };
    const { clock, driver } = setUp(() => silent);
    push = driver.push;
    const end = driver.runUntil(DAY);
    await clock.pass(9000.5);
    const order: Order = { type: 'close', incident: 123_456 };
    push([order]);
    await clock.pass(20_000);
    await end;
    const refused = heard.find((notice) => notice.type === 'refused');
    expect(refused).toMatchObject({ at: 9.0005 * SPEED, order, reason: 'unknownIncident' });
  });

  it('says when things come about by the wall clock, across pauses and speeds', async () => {
    const { clock, driver } = setUp();
    void driver.runUntil(DAY);
    await clock.pass(1000);
    const at = driver.simulated;
    driver.pause();
    await clock.pass(5000);
    expect([driver.simulated, driver.wallOf(at), driver.wallOf(at + 1)]).toEqual([
      at,
      clock.now(),
      Number.POSITIVE_INFINITY,
    ]);
    const before = driver.running;
    driver.setSpeed(100);
    driver.resume();
    const resumed = clock.now();
    await clock.pass(2000);
    expect(driver.simulated).toBeCloseTo(at + 200, 6);
    expect(driver.wallOf(at + 50)).toBeCloseTo(resumed + 500, 6);
    expect(driver.running - before).toBeCloseTo(2000, 6);
    driver.stop();
  });

  it('tells what the backend throws, and can be stopped', async () => {
    const broken = setUp((backend) => through(backend, () => Promise.reject(new Error('out of order'))));
    const failing = expect(broken.driver.runUntil(DAY)).rejects.toThrow('out of order');
    await broken.clock.pass(10);
    await failing;

    const stopped = setUp();
    const end = stopped.driver.runUntil(DAY);
    await stopped.clock.pass(2000);
    stopped.driver.stop();
    await end;
    expect(stopped.field.now).toBeGreaterThan(1.9 * SPEED);
    expect(stopped.field.now).toBeLessThan(2.1 * SPEED);
  });
});
