import { describe, expect, test } from 'vitest';
import { areas, CENSUS, type Collection, feature, indexOf, type Ring, ring, wrongWith } from './lanwan.ts';

/** The list of problems after something was done to the areas. */
function damaged(damage: (collection: Collection) => void): Promise<string[]> {
  const collection = areas();
  damage(collection);
  return wrongWith({ areas: collection, census: CENSUS });
}
/** `areas features[N] CODE`, as problems name a feature. */
const at = (code: string): string => `areas features[${indexOf(areas(), code)}] ${code}`;
const GRID = 'LW1101G1';

test('the small city itself has nothing wrong', async () => {
  expect(await damaged(() => {})).toEqual([]);
});

describe('the tree', () => {
  test('a parent that is not there', async () => {
    const found = await damaged((c) => Object.assign(feature(c, GRID).properties, { parent: 'LW1199' }));
    expect(found).toEqual([`${at(GRID)} missingParent`]);
  });

  test('a code that stands twice', async () => {
    const found = await damaged((c) => Object.assign(feature(c, 'LW1101G2').properties, { code: GRID }));
    expect(found).toContain(`${at('LW1101G2').replace(/\S+$/, GRID)} duplicateCode`);
  });

  test('areas that are one another’s parents', async () => {
    const found = await damaged((c) => {
      Object.assign(feature(c, 'LW1').properties, { parent: 'LW1101' });
    });
    expect(found.filter((line) => line.endsWith(' cycle'))).toHaveLength(1);
    expect(found).toContain(`${at('LW1')} wrongParentLevel`);
  });

  test('a level that cannot lie in its parent, and one that nobody knows', async () => {
    expect(
      await damaged((c) => Object.assign(feature(c, 'LW11').properties, { level: 'grid', type: undefined })),
    ).toContain(`${at('LW1101')} wrongParentLevel`);
    expect(await damaged((c) => Object.assign(feature(c, GRID).properties, { level: 'cluster' }))).toEqual([
      `${at(GRID)} unknownLevel`,
    ]);
  });
});

describe('the ground', () => {
  test('an area that overlaps its neighbour', async () => {
    const found = await damaged((c) => {
      // A corner of its own, put into the middle of the neighbour.
      const other = ring(c, 'LW1101G2').slice(0, -1);
      const middle = (axis: 0 | 1): number => other.reduce((sum, position) => sum + position[axis], 0) / other.length;
      ring(c, GRID).splice(2, 0, [middle(0), middle(1)]);
    });
    expect(found).toEqual([`${at('LW1101G2')} overlap`]);
  });

  test('an area that lies on another one of the same outline', async () => {
    const found = await damaged((c) => {
      feature(c, 'LW1101G2').geometry = structuredClone(feature(c, GRID).geometry);
    });
    expect(found).toEqual([`${at('LW1101G2')} overlap`]);
  });

  test('an area outside its parent, with how much of it', async () => {
    const found = await damaged((c) => {
      for (const position of ring(c, GRID)) position[0] -= 0.2;
    });
    expect(found).toEqual([`${at(GRID)} outside`]);
  });

  test('an area in the midst of which its parent has a hole', async () => {
    const found = await damaged((c) => {
      const own = ring(c, GRID);
      const middle = (axis: 0 | 1): number => own.slice(1).reduce((sum, at) => sum + at[axis] / (own.length - 1), 0);
      const nearer = (at: number, axis: 0 | 1): number => middle(axis) + 0.3 * (at - middle(axis));
      const hole: Ring = own.map(([x, y]) => [nearer(x, 0), nearer(y, 1)]);
      feature(c, 'LW1101').geometry?.coordinates.push(hole.reverse());
    });
    expect(found).toEqual([`${at(GRID)} outside`]);
  });

  test('an outline that is not closed, too short, or crosses itself', async () => {
    const found = await damaged((c) => {
      ring(c, GRID).pop();
      ring(c, 'LW1101G2').splice(1, 2);
      const twisted = ring(c, 'LW1101G3');
      [twisted[1], twisted[2]] = [twisted[2], twisted[1]];
    });
    expect(found.slice(0, 3)).toEqual([
      `${at(GRID)} openRing`,
      `${at('LW1101G2')} shortRing`,
      `${at('LW1101G3')} selfIntersection`,
    ]);
  });

  test('projected metres, latitude before longitude, and what is no number', async () => {
    const found = await damaged((c) => {
      ring(c, GRID)[1] = [13_570_000, 3_560_000];
      const swapped = ring(c, 'LW1101G2');
      feature(c, 'LW1101G2').geometry = { type: 'Polygon', coordinates: [swapped.map(([x, y]) => [y, x])] };
      ring(c, 'LW1101G3')[1] = [Number.NaN, 30.4];
    });
    expect(found.slice(0, 3)).toEqual([
      `${at(GRID)} outOfRange`,
      `${at('LW1101G2')} swapped`,
      `${at('LW1101G3')} badPosition`,
    ]);
  });

  test('a point instead of a polygon, and one grid without any', async () => {
    const found = await damaged((c) => {
      Object.assign(feature(c, GRID), { geometry: { type: 'Point', coordinates: [121.9, 30.4] } });
    });
    expect(found).toEqual([`${at(GRID)} badGeometry`, `${at(GRID)} noLand`]);
  });

  test('a reference system that is not in degrees; those of China and of GPS are understood', async () => {
    const crs = (name: string) => (c: Collection) => {
      c.crs = { type: 'name', properties: { name } };
    };
    expect(await damaged(crs('urn:ogc:def:crs:EPSG::3857'))).toEqual(['areas reference']);
    expect(await damaged(crs('urn:ogc:def:crs:EPSG::4490'))).toEqual([]);
    expect(await damaged(crs('urn:ogc:def:crs:OGC:1.3:CRS84'))).toEqual([]);
  });
});

