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

// Much of the time until a command begins is V8 compiling what it has compiled the last time: that is kept in the user's
// own cache folder, where nobody else can put anything.
function keepCompiled() {
  return import('env-paths').then((paths) => {
    const folder = paths.default('gridbeat', { suffix: '' }).cache;
    // Made by the first run; where it cannot be made Node would try for ever.
    if (process.getBuiltinModule('node:fs').existsSync(folder))
      process.getBuiltinModule('node:module').enableCompileCache(`${folder}/compiled`);
  });
}

function run() {
  return import('../dist/cli/main.js').catch((error) => {
    if (error && error.code === 'ERR_MODULE_NOT_FOUND' && /dist.cli.main\.js/.test(error.message)) {
      explainAndLeave(
        'not built yet: run "npm ci" or "npm run build".',
        '尚未构建：请先运行 npm ci 或 npm run build。',
      );
    }
    throw error;
  });
}

// A million rows are to be calibrated on in 300 MB: V8 may let neither its nursery nor its heap grow as it likes. It takes
// these flags before anything is loaded or not at all, and gives back nothing that it once had.
function boundMemory() {
  return import('node:v8').then((v8) => {
    v8.setFlagsFromString('--semi-space-growth-factor=1');
    v8.setFlagsFromString('--heap-growing-percent=50');
  });
}

if (process.argv.indexOf('calibrate') < 0) keepCompiled().then(run);
else boundMemory().then(keepCompiled).then(run);
