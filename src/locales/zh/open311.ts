export const open311 = {} as const;
