import type { FastifyInstance } from 'fastify';
import createRouter from 'find-my-way';

type Router = ReturnType<typeof createRouter>;

/** Finds the methods that a path takes, so that a wrong method is told apart from a wrong path. */
export function collectAllowedMethods(app: FastifyInstance): (path: string) => string | undefined {
  const methodsByUrl = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    // Not an address of ours: there CORS hears what browsers ask first.
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

  // Made when it is first asked for: nothing at the start needs it.
  let router: Router | undefined;
  return (path) => {
    router ??= routerOf();
    const methods: Set<string> | undefined = router.find('GET', path)?.store;
    return methods && [...methods].sort().join(', ');
  };
}
