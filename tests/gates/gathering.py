"""The few settings that gathering strings needs; nothing of the office is loaded."""

LOCALE_PATHS = ["dms/web/locale"]
USE_I18N = True
LANGUAGE_CODE = "id"
