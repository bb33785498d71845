# docker build -t reprintlint .
# docker run --rm -v "$PWD:/work" reprintlint public
FROM node:22-slim AS build
WORKDIR /src
COPY . .
# `npm ci` builds, too (prepare). The package holds what a user needs and nothing else.
RUN npm ci --no-audit --no-fund && npm pack --ignore-scripts

FROM node:22-slim
# git: for --changed-since. ca-certificates: for pages from the network.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates git \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /src/reprintlint-*.tgz /tmp/
RUN npm install --global --no-audit --no-fund /tmp/reprintlint-*.tgz && rm /tmp/reprintlint-*.tgz
# The mounted checkout belongs to somebody else than the user in here: without this, git refuses to read it.
ENV GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0=/work
USER node
WORKDIR /work
ENTRYPOINT ["reprintlint"]
CMD ["--help"]
