/** Words of the reference backend. */
export const server = {
  'server.describe': 'The reference backend: serves the Gridbeat Dispatch API',
  'server.option.port': 'Port (default 0: any that is free; the address is printed)',
  'server.option.host': 'Address to listen on (default 127.0.0.1); any but loopback needs a token in GRIDBEAT_TOKEN',
  'server.option.db': 'Database file; with the same one, the exercise goes on (default: a temporary file)',
  'server.option.policy': 'Dispatch policy (default: the scenario says)',
  'server.example': 'on a fixed port, over restarts',
  'server.database': 'Database: {path}',
  'server.tokenNeeded': 'this address is open to others: set a token in GRIDBEAT_TOKEN',
} as const;
