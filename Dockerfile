# One image for web and worker (server mode: docker-compose.yml). The versions of all Python packages are locked by hash.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        tesseract-ocr tesseract-ocr-ind poppler-utils gettext fonts-dejavu-core fonts-liberation \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/telusur
COPY requirements.txt ./
RUN pip install --no-cache-dir --no-deps --require-hashes --requirement requirements.txt

COPY config config
COPY dms dms
COPY ocr ocr
COPY search search
COPY sample sample
COPY manage.py LICENSE ./
RUN find config dms -name '*.po' -exec sh -c 'msgfmt -o "${1%.po}.mo" "$1"' sh {} ';' \
    && useradd --system --uid 10001 --user-group --home-dir /srv/data telusur \
    && install -d -o telusur -g telusur -m 750 /srv/data

USER telusur
ENV TELUSUR_DATA=/srv/data OMP_THREAD_LIMIT=1 PYTHONUNBUFFERED=1
VOLUME /srv/data
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--blocking-threads", "8", "--no-ws", "--workers-kill-timeout", "5", "config.wsgi:application"]
