#pragma once

/// Watches a folder for files that are saved in it. A descriptor to be polled and read by `wsalab_watched_file`; -1 where
/// that cannot be had.
int wsalab_watch_folder(const char *path);

/// The name of the next file that was saved, in room for 256 bytes; 0 when there is none.
int wsalab_watched_file(int watch, char *name);
