"""Whether a file that lies in a watched folder is whole: unchanged for a while, open for nobody, with its end."""

import contextlib
import errno
import fcntl
import os
import signal
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from dms.intake.models import FolderFile
from ocr import endings

CANNOT_TELL = (errno.EACCES, errno.EPERM, errno.EINVAL, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS)


def is_whole(row: FolderFile, path: Path, now: datetime) -> bool:
    """Tell whether the file of ROW at PATH can be taken. Raises OSError when it cannot be read.

    One without an end (cut off, or empty) is taken too, once it has been quiet for much longer: it is refused with a
    reason on the receipt, and does not lie there for ever.
    """
    quiet = now - row.quiet_since
    if quiet < timedelta(seconds=settings.WATCH_STILL_SECONDS):
        return False
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - an open descriptor
        if is_open_for_writing(descriptor):
            return False
        is_ended = row.size_bytes > 0 and endings.has_end(file) is not False
    return is_ended or quiet >= timedelta(seconds=settings.WATCH_UNENDED_SECONDS)


def is_open_for_writing(descriptor: int) -> bool:
    """Tell whether another process of this machine has the file open for writing, where the kernel tells that.

    It grants a read lease only when nobody has; where it grants none at all (a share, a stranger's file), stillness
    must do. The lease is given back at once; whoever opens the file meanwhile would have us signaled.
    """
    earlier = signal.signal(signal.SIGIO, signal.SIG_IGN)
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return error.errno not in CANNOT_TELL
    finally:
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        signal.signal(signal.SIGIO, earlier)
    return False
