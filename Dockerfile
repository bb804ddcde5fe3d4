# One image for every container of the park: the services, their migrations, the local issuer and the jobs that prepare it.
# Behind a proxy, or with a registry of one's own: docker build --secret id=npmrc,src=$HOME/.npmrc -t youth-innovation-park:local .
ARG NODE_VERSION=24.21.0
FROM node:${NODE_VERSION}-bookworm-slim AS base
WORKDIR /park

# The manifests alone, so that what follows is installed anew only when they change.
FROM base AS manifests
COPY . /source
RUN mkdir /manifests && cd /source && cp --parents package.json package-lock.json apps/*/package.json libs/*/package.json /manifests

FROM base AS packages
ENV npm_config_cache=/var/cache/npm npm_config_userconfig=/run/secrets/npmrc

FROM packages AS production
COPY --from=manifests /manifests ./
RUN --mount=type=cache,target=/var/cache/npm --mount=type=secret,id=npmrc \
    npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
    && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -delete

FROM packages AS build
COPY --from=manifests /manifests ./
RUN --mount=type=cache,target=/var/cache/npm --mount=type=secret,id=npmrc \
    npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN NX_DAEMON=false npm run build \
    && mkdir /built && cp --parents -r apps/*/dist libs/*/dist /built \
    && find /built -type f \( -name '*.map' -o -name '*.d.ts' -o -name '.tsbuildinfo' \) -delete

FROM base
ENV NODE_ENV=production
# What the issuer keeps lies here, on a volume: the only place that is written to.
RUN install -d -o node -g node -m 700 /var/lib/park
COPY --from=production /park ./
COPY --from=build /built ./
# These run as they are: Node strips their types.
COPY libs/contracts/src libs/contracts/src
COPY libs/kernel/src libs/kernel/src
COPY tools/issuer tools/issuer
COPY tools/parts tools/parts
COPY tools/park tools/park
COPY tools/jobs tools/jobs
COPY tools/sample-park tools/sample-park
USER node
ENTRYPOINT ["node", "--disable-warning=TimeoutNegativeWarning"]
