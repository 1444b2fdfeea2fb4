export const calibration = {} as const;
