import { type Asset, type Branding, chooseEncoding, createTheme, type Theme } from '../ui/index.ts';
import { Problem } from './problem.ts';
import { httpProblems } from './problems.ts';
import type { Server } from './server.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** Undefined on a server that has no pages, such as that of the metrics. */
    theme: Theme | undefined;
  }
}

const forEver = 'public, max-age=31536000, immutable';
/** Keeps an operator's picture from running scripts when it is opened as a page. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

/** Gives all pages their theme and serves their files. Must be called before any route is added. */
export function serveAssets(app: Server, branding: Branding): void {
  const theme = createTheme(branding);
  app.decorate('theme', theme);
  const { style, script, icon, logo } = theme;
  const assets = [style, script, icon, logo].filter((asset) => asset !== undefined);
  const byName = new Map<string, Asset>(assets.map((asset) => [asset.name, asset]));

  app.get<{ Params: { file: string } }>(
    '/assets/:file',
    { schema: { hide: true } },
    async ({ params, headers }, reply) => {
      const asset = byName.get(params.file.replace(/\.[0-9a-f]{10}(?=\.[^.]+$)/, ''));
      if (asset === undefined) throw new Problem(httpProblems.not_found);
      // During a rolling update a page may request its files from a process of the other version.
      const isCurrent = asset.address === `/assets/${params.file}`;
      const encoding = chooseEncoding(headers['accept-encoding']);
      if (encoding !== 'identity') reply.header('content-encoding', encoding);
      return reply
        .headers({
          'cache-control': isCurrent ? forEver : 'no-cache',
          'content-security-policy': policy,
          'cross-origin-resource-policy': 'same-origin',
          vary: 'accept-encoding',
        })
        .type(asset.type)
        .send(asset.body(encoding));
    },
  );
}
