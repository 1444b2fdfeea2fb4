#!/usr/bin/env node
// Any Node must be able to read this file, so that an old one can be told what to do: no import, no newer syntax.
var needed = [22, 19];
var found = process.versions.node.split('.').map(Number);

function explainAndLeave(en, zh) {
  console.error(`gridbeat: ${en}`);
  console.error(`gridbeat: ${zh}`);
  process.exit(2);
}

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  explainAndLeave(
    'this is Node ' +
      process.versions.node +
      '; Gridbeat needs ' +
      needed.join('.') +
      ' or newer (https://nodejs.org). In a checkout, "npm start" brings its own.',
    '当前 Node 版本为 ' +
      process.versions.node +
      '，Gridbeat 需要 ' +
      needed.join('.') +
      ' 或更新版本（https://nodejs.org）。在源码目录中可直接运行 npm start。',
  );
}

import('../dist/cli/main.js').catch((error) => {
  if (error && error.code === 'ERR_MODULE_NOT_FOUND' && /dist.cli.main\.js/.test(error.message)) {
    explainAndLeave('not built yet: run "npm ci" or "npm run build".', '尚未构建：请先运行 npm ci 或 npm run build。');
  }
  throw error;
});
