import { cpus, totalmem } from 'node:os';
import { bundled } from './bundled.ts';
import { benchCalibration } from './calibration.ts';
import { benchCity } from './city.ts';
import { print } from './figure.ts';
import { benchLoad } from './load.ts';
import { benchLoadMemory } from './load-memory.ts';
import { benchLoadThreads } from './load-threads.ts';
import { benchQueue } from './queue.ts';
import { benchScreen } from './screen.ts';
import { benchThreads } from './threads.ts';

console.log(
  `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
const { benchDays, benchGrowth } = await bundled<typeof import('./simulation.ts')>('simulation');
const benches = [
  benchQueue,
  benchDays,
  benchGrowth,
  benchThreads,
  benchCity,
  benchCalibration,
  benchLoad,
  benchLoadThreads,
  benchLoadMemory,
  benchScreen,
];
for (const bench of benches) print(await bench());
