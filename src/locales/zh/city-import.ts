export const cityImport = {} as const;
