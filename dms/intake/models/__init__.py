"""What was given (batches and their lines), where from, the bytes, and the pages read from them."""

from dms.intake.models.batches import Batch, BatchItem, ItemState
from dms.intake.models.folders import FileStage, FolderFile, WatchedFolder
from dms.intake.models.originals import Original, Reading, SourcePage

__all__ = [
    "Batch",
    "BatchItem",
    "FileStage",
    "FolderFile",
    "ItemState",
    "Original",
    "Reading",
    "SourcePage",
    "WatchedFolder",
]
