import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenericContainer, type StartedTestContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll } from 'vitest';
import { influxParts } from '../support/influxdb.ts';
import { allSeries, type StoreDriver, storeContract } from '../support/store-contract.ts';

/*
 * The engines that Debian lacks, under the contract of every store, in containers. Where there is no Docker it fails
 * and says so.
 */

const token = 'vigie-test-token';
const organisation = 'agence';
let [two, three]: (StartedTestContainer | undefined)[] = [];

/** What to do where there is no Docker, in one line instead of the library's many. */
function withoutDocker(error: unknown): never {
  const words = error instanceof Error ? error.message : String(error);
  if (!/container runtime|docker/i.test(words)) throw error;
  throw new Error(
    `npm run test:docker needs Docker, and none answers here (${words}): install and start it, or run npm test`,
  );
}

beforeAll(async () => {
  [two, three] = await Promise.all([
    new GenericContainer('influxdb:2.7')
      .withEnvironment({
        DOCKER_INFLUXDB_INIT_MODE: 'setup',
        DOCKER_INFLUXDB_INIT_USERNAME: 'admin',
        DOCKER_INFLUXDB_INIT_PASSWORD: 'mot-de-passe-de-test',
        DOCKER_INFLUXDB_INIT_ORG: organisation,
        DOCKER_INFLUXDB_INIT_BUCKET: 'first',
        DOCKER_INFLUXDB_INIT_ADMIN_TOKEN: token,
      })
      .withExposedPorts(8086)
      // the set-up starts a server of its own on another port first
      .withWaitStrategy(Wait.forHttp('/api/v2/buckets', 8086).forStatusCode(401))
      .start(),
    new GenericContainer('influxdb:3-core')
      .withCommand(['influxdb3', 'serve', '--node-id', 'test', '--object-store', 'memory', '--without-auth'])
      .withExposedPorts(8181)
      .withWaitStrategy(Wait.forHttp('/ping', 8181))
      .start(),
  ]).catch(withoutDocker);
}, 300_000);
afterAll(async () => {
  await two?.stop();
  await three?.stop();
});

let databases = 0;

/** A store in a database of its own. */
function driver(name: string, address: (database: string) => string, more: { token?: () => string } = {}): StoreDriver {
  return {
    name,
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'vigie-store-'));
      const parts = influxParts(address(`contract${databases++}`), () => allSeries, folder);
      let store = parts.open(more);
      return {
        store,
        reopened: async () => {
          await store.close();
          store = parts.open(more);
          return store;
        },
        [Symbol.asyncDispose]: async () => {
          await store.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  };
}

const at = (container: StartedTestContainer | undefined, port: number) =>
  `${container?.getHost()}:${container?.getMappedPort(port)}`;

storeContract(
  driver('InfluxDB 2.7', (name) => `influxdb://${at(two, 8086)}/${name}?org=${organisation}`, { token: () => token }),
);
storeContract({
  ...driver('InfluxDB 3 Core', (name) => `influxdb://${at(three, 8181)}/${name}`),
  removesNothing: /InfluxDB 3 Core .* cannot erase a device/,
});
