"""Settings from the environment, URLs, and the doors for the web server and Celery."""
