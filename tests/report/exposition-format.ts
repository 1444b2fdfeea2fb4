/** A strict reader of Prometheus' text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats */

export interface ReadFamily {
  readonly type: string;
  readonly help: string;
  /** Value by series: the sample's name with its labels, sorted. */
  readonly samples: Map<
    string,
    { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number }
  >;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/y;
const ENDINGS: Readonly<Record<string, RegExp>> = {
  histogram: /(_bucket|_sum|_count)$/,
  counter: /(?:)$/,
  gauge: /(?:)$/,
};

/** Throws an Error where the text is not as the format wants it. */
export function readExposition(text: string): Map<string, ReadFamily> {
  const families = new Map<string, ReadFamily>();
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line does not end');
  for (let i = 0; i < lines.length; ) {
    const [, name = '', help = ''] = new RegExp(`^# HELP (${NAME}) ([^\\n]*)$`).exec(lines[i]) ?? fail(lines[i]);
    const [, typed, type = ''] =
      new RegExp(`^# TYPE (${NAME}) (counter|gauge|histogram)$`).exec(lines[i + 1]) ?? fail(lines[i + 1]);
    if (typed !== name || families.has(name)) throw new Error(`${name} is described twice, or not at once`);
    const samples: ReadFamily['samples'] = new Map();
    for (i += 2; i < lines.length && !lines[i].startsWith('#'); i++) {
      const sample = readSample(lines[i]);
      if (sample.name.replace(ENDINGS[type], '') !== name) throw new Error(`${sample.name} stands under ${name}`);
      const series = `${sample.name}${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (samples.has(series)) throw new Error(`${series} stands twice`);
      samples.set(series, sample);
    }
    if (samples.size === 0) throw new Error(`${name} has no samples`);
    families.set(name, { type, help, samples });
  }
  return families;
}

function readSample(line: string) {
  const [, name = '', , inner = '', number = ''] =
    new RegExp(`^(${NAME})(\\{([^\\n]*)\\})? (\\S+)$`).exec(line) ?? fail(line);
  const labels: Record<string, string> = {};
  let at = 0;
  while (at < inner.length) {
    LABEL.lastIndex = at;
    const [whole = '', label = '', value = ''] = LABEL.exec(inner) ?? fail(line);
    if (label in labels) throw new Error(`${label} stands twice in ${line}`);
    labels[label] = value.replace(/\\([\\"n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
    at += whole.length;
  }
  if (!/^[+-]?(\d+(\.\d+)?([eE][+-]?\d+)?|Inf)$|^NaN$/.test(number)) fail(line);
  return { name, labels, value: Number(number.replace('Inf', 'Infinity')) };
}

function fail(line: string): never {
  throw new Error(`no such line: ${line}`);
}
