// Landlock, for the files of this folder: rules about files that a process makes for itself, without any right.
#ifndef WSALAB_LANDLOCK_H
#define WSALAB_LANDLOCK_H

// From here on this process reads what stands below the paths of `seen`, writes below those of `written` and `scratch`
// too, and reaches no other file, no TCP port and no process outside. Lists end with NULL; what is not there is left out.
// 0, or -1 with errno: ENOSYS or EOPNOTSUPP where the kernel has no Landlock.
int landlock_enter(const char *const *seen, const char *const *written, const char *const *scratch);

#endif
