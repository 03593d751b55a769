import type { FastifyInstance } from 'fastify';
import createRouter from 'find-my-way';

type Router = ReturnType<typeof createRouter>;

/** Finds the methods of a path, to answer 405 rather than 404. */
export function collectAllowedMethods(app: FastifyInstance): (path: string) => string | undefined {
  const methodsByUrl = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    // The CORS plugin's own route for preflights.
    if (url === '*') return;
    const methods = methodsByUrl.get(url) ?? new Set();
    methodsByUrl.set(url, methods);
    for (const name of [method].flat()) methods.add(name);
  });

  function routerOf(): Router {
    const router = createRouter({ ignoreTrailingSlash: true });
    for (const [url, methods] of methodsByUrl) router.on('GET', url, () => undefined, methods);
    return router;
  }

  // Built on first use: nothing at the start needs it.
  let router: Router | undefined;
  return (path) => {
    router ??= routerOf();
    const methods: Set<string> | undefined = router.find('GET', path)?.store;
    return methods && [...methods].sort().join(', ');
  };
}
