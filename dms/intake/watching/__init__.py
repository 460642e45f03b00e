"""Folders that scanners write to: the worker looks, waits until a file is whole, takes it, and moves it aside.

Looking is polling, so that network shares (SMB, NFS) are like local disks. Nothing is ever overwritten or deleted.
"""
