/** Words of `export k6` and `export schedule`, and of the options that say which stretch of a scenario a load is. */
export const k6 = {
  'k6.describe': 'Writes the open part of a load as a k6 script: reports, patrol visits and reads, not crews at work',
  'k6.example': 'then: k6 run k6/open-part.ts',
  'k6.example.operator': 'with manifests for the k6 operator in Kubernetes',
  'k6.option.backend': 'Address of a backend that speaks the Gridbeat Dispatch API, e.g. http://127.0.0.1:3000',
  'k6.option.out': 'Folder for the script and its data; new or empty',
  'k6.option.operator': 'Also write a TestRun and ConfigMaps for the k6 operator',
  'k6.option.from':
    "When it begins: D+DAYH+HOUR, days counted from the first measured one, e.g. D+0H+8 (default: the scenario's first surge)",
  'k6.option.speed': 'Simulated over real time (default 288 [A]: a day in five minutes)',
  'k6.option.duration': 'How long it lasts in real time, e.g. 90s, 5min, 1h (default 5min [A])',
  'k6.expected.from': 'D+DAY or D+DAYH+HOUR, e.g. D+0H+8; the hour below 24',
  'k6.expected.speed': 'a number from {low} to {high}',
  'k6.expected.duration': 'a time such as 90s, 5min or 1.5h, at most a week',
  'k6.expected.backend': 'an address that begins with http:// or https://, without a query',
  'k6.backendMissing': 'missing: the address of the backend, e.g. http://127.0.0.1:3000',
  'k6.backendSecret':
    'user and password do not belong into an address; the script reads a token from the variable GRIDBEAT_TOKEN',
  'k6.outMissing': 'missing: the folder to write into',
  'k6.counts':
    '{report} reports, {visits} batches of visits, {read} reads, {list} lists in {seconds} s; at most {peakPerSecond} a second; {virtualUsers} virtual users',
  'k6.openPartOnly':
    'This is the open part of the schedule only: no crew follows an order, and no history is judged. gridbeat load does both.',
  'k6.next': 'Next: k6 run {script}',
  'k6.nextOperator': 'In Kubernetes: kubectl apply --server-side -f {folder}',
  'schedule.describe': 'Writes the open part of a load to a file: what is sent and when, whatever the backend does',
  'schedule.option.out': 'The file to write, one JSON object a line; packed where its name ends in .gz',
  'schedule.example': 'the storm day of gridbeat load, packed',
  'schedule.outMissing': 'missing: the file to write',
  'schedule.writing': 'Schedule',
  'schedule.counts':
    '{report} reports, {visits} batches of visits, {read} reads, {list} lists in {seconds} s; at most {peakPerSecond} a second',
} as const;
