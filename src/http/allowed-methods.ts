import type { FastifyInstance } from 'fastify';
import createRouter from 'find-my-way';

/** Finds the methods that a path takes, so that a wrong method is told apart from a wrong path. */
export function collectAllowedMethods(app: FastifyInstance): (path: string) => string | undefined {
  const methodsByUrl = new Map<string, Set<string>>();
  const router = createRouter({ ignoreTrailingSlash: true });
  app.addHook('onRoute', ({ url, method }) => {
    // Not an address of ours: there CORS hears what browsers ask first.
    if (url === '*') return;
    let methods = methodsByUrl.get(url);
    if (methods === undefined) {
      methods = new Set();
      methodsByUrl.set(url, methods);
      router.on('GET', url, () => undefined, methods);
    }
    for (const name of [method].flat()) methods.add(name);
  });
  return (path) => {
    const methods: Set<string> | undefined = router.find('GET', path)?.store;
    return methods && [...methods].sort().join(', ');
  };
}
