# A practice in a container: not root, a read-only root, nothing to write but the volume of its data.
# How to run it: « In operation » in the README.
FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
# No script of a dependency runs: the database driver comes ready-made, and Node is the image's.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force
COPY migrations migrations
COPY scripts scripts
COPY src src
COPY views views
RUN mkdir --mode=700 data && chown node:node data
USER node
ENV NODE_ENV=production DEMO=0 HOST=0.0.0.0 PORT=3000
VOLUME /app/data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/ready`).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/server.ts"]
