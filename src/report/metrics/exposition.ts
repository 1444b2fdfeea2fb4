/**
 * Metrics in Prometheus' text format 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats). `prom-client`
 * would count every operation a second time: it cannot be handed the counts of a histogram that exists already.
 */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export type Labels = Readonly<Record<string, string>>;

/** One series: its labels and its value. */
export type Sample = readonly [labels: Labels, value: number];

/** The observations of one series: how many lie in each range up to a bound, and beyond the last; their sum. */
export interface Counts {
  readonly labels: Labels;
  /** One more than there are bounds. */
  readonly counts: readonly number[];
  readonly sum: number;
}

export type Family = { readonly name: string; readonly help: string } & (
  | { readonly type: 'counter' | 'gauge'; readonly samples: readonly Sample[] }
  | { readonly type: 'histogram'; readonly bounds: readonly number[]; readonly series: readonly Counts[] }
);

/** All families that have anything to tell; names and keys of labels are the writer's own and valid. */
export function exposition(families: readonly Family[]): string {
  return families.map(familyText).join('');
}

function familyText(family: Family): string {
  const { name, help, type } = family;
  const samples =
    family.type === 'histogram'
      ? family.series.flatMap((one) => histogram(one, family.bounds))
      : family.samples.map(([labels, value]) => ['', labels, value] as const);
  if (samples.length === 0) return '';
  const lines = samples.map(([suffix, labels, value]) => `${name}${suffix}${labelText(labels)} ${numberText(value)}\n`);
  const escapedHelp = help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
  return `# HELP ${name} ${escapedHelp}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function histogram({ labels, counts, sum }: Counts, bounds: readonly number[]): (readonly [string, Labels, number])[] {
  let below = 0;
  const buckets = counts.map((count, i) => {
    below += count;
    return ['_bucket', { ...labels, le: numberText(bounds[i] ?? Number.POSITIVE_INFINITY) }, below] as const;
  });
  return [...buckets, ['_sum', labels, sum], ['_count', labels, below]];
}

function labelText(labels: Labels): string {
  const escaped = (value: string) => value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function numberText(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf';
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
}
