# Small, without compilers, and nobody's root. All commands of Bouclage in one image.
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml requirements.lock README.md LICENSE ./
COPY schemas schemas
COPY streams streams
COPY ops ops
# The lock pins versions for development too; as constraints it pins only what is installed here.
RUN sed -e 's/ *\\$//' -e '/--hash=/d' requirements.lock > /tmp/constraints.txt \
 && python -m venv /app \
 && /app/bin/pip install --no-cache-dir --disable-pip-version-check -c /tmp/constraints.txt .

FROM python:3.11-slim
RUN useradd --uid 10001 --home-dir /state --create-home bouclage \
 && install -d -o bouclage -g bouclage /digests
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 NUMBA_CACHE_DIR=/compiled
RUN install -d -o bouclage -g bouclage /compiled
WORKDIR /state
USER 10001
# The inner loops are compiled here, not at each start; a volume at /compiled begins with them.
RUN python -c "from streams.commands.folding import compiled; compiled()"
ENTRYPOINT ["bouclage"]
CMD ["--help"]
