export * from '../../src/contract/bookkeeping.ts';
