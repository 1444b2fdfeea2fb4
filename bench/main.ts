import { cpus, totalmem } from 'node:os';
import { benchCalibration } from './calibration.ts';
import { benchCity } from './city.ts';
import { print } from './figure.ts';
import { benchQueue } from './queue.ts';
import { benchDays, benchGrowth } from './simulation.ts';
import { benchThreads } from './threads.ts';

console.log(
  `${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}\n`,
);
for (const bench of [benchQueue, benchDays, benchGrowth, benchThreads, benchCity, benchCalibration])
  print(await bench());
