// GNU Readline's global variables and callbacks, reached through functions. Functions only; readline's own header is
// not included here, for Swift 6 rejects the mutable globals in it.
#ifndef CREADLINESHIMS_H
#define CREADLINESHIMS_H

#include <stddef.h>

// The version of the library that is linked, such as 0x0802.
int wsalab_readline_version(void);

// Asked for the candidates of the word that ends at `cursor`. It answers with wsalab_readline_candidate and with its
// return value, where the word begins.
typedef int (*wsalab_completer)(void *context, const char *line, int length, int cursor);

// Sets readline's globals: its name for inputrc conditions, no signal handlers, our completion and no other. Also sets
// LC_CTYPE, to C.UTF-8 where the environment's character set is not UTF-8. Call once, before anything else.
void wsalab_readline_start(const char *name, wsalab_completer completer, void *context);
// Adds a candidate; only inside a completer.
void wsalab_readline_candidate(const char *text);

// Asked, after a key, for what may be typed behind the line; it answers with wsalab_readline_hint. The hint stands dimmed
// behind the cursor until the next key.
typedef void (*wsalab_hinter)(void *context, const char *line, int length);
void wsalab_readline_hints(wsalab_hinter hinter, void *context);
// Gives the hint: printable ASCII; only inside a hinter.
void wsalab_readline_hint(const char *text);

// Draws a prompt and begins a line. Bytes between \001 and \002 in it take no column.
void wsalab_readline_prompt(const char *prompt);
// Whether a space alone ends the line, and a q alone too, as at a pager's prompt.
void wsalab_readline_paging(int on);
// Reads what is there of one key, and edits or draws. After it, a line or the end of input may be there to be taken.
void wsalab_readline_read(void);
// 0: the line is still being typed; 1: a line is there, in *line and *length until the next call; 2: end of input.
// Taking a line leaves no prompt standing.
int wsalab_readline_take(const char **line, size_t *length);
// Whether a prompt stands.
int wsalab_readline_is_prompting(void);

// Clears prompt and line from the screen, so that something else can be written there.
void wsalab_readline_hide(void);
// Draws them again, with another prompt, the cursor where it was in the line.
void wsalab_readline_show(const char *prompt);
// Gives up the line that is being typed: shows ^C after it and leaves no prompt standing.
void wsalab_readline_interrupt(void);
// Gives the terminal back its modes, and takes them again and draws: around a stop.
void wsalab_readline_suspend(void);
void wsalab_readline_resume(void);
// Asks the terminal for its size again and draws.
void wsalab_readline_resize(void);
// Gives the terminal back below the line, which is forgotten.
void wsalab_readline_stop(void);

// Appends a line to the history that the arrow keys go through, at most `limit` of them.
void wsalab_history_add(const char *line, int limit);
// Puts the place in the history after its end, as if nothing had been looked up.
void wsalab_history_rewind(void);

#endif
