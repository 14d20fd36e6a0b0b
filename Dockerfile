# Vigie in a container: docs/guide-exploitant.md says how, docker-compose.yml starts it beside an InfluxDB.

# The Node of this stage only brings npm; the one that runs Vigie is pinned in package.json and comes with `npm ci`.
FROM node:24-trixie-slim AS build
WORKDIR /opt/vigie
COPY . .
RUN npm ci
# npm may drop the link to the pinned Node when it prunes; the screens are built: their sources and Node's headers stay behind
RUN npm prune --omit=dev && node link-node.mjs && rm -r node_modules/node-linux-*/include && find dashboard/web -mindepth 1 -maxdepth 1 ! -name dist -exec rm -r {} +
RUN chmod 755 vigie.ts && node_modules/.bin/node vigie.ts --version

FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 vigie && useradd --uid 10001 --gid vigie --no-create-home --home-dir /var/lib/vigie --shell /usr/sbin/nologin vigie
RUN install -d -o vigie -g vigie -m 0750 /var/lib/vigie /var/backups/vigie && install -d /etc/vigie && ln -s /opt/vigie/vigie.ts /usr/local/bin/vigie
COPY --from=build /opt/vigie /opt/vigie
# NODE_USE_SYSTEM_CA: the house's own authorities count, once they are in /etc/ssl/certs
# MALLOC_…, NODE_OPTIONS: what vigie.ts would start itself anew for
ENV PATH=/opt/vigie/node_modules/.bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin NODE_ENV=production NODE_USE_SYSTEM_CA=1 MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072 NODE_OPTIONS=--max-semi-space-size=8
# a container's own 127.0.0.1 is nobody's: who may knock is said by the ports that are published
ENV VIGIE_DATA=/var/lib/vigie VIGIE_HTTP_LISTEN=0.0.0.0:8080 VIGIE_MQTT_LISTEN=0.0.0.0:1883
WORKDIR /var/lib/vigie
USER vigie
VOLUME /var/lib/vigie
EXPOSE 8080 1883 8883
STOPSIGNAL SIGTERM
# over TLS too, where its certificate names another host than 127.0.0.1
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["node", "--no-warnings", "-e", "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; const port = process.env.VIGIE_HTTP_LISTEN.split(':').at(-1); Promise.any(['http', 'https'].map(async (scheme) => { const answer = await fetch(`${scheme}://127.0.0.1:${port}/healthz`); if (!answer.ok) throw new Error(answer.statusText); })).then(() => process.exit(0), () => process.exit(1))"]
ENTRYPOINT ["vigie"]
CMD ["start", "--config", "/etc/vigie/vigie.yaml"]
