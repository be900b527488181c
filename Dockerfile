# The tracker for real use; what differs between sites comes from the environment.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/tracker

# Pango sets the type of the packs that are made as PDF.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/*

COPY requirements.txt requirements-pdf.txt ./
RUN pip install --no-cache-dir --only-binary :all: \
    -r requirements.txt -r requirements-pdf.txt

COPY . ./
# Static files are the same at every site: the values here are for this step alone.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(50))')" \
    ALLOWED_HOSTS=localhost SITE_URL=https://localhost \
    python manage.py collectstatic --noinput --verbosity 0

RUN useradd --system --uid 10001 tracker \
    && install --directory --owner tracker /srv/media /srv/cache
ENV MEDIA_ROOT=/srv/media CACHE_ROOT=/srv/cache
USER tracker

EXPOSE 8000
ENV GUNICORN_CMD_ARGS="--bind 0.0.0.0:8000 --workers 3 --threads 2 \
    --access-logfile - --no-control-socket"
CMD ["gunicorn", "tracker.wsgi"]
