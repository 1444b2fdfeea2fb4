export * from '../../src/contract/watched.ts';
