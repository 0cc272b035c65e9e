# Two stages: the wheel is built in the first, only what runs stands in the second.
FROM python:3.13-slim AS build
WORKDIR /src
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --prefix=/install -r requirements.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY bot ./bot
COPY intents ./intents
COPY locales ./locales
RUN pip install --no-cache-dir --no-deps --prefix=/install .

FROM python:3.13-slim
# It runs with a read-only file system too: `docker run --read-only --tmpfs /tmp`.
ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    OUDERBOT_HOST=0.0.0.0 \
    OUDERBOT_DATA=/data
COPY --from=build /install /usr/local
RUN ouderbot prepare && useradd --system --uid 10001 --no-create-home ouderbot \
    && install --directory --owner=ouderbot --mode=0700 /data
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD ["ouderbot", "serve"]
