"""Photos of telephones (HEIC): libheif through pi-heif, which brings the decoders only (LGPL) and no GPL encoder."""

from functools import cache

FORMAT = "HEIF"
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx")
CONTAINERS = (b"mif1", b"msf1")
"""Files of these say further on which coding their pictures have."""


def is_heic(head: bytes) -> bool:
    """Whether a file that begins with HEAD is a HEIC picture; one in another coding (AVIF) is none."""
    if head[4:8] != b"ftyp":
        return False
    box = head[8 : int.from_bytes(head[:4], "big")]
    others = [box[place : place + 4] for place in range(8, len(box), 4)]
    return box[:4] in BRANDS or (box[:4] in CONTAINERS and any(brand in BRANDS for brand in others))


@cache
def register() -> None:
    """Let Pillow open HEIC pictures, turned upright by what the file itself says."""
    import pi_heif

    pi_heif.options.THUMBNAILS = False
    pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False
    pi_heif.options.DECODE_THREADS = 1
    pi_heif.register_heif_opener()
