import { DeliveryError } from '../../domain/error.ts';
import { detectEngine, type Engine } from './engine.ts';
import type { InfluxHttp } from './http.ts';
import type { InfluxPlace } from './influx-url.ts';
import { askInfluxQl, type Piece } from './influxql.ts';

/** The way to the engine: found out at the first use, and anew once it was away, so that an upgrade needs no restart here. */
export interface Connection {
  /** Work with the engine; trouble is a `DeliveryError`. */
  use<T>(work: (engine: Engine) => Promise<T>): Promise<T>;
  /** Reads by InfluxQL. */
  read(statements: string, take: (piece: Piece, statement: number) => void): Promise<void>;
}

export function createConnection(http: InfluxHttp, place: InfluxPlace): Connection {
  let engine: Promise<Engine> | undefined;

  async function use<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
    engine ??= detectEngine(http, place);
    const mine = engine;
    try {
      return await work(await mine);
    } catch (error) {
      // whatever it was: another program may answer the next time, or the database may be gone
      if (error instanceof DeliveryError && error.retryable && engine === mine) engine = undefined;
      throw error;
    }
  }

  return {
    use,
    read: (statements, take) =>
      use(async ({ read, limit }) => {
        try {
          await askInfluxQl(http, read, statements, 'read', take);
        } catch (error) {
          if (!(error instanceof DeliveryError) || error.status === undefined || limit === undefined) throw error;
          const { retryable, status } = error;
          throw new DeliveryError(`${error.message}. ${limit}`, { retryable, status }, { cause: error });
        }
      }),
  };
}
