/** Words of a planner's second opinion on a township. */
export const opinion = {
  'opinion.title': 'Second opinion on {name} ({unit}, {code})',
  'opinion.intro':
    'Grid workers and community staff: {crews} in {communities} communities, {onDuty} of them on duty at a time. In their duty hours they get {calls} calls a day. A call keeps a crew for {service}, {reaction} of it until it sets out; in {spot} of the calls the crew had found the incident itself and stood beside it. All this is what {replications} replications of {days} days of {scenario} show.',
  'opinion.exact':
    "Larson's hypercube, exact: one spatial queue for each community and each set of crews on duty, as the engine sends nobody to another community.",
  'opinion.approximated':
    "Larson's hypercube: one spatial queue for each community and each set of crews on duty, as the engine sends nobody to another community; exact, but by Larson's approximation in the communities ({number}) with more than 12 crews on duty.",
  'opinion.figures': 'Side by side',
  'opinion.hypercube': 'hypercube',
  'opinion.engine': 'same, played',
  'opinion.scenario': 'whole scenario',
  'opinion.figure.workload': 'workload of crews',
  'opinion.figure.allBusy': 'time with all busy',
  'opinion.figure.outside': 'outside own grid',
  'opinion.figure.travel': 'mean travel',
  'opinion.figure.response': 'mean response',
  'opinion.columns':
    "Hypercube: solved. Same, played: the engine under the hypercube's own assumptions. Whole scenario: as every run has it. ±: 95 % intervals. Workload: share of time on duty from an order until the crew is free again. Time with all busy: of a community's crews on duty, communities weighted by their calls. Outside own grid: share of calls that go to another than the grid's own worker. Response: order to arrival. Below, communities show hypercube / whole scenario.",
  'opinion.and': ', ',
  'opinion.verdict.engine':
    "The engine, given the hypercube's assumptions, gives its numbers: {same} of {of} lie in the 95 % intervals. So what differs in the last column comes from what the hypercube leaves out, not from an error of either.",
  'opinion.verdict.engineOff':
    "Under the hypercube's assumptions the engine gives other numbers: only {same} of {of} lie in the 95 % intervals. Larson's approximation may be off by some per cent; otherwise do not rely on this comparison.",
  'opinion.verdict.inside': "Within the whole scenario's interval: {names}.",
  'opinion.verdict.outside': 'Not within it: {names}.',
  'opinion.why': 'Where the two should differ, and why:',
  'opinion.why.workload':
    'Workload of all crews together agrees by construction: both have the same calls and the same mean time per call. How it is spread over crews is the test.',
  'opinion.why.policy':
    'Policy {policy}: the hypercube cannot look at how much each has done today; it sends the nearest who is free.',
  'opinion.why.overloaded':
    '{share} of the calls come to communities and shifts in which more come than the crews can serve. The hypercube then has everybody busy all the time; in the scenario calls wait for quieter hours, or for other crews.',
  'opinion.why.bursts':
    'Calls come in bursts: their hourly counts vary {times} times as much as by even chance, as rounds find several things at once and at fixed hours. The hypercube lets calls come evenly, so it shows fewer outside the own grid and less time with all busy.',
  'opinion.why.shifts':
    '{share} of the calls are given out in the first minute of a shift, having come before. The hypercube knows no shifts.',
  'opinion.why.checks':
    '{share} of the calls are checks, which go to somebody else than whoever did the work. The hypercube sends the own worker to them as well.',
  'opinion.why.others':
    '{share} of the orders in these hours go to liaisons and volunteers, whom the hypercube does not know.',
  'opinion.why.chores':
    'Errands and tasks of other offices take {share} of the time on duty. The hypercube counts those crews as free; what they cost shows in the time until a crew sets out.',
  'opinion.why.interrupted': '{share} of the calls are interrupted by a severer one. The hypercube interrupts nothing.',
  'opinion.why.service':
    'The time per call has a squared coefficient of variation of {scv}; the hypercube takes 1 (exponential). It matters only where calls wait.',
  'opinion.why.places':
    'Whoever is called is where the last round or job ended, and after checks and jobs often far from the own grid; the hypercube spreads free workers evenly over their grids and leaves staff at the office. Both give those who had found the incident themselves ({spot}) the way within its micro-grid only.',
  'opinion.communities': 'Communities',
  'opinion.head.community': 'community',
  'opinion.head.onDuty': 'on duty',
  'opinion.head.calls': 'calls/day',
  'opinion.head.workload': 'workload',
  'opinion.head.allBusy': 'all busy',
  'opinion.head.outside': 'outside',
  'opinion.head.crew': 'crew',
  'opinion.crews': 'Workload of each crew',
  'opinion.crewsSome': 'Workload: {shown} of {of} crews',
  'opinion.worker': '{community}, grid {grid}, worker {number}',
  'opinion.staff': '{community}, staff {number}',
  'opinion.more': 'All crews: --json, or --report FILE.html. What is compared, and how: docs/validation.md.',
  'opinion.running': 'Simulating',
  'opinion.example': "Larson's hypercube beside the simulation, for a township",
  'opinion.option.scenario': 'With --township: a scenario file, or the name of one that comes with Gridbeat',
  'opinion.option.township': 'Second opinion on a township, by name or code: its crews as a hypercube queue',
  'opinion.option.set': 'With --township: PATH=VALUE, another value in the scenario',
  'opinion.onlyWithTownship': 'goes with --township only',
  'opinion.unknownTownship': 'the city has no such township',
  'opinion.severalTownships': 'several townships are called so; give a code: {codes}',
  'opinion.noCalls':
    'in these {days} days no call reached a crew of {name}: there is nothing to compare; try more --days',
} as const;
