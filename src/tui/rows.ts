import { Box, Text } from 'ink';
import { createElement, type ReactElement } from 'react';

/** Finished rows, one below the other. One text a row: a text for every cell costs several times as much a frame. */
export function Rows({ rows }: { readonly rows: readonly string[] }): ReactElement {
  // A row without text has no height, so it gets a space.
  const texts = rows.map((row, i) => createElement(Text, { key: i, wrap: 'truncate' }, row === '' ? ' ' : row));
  return createElement(Box, { flexDirection: 'column' }, ...texts);
}
