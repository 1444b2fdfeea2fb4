import { formatAssumptions } from '../scenario/assumptions.ts';
import type { LoadedScenario } from '../scenario/load.ts';
import { cityNumbers } from './scenario-city.ts';
import type { Terminal } from './terminal.ts';

/** `run --assumptions`: where every number of the scenario and of its city comes from. */
export async function printAssumptions(loaded: LoadedScenario, terminal: Terminal): Promise<void> {
  const { assumptions } = loaded;
  const city = await cityNumbers(loaded);
  terminal.print(
    terminal.json
      ? JSON.stringify({ assumptions, city })
      : formatAssumptions(assumptions, terminal.language, 'table', { city }).trimEnd(),
  );
}
