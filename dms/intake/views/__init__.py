"""The screens of intake: batches and giving files, the receipt, single files, watched folders."""
