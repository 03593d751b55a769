import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrate, openDatabase } from '../../src/db/index.ts';
import { sourceFiles } from '../../test/source.ts';
import { table } from './table.ts';

/** What each table holds. Every table has a line here. */
const tableMeanings: Readonly<Record<string, string>> = {
  accounts: 'Who exists. An account that ended keeps its row without number and name.',
  audit_events: 'What happened and what was refused.',
  challenges: 'Codes that were sent: a keyed hash of each, its attempts, its end.',
  consents: 'What a person agreed to, in which wording, when.',
  erased_phone_numbers: 'Keyed hashes of numbers that accounts have let go of.',
  governor: 'One row: since when there are too many wrong codes in all.',
  guess_failures: 'Wrong codes of the last 30 days, by hash of the number.',
  known_devices: 'Which devices have signed in with which number, both hashed.',
  limit_windows: 'Counters of the limits by address and by account.',
  messages: 'Messages and what became of them. Texts only in development.',
  penalties: 'How long an address must wait before its next attempt at a number.',
  phone_sends: 'When codes went to a number, by its hash. Its row is the lock of sending to that number.',
  referral_counts: 'How many each account brought, up to the watermark.',
  referral_watermark: 'One row: up to when referrals are counted.',
  referrals: 'Who brought whom: one row for each referee.',
  schema_migrations: 'Which migrations have run, with their checksums.',
  send_counts: 'Codes sent and entered, by country, prefix and address, in steps of ten minutes.',
  sessions: 'Who is signed in where. Refresh tokens are derived, not stored.',
  signing_keys: 'Keys of the access tokens. Private parts are sealed with a key from `SECRET_KEY`.',
  used_proofs: 'Proofs of work that were used, until they expire.',
};

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

function meaningOf(name: string): string {
  const meaning = tableMeanings[name];
  if (meaning === undefined)
    throw new Error(`scripts/reference/data-page.ts does not say what ${name} is for`);
  return meaning;
}

/** The tables after all migrations, in a temporary file. */
async function readSchema() {
  const folder = mkdtempSync(join(tmpdir(), 'pozovi-data-'));
  try {
    const database = await openDatabase({ url: undefined, dataDir: folder });
    await migrate(database, join(import.meta.dirname, '../../migrations'));
    await database.close();
    const file = new DatabaseSync(join(folder, 'pozovi.db'), { readOnly: true });
    const columns = file
      .prepare(
        `select m.name as "table", c.name, lower(c.type) as type, c.pk from sqlite_master m, pragma_table_info(m.name) c
         where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.cid`,
      )
      .all() as unknown as Column[];
    const references = file
      .prepare(
        `select m.name as "from", f."table" as "to", f."from" as "column" from sqlite_master m, pragma_foreign_key_list(m.name) f
         where m.type = 'table' order by m.name, f."from"`,
      )
      .all() as unknown as { from: string; to: string; column: string }[];
    file.close();
    return { columns, references };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The folder of `src` that owns each table: it alone writes to it. */
function owners(): ReadonlyMap<string, string> {
  return new Map(
    sourceFiles('src').flatMap(({ folder, code }) => {
      const [, tables = ''] = /interface Tables \{([\s\S]*?)\n {2}\}/.exec(code) ?? [];
      return [...tables.matchAll(/^ {4}(?:readonly )?(\w+): /gm)].map(([, name]): [string, string] => [
        name ?? '',
        folder,
      ]);
    }),
  );
}

export async function dataPage(): Promise<string> {
  const { columns, references } = await readSchema();
  const byTable = Map.groupBy(columns, (column) => column.table);
  const owner = owners();
  const entities = [...byTable].map(
    ([name, own]) =>
      `  ${name} {\n${own.map((column) => `    ${column.type} ${column.name}${column.pk > 0 ? ' PK' : ''}\n`).join('')}  }`,
  );
  const arrows = references.map(({ from, to, column }) => `  ${to} ||--o{ ${from} : ${column}`);
  const rows = [...byTable.keys()].map((name) => [
    `\`${name}\``,
    `\`${owner.get(name) ?? 'db'}\``,
    meaningOf(name),
  ]);
  return `# Data

Times are epoch milliseconds. Ids are UUIDv7 with a prefix. A table is written to only by the folder of \`src\` that owns it.

${table(['table', 'owner', 'what stands in it'], rows)}

\`\`\`mermaid
erDiagram
${[...arrows, ...entities].join('\n')}
\`\`\`

## The order of locks

A transaction that takes more than one of these takes them from left to right, so that no two wait for each other crosswise.

\`\`\`mermaid
flowchart LR
  sends["phone_sends"] --> limits["limit_windows"] --> challenges["challenges"] --> counters["penalties, known_devices, send_counts"]
  counters --> accounts["accounts"] --> referrals["referrals"] --> sessions["sessions"]
\`\`\`

- **Sending a code** takes the number's row in \`phone_sends\` first: parallel sends to one number queue there. Then its limits
  by address, then the counts.
- **Checking a code** takes its limits by address, then changes the number's challenges, newest first, then counts. Only then
  come account, referral and session. A change of number goes the same way.
- **Counters** are changed in the order of their keys, each in one statement that checks and counts.
- **A late activation** takes a lock of its own before it looks at the tree, because locks on the two accounts alone let rings close.
  A first sign-in needs none. Nothing else takes that lock.
- A deadlock that happens all the same is run again; its transaction has changed nothing.

Made from the code by \`npm run reference\`.
`;
}
