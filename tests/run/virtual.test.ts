import { expect, test } from 'vitest';
import { BackendError } from '../../src/backend/backend-error.ts';
import { tinyCity } from '../../src/city/tiny.ts';
import { Field } from '../../src/field/field.ts';
import { SILENT } from '../../src/field/observer.ts';
import type { Backend } from '../../src/port/backend.ts';
import { VirtualDriver } from '../../src/run/virtual.ts';
import { setting } from '../port/setting.ts';

test.each([0, -5, Number.NaN])(
  'a backend that asks to be called again at %d, and never later, is stopped',
  async (wake) => {
    const field = new Field(
      setting(() => {}),
      tinyCity(),
      0,
      SILENT,
      [],
    );
    const backend: Backend = {
      ...{ capabilities: { verbs: [], notices: [] }, start() {}, stop() {} },
      exchange: () => ({ orders: [], wake }),
    };
    await expect(new VirtualDriver(field, backend).runUntil(60)).rejects.toThrow(BackendError);
  },
);
