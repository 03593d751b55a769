/**
 * The baseline of the bench: Fastify, the same driver without additions, and one statement by primary key per request.
 * `node bare-server.ts <sqlite file or postgres://…> <port>`
 */
import { DatabaseSync } from 'node:sqlite';
import fastify from 'fastify';
import pg from 'pg';

interface Row {
  readonly id: string;
  readonly value: string;
}

interface Table {
  insert(row: Row): Promise<void>;
  find(id: string): Promise<unknown>;
}

const create = 'create table if not exists bare (id text primary key, value text not null)';

function sqliteTable(path: string): Table {
  const database = new DatabaseSync(path);
  database.exec(`pragma journal_mode = wal; pragma synchronous = full; ${create}`);
  const insert = database.prepare('insert into bare (id, value) values (?, ?)');
  const select = database.prepare('select id, value from bare where id = ?');
  return {
    insert: async ({ id, value }) => void insert.run(id, value),
    find: async (id) => select.get(id),
  };
}

async function postgresqlTable(url: string): Promise<Table> {
  const pool = new pg.Pool({ connectionString: url });
  await pool.query(create);
  const insert = { name: 'insert', text: 'insert into bare (id, value) values ($1, $2)' };
  const select = { name: 'select', text: 'select id, value from bare where id = $1' };
  return {
    insert: async ({ id, value }) => void (await pool.query({ ...insert, values: [id, value] })),
    find: async (id) => (await pool.query({ ...select, values: [id] })).rows[0],
  };
}

const [place = '', port] = process.argv.slice(2);
const table = place.startsWith('postgres') ? await postgresqlTable(place) : sqliteTable(place);
const app = fastify();
app.get('/', async () => ({ status: 'ok' }));
app.post<{ Body: Row }>('/rows', async ({ body }) => {
  await table.insert(body);
  return { id: body.id };
});
app.get<{ Params: { id: string } }>('/rows/:id', async ({ params }) => table.find(params.id));
await app.listen({ host: '127.0.0.1', port: Number(port) });
