/** Words of calibrate. */
export const calibration = {
  'calibrate.notAMap': 'a map of a log is a map of keys and values',
  'calibrate.openQuote': 'a quote opened at about line {line} is never closed',
  'calibrate.noColumn': 'the log has no column {heading}',
} as const;
