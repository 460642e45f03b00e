"""What was given (batches and their lines), the bytes, and the pages read from them."""

from dms.intake.models.batches import Batch, BatchItem, ItemState
from dms.intake.models.originals import Original, Reading, SourcePage

__all__ = ["Batch", "BatchItem", "ItemState", "Original", "Reading", "SourcePage"]
