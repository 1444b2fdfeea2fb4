import { availableParallelism, cpus } from 'node:os';
import { z } from 'zod';
import { ORDER_TYPES } from '../port/orders.ts';

/** How a result came about: enough to make it again and to judge it. */
export const manifestSchema = z.strictObject({
  name: z.string(),
  /** The scenario with everything it extends and every patch applied; its shape is the scenario's own schema. */
  scenario: z.record(z.string(), z.unknown()),
  /** Of the resolved scenario. */
  hash: z.string(),
  seed: z.string(),
  /** Of the built city. */
  cityHash: z.string(),
  backend: z.string(),
  /** Of a backend that is helped, or of which something is to be told. */
  outside: z
    .strictObject({
      help: z.strictObject({ by: z.string(), verbs: z.array(z.enum(ORDER_TYPES)) }).optional(),
      remarks: z.array(z.strictObject({ code: z.string(), times: z.int(), text: z.string() })),
    })
    .optional(),
  version: z.string(),
  node: z.string(),
  v8: z.string(),
  machine: z.strictObject({ platform: z.string(), cpu: z.string(), cores: z.int() }),
  threads: z.int(),
  /** Half width of the 95 % interval of dispatch.mean over its value: asked for with --precision, and reached. */
  precision: z.strictObject({ asked: z.number(), reached: z.number().nullable() }).optional(),
  /** As typed, secrets left out. */
  command: z.array(z.string()),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  planned: z.int(),
  finished: z.int(),
});
export type Manifest = z.infer<typeof manifestSchema>;

const SECRET_NAME = /(token|secret|password|passwd|api-?key|authorization|credential)/i;

/** Arguments without passwords in addresses, and without the values of options and parameters named like secrets. */
export function withoutSecrets(args: readonly string[]): string[] {
  return args.map((arg, index) => {
    const previous = args[index - 1] ?? '';
    if (previous.startsWith('--') && !previous.includes('=') && SECRET_NAME.test(previous)) return '***';
    return arg
      .replace(/(\w:\/\/)[^/@\s]+@/g, '$1***@')
      .replace(/([\w.-]+=)([^&\s]*)/g, (whole, name: string) => (SECRET_NAME.test(name) ? `${name}***` : whole));
  });
}

/** The part of a manifest that this process knows by itself. */
export function environment(): Pick<Manifest, 'node' | 'v8' | 'machine'> {
  const cpu = cpus()[0]?.model.trim() || process.arch;
  const machine = { platform: `${process.platform}-${process.arch}`, cpu, cores: availableParallelism() };
  return { node: process.versions.node, v8: process.versions.v8, machine };
}
