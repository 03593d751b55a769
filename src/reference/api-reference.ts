import { gzipSync } from 'node:zlib';
import fastify from 'fastify';

/** The reference as served to browsers. */
export interface ApiReference {
  readonly page: string;
  /** The script that draws the page, gzipped. */
  readonly script: Buffer;
}

/**
 * Scalar's page and script, made by its plugin in a separate server when the reference is first requested: the module
 * takes 5 MB, which most processes never need.
 */
export async function makeApiReference(): Promise<ApiReference> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const maker = fastify();
  await maker.register(scalar, {
    routePrefix: '/docs',
    configuration: {
      pageTitle: 'Pozovi API',
      url: '/openapi.json',
      telemetry: false,
      withDefaultFonts: false,
      proxyUrl: '',
      agent: { disabled: true },
      mcp: { disabled: true },
      showDeveloperTools: 'never',
      hideClientButton: true,
    },
  });
  const page = await maker.inject('/docs/');
  const address = /src="([^"]+\.js)"/.exec(page.body)?.[1];
  if (address === undefined) throw new Error('the reference names no script');
  const script = await maker.inject(new URL(address, 'http://localhost/docs/').pathname);
  await maker.close();
  return { page: page.body.replace(address, '/docs/reference.js'), script: gzipSync(script.rawPayload) };
}
