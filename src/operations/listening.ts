import type { Server } from '../http/index.ts';

export interface Listening {
  /** The setting that names the port. */
  readonly setting: 'PORT' | 'METRICS_PORT';
  readonly host: string;
  readonly port: number;
  /** Connections that may wait to be taken, if the system allows so many. */
  readonly backlog: number;
}

/** The server cannot listen; `code` is the system's, such as EADDRINUSE. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly setting: Listening['setting'];
  readonly host: string;
  readonly port: number;
  readonly code: string;

  constructor({ setting, host, port }: Listening, error: NodeJS.ErrnoException) {
    super(error.message, { cause: error });
    this.setting = setting;
    this.host = host;
    this.port = port;
    this.code = error.code ?? '';
  }
}

/** @throws ListenError */
export async function listen(server: Server, listening: Listening): Promise<void> {
  const { host, port, backlog } = listening;
  try {
    await server.listen({ host, port, backlog });
  } catch (error) {
    throw error instanceof Error ? new ListenError(listening, error) : error;
  }
}
