#!/usr/bin/env node
// Plain JavaScript without an import, so that an old Node gets as far as the sentence below.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 15)) {
  console.error(
    `Pozovi needs Node 24.15 or newer, and this is ${process.version}. "npm start" in its folder brings the right one.`,
  );
  process.exit(1);
}

// Beside the packages, not in the shared temporary folder, where another user could plant code. Quietly none if read-only.
const { enableCompileCache } = await import('node:module');
const { fileURLToPath } = await import('node:url');
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/pozovi', import.meta.url)));
const { run } = await import('../src/cli/index.ts');
await run(process.argv);
