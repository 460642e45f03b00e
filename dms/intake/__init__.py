"""From a file on somebody's disk to stored bytes and read pages."""
