import { expect, test } from 'vitest';
import { startTestServer, tableOf } from '../../support/server.ts';

interface Operation {
  operationId: string;
  summary: string;
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, object>;
}

test('OpenAPI describes every path, with its parameters, bodies and answers', async () => {
  await using server = await startTestServer();
  const { body } = await server.ask('nobody', '/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  expect(body.info).toMatchObject({ title: 'Vigie', version: '0.0.0-test' });

  const seen: string[] = [];
  const ids = new Set<string>();
  for (const [path, operations] of Object.entries<Record<string, Operation>>(body.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      seen.push(`${method} ${path}`);
      ids.add(operation.operationId);
      expect(operation.summary).not.toBe('');
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(inPath);
      for (const { schema } of operation.parameters) expect(schema, path).toBeTypeOf('object');
      const hasBody = operation.requestBody !== undefined;
      if (hasBody) expect(['post', 'put', 'patch']).toContain(method);
      expect(Object.keys(operation.responses)).toContain('default');
      expect(Object.keys(operation.responses)[0]).toMatch(/^20[0124]$/);
    }
  }
  const known = tableOf(server);
  const written = known.map(({ method, path }) => `${method} /api/v1${path.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(seen.sort()).toEqual(written.sort());
  expect(ids.size).toBe(seen.length);
  for (const [, name] of JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
    expect(body.components.schemas).toHaveProperty(name!);
  }
});

test('people read the same description on a page of our own, without a script', async () => {
  await using server = await startTestServer();
  const page = await server.ask('nobody', '!/api/docs');
  expect(page.status).toBe(200);
  expect(page.text).toContain('<code>/api/v1/devices/:id/corrections</code>');
  expect(page.text).not.toMatch(/<script|https?:\/\//);
  const policy = page.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toMatch(/unsafe|http|\*/);
});
