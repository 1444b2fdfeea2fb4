import { EmbeddedBackend } from '../backend/embedded/embedded.ts';
import { Field } from '../field/field.ts';
import { SILENT } from '../field/observer.ts';
import type { Backend } from '../port/backend.ts';
import type { Notice } from '../port/notices.ts';
import type { Measures } from '../run/result.ts';
import { VirtualDriver } from '../run/virtual.ts';
import { FieldWatch } from './field-watch.ts';
import { Thinning } from './schedule/ramp.ts';
import { passUnheard } from './schedule/unheard.ts';
import type { SourceSetting } from './source.ts';

/** The field's measures of the same hours under the embedded policy, as far as `end`, in virtual time. */
export async function embeddedMeasures(setting: SourceSetting, end: number): Promise<Measures> {
  const { scenario, city, start, window, speed, ramp } = setting;
  const embedded = new EmbeddedBackend(scenario, 0);
  const field = new Field(scenario, city, 0, SILENT, embedded.capabilities.notices, start.firstDay);
  const thinning = new Thinning(field.world.draws, ramp, start.at, speed);
  const watch = new FieldWatch(field.world, window, thinning);
  field.observe(watch);
  passUnheard(field, start.at);
  embedded.start(city, field.roster, { startDate: scenario.horizon.start, speed: Number.POSITIVE_INFINITY });
  await new VirtualDriver(field, hearingOnly(embedded, thinning)).runUntil(end);
  embedded.stop();
  return watch.measures();
}

/** A backend that is not told of the reports that a ramp leaves out. */
function hearingOnly(backend: Backend, thinning: Thinning): Backend {
  const isKept = (notice: Notice) => notice.type !== 'reported' || thinning.keepsReport(notice.identity, notice.at);
  return {
    capabilities: backend.capabilities,
    start: (...told) => backend.start(...told),
    exchange: (notices, now) => backend.exchange(notices.filter(isKept), now),
    stop: () => backend.stop(),
  };
}