describe('the counts', () => {
  test('parts that do not add up to the whole', async () => {
    const found = await damaged((c) => Object.assign(feature(c, 'LW1101').properties, { households: 5 }));
    expect(found).toEqual([`${at('LW1101')} partsSum.households`, 'census.csv censusSum.households']);
  });

  test('areas that do not add up to the census', async () => {
    const found = await damaged((c) => {
      const { properties } = feature(c, 'LW1101');
      properties.residents = Number(properties.residents) + 10;
    });
    expect(found).toEqual(['census.csv censusSum.residents']);
  });

  test('a community with more families than people', async () => {
    const lines = CENSUS.split('\n').filter((line) => !/^(people|sex|age|householdSize)/.test(line));
    const few = areas();
    feature(few, 'LW1101').properties.residents = 40;
    const found = await wrongWith({ areas: few, census: lines.join('\n') });
    expect(found.length).toBeGreaterThan(0);
    expect(found.every((line) => /LW1101G\d familySize$/.test(line))).toBe(true);
  });

  test('a census whose tables disagree', async () => {
    const census = CENSUS.replace(/^sex,male,(\d+)/m, 'sex,male,1').replace(
      /^householdSize,2,\d+/m,
      'householdSize,2,7',
    );
    expect(await wrongWith({ areas: areas(), census })).toEqual([
      'census.csv sex tableSum',
      'census.csv householdSize tableSum',
    ]);
  });

  test('words and signs where a number belongs', async () => {
    const found = await damaged((c) => {
      Object.assign(feature(c, GRID).properties, { households: 'many' });
      Object.assign(feature(c, 'LW1101G2').properties, { households: -3 });
      Object.assign(feature(c, 'LW1101G3').properties, { households: '1,024' });
    });
    expect(found).toEqual(['LW1101G1', 'LW1101G2', 'LW1101G3'].map((code) => `${at(code)} badNumber`));
  });

  test('ages with a gap, a table of no meaning, a line given twice', async () => {
    const census = CENSUS.replace('age,15-59', 'age,16-59').replace(/$/, 'wealth,high,3\nsex,male,4\n');
    const found = await wrongWith({ areas: areas(), census });
    expect(found).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/unknownMargin$/),
        expect.stringMatching(/marginTwice$/),
        expect.stringMatching(/badAges$/),
      ]),
    );
  });
});

describe('the files', () => {
  test('a column that is lacking, and one of no known meaning', async () => {
    const collection = areas();
    for (const { properties } of collection.features) {
      properties.cod = properties.code;
      delete properties.code;
    }
    const found = await wrongWith({ areas: collection, census: CENSUS });
    expect(found.slice(0, 2)).toEqual(['areas unknownColumn', 'areas missingColumn']);
  });

  test.each([
    ['{"type":"FeatureCollection","features":[]}', 'areas empty'],
    ['{"type":"Topology"}', 'areas notFeatures'],
    ['{"type":', 'areas notJson'],
    ['code,name\n', 'areas empty'],
    ['', 'areas empty'],
    ['a\0b', 'areas scenario.notText'],
  ])('nothing of use: %j', async (text, expected) => {
    expect(await wrongWith({ areas: text })).toContain(expected);
  });

  test('a map with unknown keys, told with its line', async () => {
    expect(await wrongWith({ areas: areas(), map: 'columns:\n  kode: 编码\n' })).toContain(
      'map.yaml:2:3 columns.kode scenario.unknownKey',
    );
  });

  test('all of it at once', async () => {
    const collection = areas();
    Object.assign(feature(collection, GRID).properties, { parent: 'nowhere' });
    ring(collection, 'LW1101G2').pop();
    feature(collection, 'LW1102').properties.residents = 'few';
    const found = await wrongWith({ areas: collection, census: `${CENSUS}sex,other,1\n` });
    expect(found).toEqual(
      [
        `${at('LW1101G2')} openRing`,
        `${at('LW1102')} badNumber`,
        `${at(GRID)} missingParent`,
        'census.csv:19 sex other unknownMargin',
        `${at('LW1101G2')} noLand`,
      ].sort((a, b) => found.indexOf(a) - found.indexOf(b)),
    );
  });
});
