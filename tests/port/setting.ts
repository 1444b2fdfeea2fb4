export * from '../../src/contract/setting.ts';
