/** Plain-language notes below the table. */
export const notes = {
  'note.busyOperators.township':
    'Operators of the township centres are busy {share} of their shifts: little is left for a surge.',
  'note.busyOperators.county':
    'Operators of the county centres are busy {share} of their shifts: little is left for a surge.',
  'note.busyOperators.city':
    'Operators of the city centre are busy {share} of their shifts: little is left for a surge.',
  'note.busyCentres.township':
    '{number} township {number|centre has its|centres have their} operators busy for over 85 % of their shifts: little is left there for a surge. Busiest: {list}.',
  'note.busyCentres.county':
    '{number} county {number|centre has its|centres have their} operators busy for over 85 % of their shifts: little is left there for a surge. Busiest: {list}.',
  'note.slowUnit': '{unit} waits {mean} for a crew on average, {ratio} times as long as the city ({city}).',
  'note.gapUnit': '{unit} has a coverage gap of {gap}, against {city} in the whole city.',
  'note.neverReported':
    'Never reported by anybody: {share} of the incidents. They ended by themselves or were not yet found; Detection counts them as unfinished.',
  'note.unfinished':
    'Not finished within the time allowed after the window: {list}. They count as larger than any other.',
} as const;
