import { type ErrorCode, VigieError } from '../../gateway/domain/error.ts';

/** The same methods, answered from another thread. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

interface Call {
  readonly call: number;
  readonly part: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Answer =
  | { readonly call: number; readonly value: unknown }
  /** an error that crosses threads loses its class and all but its text */
  | { readonly call: number; readonly error: Error; readonly code?: ErrorCode };

/** A worker, the port to its parent, or a socket of this machine. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Answers calls that arrive on a port with the methods of the parts given by name. */
export function serveParts(port: Port, parts: Readonly<Record<string, object>>): void {
  port.on('message', (message) => {
    // border: the other thread runs `connectParts` of this very file
    void answer(message as Call, parts).then((reply) => port.postMessage(reply));
  });
}

async function answer({ call, part, method, args }: Call, parts: Readonly<Record<string, object>>): Promise<Answer> {
  try {
    const subject = parts[part];
    const found: unknown = subject === undefined ? undefined : Reflect.get(subject, method);
    if (typeof found !== 'function') throw new Error(`there is no ${part}.${method} on this thread`);
    return { call, value: await Reflect.apply(found, subject, args) };
  } catch (error) {
    if (error instanceof VigieError) return { call, error, code: error.code };
    return { call, error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** Calls parts that another thread serves. */
export function connectParts(port: Port) {
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let calls = 0;
  let ended: Error | undefined;

  port.on('message', (message) => {
    if (typeof message !== 'object') return; // the thread's word that it is ready
    const answer = message as Answer; // border: from `serveParts` of this very file
    const waiting = pending.get(answer.call);
    if (waiting === undefined) return;
    pending.delete(answer.call);
    if ('code' in answer && answer.code !== undefined) {
      waiting.reject(new VigieError(answer.code, answer.error.message, { cause: answer.error }));
    } else if ('error' in answer) waiting.reject(answer.error);
    else waiting.resolve(answer.value);
  });

  function call(part: string, method: string, args: readonly unknown[]): Promise<unknown> {
    if (ended !== undefined) return Promise.reject(ended);
    const id = ++calls;
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject });
      port.postMessage({ call: id, part, method, args } satisfies Call);
    });
  }

  return {
    /** A part by its name; the caller states its type, which `serveParts` on the other side must honour. */
    part<T extends object>(name: string): Remote<T> {
      const target: Record<string, unknown> = {};
      return new Proxy(target, {
        get: (_, method) =>
          typeof method === 'string' && method !== 'then'
            ? (...args: unknown[]) => call(name, method, args)
            : undefined,
      }) as Remote<T>; // border: a proxy has every method of T by construction
    },
    /** Every call that waits, and each later one, fails with this. */
    end(error: Error): void {
      ended = error;
      for (const waiting of pending.values()) waiting.reject(error);
      pending.clear();
    },
  };
}
