/** What `gridbeat/backend` exports: the port's types and the contract suite of backends. */
export type { BackendFactory } from '../backend/module/module.ts';
export type { City } from '../city/city.ts';
export type * from '../port/backend.ts';
export type * from '../port/notices.ts';
export type * from '../port/orders.ts';
export type * from '../port/roster.ts';
export type { Scenario } from '../scenario/schema.ts';
export { backendContract, contractScenario, type TestRunner } from './contract.ts';
