export const load = {} as const;
