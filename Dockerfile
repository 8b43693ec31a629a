# The engine's processes as one image: `coaching worker`, `coaching migrate`, every other command.
FROM python:3.11-slim-bookworm AS built
WORKDIR /app
RUN python -m venv /app/.venv
COPY requirements.lock .
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
# Not editable: the running image needs the venv alone.
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data coaching && install -d -o coaching -m 0700 /data
COPY --from=built /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 COACHING_DATA_DIR=/data COACHING_LOG_FORMAT=json
USER coaching
WORKDIR /data
VOLUME /data
ENTRYPOINT ["/usr/bin/env"]
CMD ["coaching", "worker"]
