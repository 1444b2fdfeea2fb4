import { all, daily, findings, level, part, quantile, type Reading, total, within } from './plausibility-readings.ts';
import { type Evidence, type Row, rowsFrom, type Share, type Theme } from './plausibility-row.ts';

const DAYS_A_MONTH = 30;
const GRIDS = 6120;
const MICRO_GRIDS = 30_178;

/** All rows. */
export function themes(evidence: Evidence): Theme[] {
  const { measured, share, number, spread } = rowsFrom(evidence);
  const { measures, seen } = evidence;
  const answered = (measures['contacts.answered'].value ?? Number.NaN) / seen[0].window.days;
  const huainan = 'Huainan, Nov 2023 [S37]';
  const ankang = 'Ankang city centre, two weeks [S72, S73]';
  const urbanEvent =
    (name: string): Reading =>
    (s) =>
      part(s, `filed.urban.event.${name}`, 'filed.urban.event');

  return [
    {
      title: 'Digital urban management rates',
      rows: [
        measured('filed / reported', 'rate.filing', 0.985, 0.999, [
          '99.27, 99.50 %',
          'Huaian, May and Dec 2019 [S47, S48]',
        ]),
        measured('handled on time', 'rate.onTimeHandling', 0.9, 0.97, [
          '92.36, 91.51 %',
          'Huaian, May and Dec 2019 [S47, S48]',
        ]),
        measured('closed / due to close', 'rate.closure', 0.93, 0.99, [
          '95.95, 98.04; 93.72; 96.16 %',
          'Huaian 2019 [S47, S48]; Tianmen, Dec 2016 [S49]; Lianyungang, Apr 2017 [S50]',
        ]),
        measured('closed on time', 'rate.onTimeClosure', 0.89, 0.96, [
          '92.55, 92.45; 89.62 %',
          'Huaian 2019 [S47, S48]; Lianyungang, Apr 2017 [S50]',
        ]),
        measured('sent back after a check', 'rate.rework', 0.001, 0.052, [
          '0.11; 5.2 %',
          'Fuzhou, Q2 2022 [S51]; Kaizhou, Feb 2022 [S53]',
        ]),
        measured('extended', 'rate.extension', 0.001, 0.01, [
          '0.20 %',
          'Fuzhou, Q2 2022 [S51]',
          'Fuzhou closes 99.88 % on time; a city that closes 92 % may ask for more: up to 1 % [A]',
        ]),
      ],
    },
    {
      title: 'Who settles',
      rows: [
        share('grid and community', (s) => level(s, 'grid') + level(s, 'community'), 0.7, 0.85, [
          '70-85 %',
          'no reliable page found [A]',
        ]),
        share('township', (s) => level(s, 'township'), 0.1, 0.2, ['10-20 %', '[A]']),
        share('county, district or zone', (s) => level(s, 'county'), 0.03, 0.08, ['3-8 %', '[A]']),
        share('city', (s) => level(s, 'city'), 0, 0.015, ['< 1.5 %', '[A]']),
        share(
          '12345 tickets: counties, zones and below',
          (s) => 1 - part(s, 'filed.hotline.city', 'filed.hotline'),
          0.85,
          0.97,
          ['84.97 (and 3.92 in circulation); 91.17 %', 'Yichun, May 2023 [S57]; Changzhou 12319, Jun 2018 [S62]'],
        ),
        share('12345 tickets: city departments', (s) => part(s, 'filed.hotline.city', 'filed.hotline'), 0.03, 0.111, [
          '11.11; 3.07 %',
          'Yichun, May 2023 [S57]; Changzhou 12319, Jun 2018 [S62]',
        ]),
      ],
    },
    {
      title: 'Who finds, and what (urban channel)',
      rows: [
        share('found by patrols', (s) => part(s, 'reported.urban.patrol', 'reported.urban'), 0.86, 0.96, [
          '95.7; 92.8; 85.9 %',
          'Tianmen, Dec 2016 [S49]; Kaizhou, Feb 2022 [S53]; Jiangmen, Jul 2024 [S35]',
          'collectors there, grid workers here',
        ]),
        share('found by video', (s) => part(s, 'reported.urban.sensor', 'reported.urban'), 0.01, 0.031, [
          '1.1; 3.0 %',
          'Kaizhou, Feb 2022 [S53]; Changzhou, 2014 [S54]',
        ]),
        share('components', (s) => part(s, 'filed.urban.component', 'filed.urban'), 0.02, 0.13, [
          '13.0; 2.5; 2.3 %',
          `${huainan}; Tianmen [S49]; Kaizhou [S53]`,
        ]),
        share('events: appearance', urbanEvent('appearance'), 0.395, 0.495, [
          '44.5 %',
          huainan,
          'Jiangmen, Jul 2024 [S35]: 10.9 %. Band: 5 points either way',
        ]),
        share('events: street order', urbanEvent('streetOrder'), 0.164, 0.264, [
          '21.4 %',
          huainan,
          'Jiangmen: 60.5 %, the other end. Band: 5 points either way',
        ]),
        share('events: advertising', urbanEvent('advertising'), 0.158, 0.258, [
          '20.8 %',
          huainan,
          'Jiangmen: 27.7 %. Band: 5 points either way',
        ]),
        share('events: construction', urbanEvent('construction'), 0.065, 0.165, [
          '11.5 %',
          huainan,
          'Jiangmen: 0.2 %. Band: 5 points either way',
        ]),
        share('events: sudden', urbanEvent('sudden'), 0.0043, 0.025, [
          '1.35; 0.79; 0.43 %',
          `${huainan}; Jiangmen, Jul 2024 and Dec 2021 [S35, S38]`,
        ]),
      ],
    },
    {
      title: 'Volumes a day',
      rows: [
        number('urban cases filed', daily('filed.urban'), 'count/day', 456, 525, [
          '480; 515-525',
          '[D]; Huaian, with 8 % more people [S47, S48]',
        ]),
        number('12345 tickets', daily('reported.hotline'), 'count/day', 650, 750, [
          '700',
          '[D] 37 % of 1,900',
          'Band: 7 % either way',
        ]),
        number('12345 contacts', (s) => answered + daily('reported.hotline')(s), 'count/day', 1600, 2250, [
          '1,900; 1,600-2,250',
          '[D] per head of Taizhou and Changzhou [S63, S64]',
        ]),
        share(
          '12345 contacts answered at once',
          (s) => answered / (answered + daily('reported.hotline')(s)),
          0.527,
          0.734,
          ['52.7; 52.9; 59.9; 73.4 %', '[S60]; Yichun [S57]; Jiangyin [S59]; Xuzhou [S58]'],
        ),
        number('disputes and help of the 110 kind', daily('reported.police'), 'count/day', 893, 987, [
          '940',
          '[D] Jiangsu 2015 per head [S67]',
          'Band: 5 % either way',
        ]),
        number('found by the grid itself', daily('reported.grid'), 'count/day', 1938, 2142, [
          '2,040',
          '[D] 10 a month and grid [S36]',
          'Band: 5 % either way',
        ]),
        number('all reported', (s) => total(s, 'reported'), 'count/day', 3952, 4368, [
          '4,160',
          '[D] sum of the above',
          'Band: 5 % either way',
        ]),
        spread('variance / mean of daily occurrences', 24, 1.33, 2.21, [
          '1.77',
          'South Metro Fire [D]',
          'around weekday means. Band: a quarter either way',
        ]),
        spread('variance / mean of hourly occurrences', 1, 1.1, 1.5, [
          '1.14-1.49',
          'Seattle [D]',
          'around the means of weekday and hour',
        ]),
      ],
    },
    {
      title: 'Workers',
      rows: [
        number(
          'reports of the grid channel per grid and month',
          (s) => (daily('reported.grid')(s) * DAYS_A_MONTH) / GRIDS,
          'gini',
          9,
          11,
          ['10', 'a quota in a novel [S36]', 'the only figure seen'],
        ),
        number('findings per worker and worked day', (s) => findings(s), 'gini', 0.33, 6.3, [
          '0.33; 6.3',
          'the quota above [S36]; Changsha, 2022 [S34]',
          'Changsha: full-time collectors of nothing else, 240 in the whole city',
        ]),
        measured(
          'minutes in the field (rounds and cases) per worker and worked day',
          'patrol.minutesPerWorkerDay',
          120,
          300,
          ['>= 120', 'the rule of the article [N]', 'at most the six hours of the two windows less other work [A]'],
        ),
        measured('workers with two hours a day on average', 'patrol.twoHourShare', 0.9, 1, [
          'all',
          'the rule of the article [N]',
        ]),
        measured(
          'visits of a micro-grid a day',
          'patrol.visits',
          1.43,
          2,
          [
            '2',
            'two patrols a day [N]',
            '2 on five days and 1 on two rest days would be 1.71 [D]; vacancies, leave and calls take their part',
          ],
          MICRO_GRIDS,
        ),
      ],
    },
    {
      title: 'How fast',
      rows: [
        share('signed within 30 s: 110 kind', within30('police'), 0.976, 1, ['98.9, 97.6 %', ankang]),
        share('signed within 30 s: all', (s) => within(all(s, 'signing.'), 0, 30), 0.95, 1, [
          '98.9, 97.6 %',
          ankang,
          'patrols report in bunches, as their rounds keep the same hours. Band: three points below [A]',
        ]),
        measured('signing, median', 'signing.p50', 15, 34, [
          '23, 34 s',
          'Wuzhong, 2 Nov 2017: district centre, town [S33]',
        ]),
        number('acceptance in the field, median', (s) => quantile(all(s, 'acceptance.field'), 0.5), 's', 600, 3600, [
          '41.5 min',
          'Wuzhong, 2 Nov 2017: one grid head [S33]',
          'orders to workers, liaisons and community staff who did not report themselves. Band: tens of minutes',
        ]),
        share('police set out within 5 min', (s) => within(all(s, 'acceptance.countyPolice'), 0, 300), 0.6, 0.75, [
          '70.7, 61.8 %',
          ankang,
        ]),
        ...feedback(share, ankang),
      ],
    },
  ];
}

/** The distribution of the time from report to feedback in the police channel. */
function feedback(share: Share, where: string): Row[] {
  const between =
    (from: number, to: number): Reading =>
    (s) =>
      within(all(s, 'feedback.police'), from * 60, to * 60);
  const band = 'Band: 5 points either way';
  return [
    share('feedback of the 110 kind: 0-30 min', between(0, 30), 0.3, 0.4, ['35.0, 34.7 %', where, band]),
    share('feedback: 30-60 min', between(30, 60), 0.18, 0.28, ['23.0, 21.3 %', where, band]),
    share('feedback: 1-2 h', between(60, 120), 0.176, 0.276, ['22.6, 22.8 %', where, band]),
    share('feedback: 2-4 h', between(120, 240), 0.07, 0.17, ['12.0, 12.6 %', where, band]),
    share('feedback: over 4 h', between(240, Number.POSITIVE_INFINITY), 0.04, 0.116, [
      '7.4, 8.6 %',
      where,
      'Band: 3 points either way',
    ]),
  ];
}

const within30 =
  (channel: string): Reading =>
  (s) =>
    within(all(s, `signing.${channel}`), 0, 30);
