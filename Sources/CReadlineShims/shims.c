#include "CReadlineShims.h"

#if defined(__has_include) && !__has_include(<readline/readline.h>)
#error "GNU Readline is missing. Install it: apt-get install libreadline-dev"
#endif

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

// What readline's callbacks leave for Swift to take; readline is one for each process, and so is this.
static char *taken_line;
static int has_line;
static int has_end;
static int is_prompting;

static wsalab_completer completer;
static void *completer_context;
static char **candidates;
static int candidate_count;
static int candidate_space;
static int next_candidate;
static int word_start;
static int readline_start;

int wsalab_readline_version(void) { return rl_readline_version; }

// Removing the handler here keeps readline from drawing the next prompt before the line has been run.
static void line_is_there(char *line) {
  rl_callback_handler_remove();
  is_prompting = 0;
  if (line == NULL) {
    has_end = 1;
    // At the end of input readline itself goes to a new line, but only together with turning bracketed paste off.
    const char *value = rl_variable_value("enable-bracketed-paste");
    if (value == NULL || strcmp(value, "on") != 0) {
      fputs("\n", rl_outstream);
      fflush(rl_outstream);
    }
    return;
  }
  free(taken_line);
  taken_line = line;
  has_line = 1;
}

static void forget_candidates(void) {
  for (int i = 0; i < candidate_count; i++) free(candidates[i]);
  candidate_count = 0;
  next_candidate = 0;
}

void wsalab_readline_candidate(const char *text) {
  if (candidate_count == candidate_space) {
    int space = candidate_space ? candidate_space * 2 : 64;
    char **more = realloc(candidates, (size_t)space * sizeof *more);
    if (more == NULL) return;
    candidates = more;
    candidate_space = space;
  }
  char *copy = strdup(text);
  if (copy != NULL) candidates[candidate_count++] = copy;
}

// Readline finds where a word begins by break characters. Ours are found by the completer; the character before the
// word then serves as the only break character, which makes readline come to the same place.
static char *find_word(void) {
  static char breaks[2];
  forget_candidates();
  word_start = completer(completer_context, rl_line_buffer, rl_end, rl_point);
  if (word_start < 0 || word_start > rl_point) word_start = rl_point;
  breaks[0] = word_start > 0 ? rl_line_buffer[word_start - 1] : 0;
  return breaks;
}

// Readline may find another beginning than ours: a later one when the break character is in the word too, an earlier one
// after a character of several bytes. Then a candidate loses its first bytes, or gets those of the line before it.
static char *fit(const char *candidate, int start) {
  if (start >= word_start) {
    size_t skipped = (size_t)(start - word_start);
    return strlen(candidate) < skipped ? NULL : strdup(candidate + skipped);
  }
  size_t added = (size_t)(word_start - start);
  char *whole = malloc(added + strlen(candidate) + 1);
  if (whole == NULL) return NULL;
  memcpy(whole, rl_line_buffer + start, added);
  strcpy(whole + added, candidate);
  return whole;
}

static char *generate(const char *text, int state) {
  (void)text;
  (void)state;
  while (next_candidate < candidate_count) {
    char *fitted = fit(candidates[next_candidate++], readline_start);
    if (fitted != NULL) return fitted;
  }
  return NULL;
}

static char **complete(const char *text, int start, int end) {
  (void)end;
  rl_attempted_completion_over = 1;
  readline_start = start;
  next_candidate = 0;
  if (candidate_count == 1) {
    size_t length = strlen(candidates[0]);
    char last = length > 0 ? candidates[0][length - 1] : ' ';
    // What goes on right after these is part of the same word.
    if (strchr("=:,|\"", last) != NULL) rl_completion_suppress_append = 1;
  }
  return rl_completion_matches(text, generate);
}

void wsalab_readline_start(const char *name, wsalab_completer function, void *context) {
  if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
    // Readline asks the environment itself, so that it has to be told there.
    if (setlocale(LC_CTYPE, "C.UTF-8") != NULL) setenv("LC_ALL", "C.UTF-8", 1);
  }
  completer = function;
  completer_context = context;
  rl_readline_name = name;
  rl_catch_signals = 0;
  rl_catch_sigwinch = 0;
  rl_attempted_completion_function = complete;
  rl_completion_word_break_hook = find_word;
  rl_completion_query_items = -1;
  // Before the inputrc file is read, which may say otherwise.
  rl_variable_bind("page-completions", "off");
  rl_variable_bind("show-all-if-ambiguous", "on");
}

// At a pager's prompt a space turns the page and q leaves, at once, as in other pagers.
static rl_command_func_t *usual_space, *usual_q;

static int turn_page(int count, int key) {
  return rl_end == 0 ? rl_newline(1, '\n') : rl_insert(count, key);
}

static int leave_pages(int count, int key) {
  if (rl_end > 0) return rl_insert(count, key);
  rl_insert(1, key);
  return rl_newline(1, '\n');
}

void wsalab_readline_paging(int on) {
  if ((usual_space != NULL) == (on != 0)) return;
  if (on) {
    usual_space = rl_function_of_keyseq(" ", NULL, NULL);
    usual_q = rl_function_of_keyseq("q", NULL, NULL);
    if (usual_space == NULL || usual_q == NULL) {
      usual_space = NULL;
      return;
    }
    rl_bind_key(' ', turn_page);
    rl_bind_key('q', leave_pages);
  } else {
    rl_bind_key(' ', usual_space);
    rl_bind_key('q', usual_q);
    usual_space = NULL;
  }
}

// Readline divides by the columns that are left beside the prompt, so that a terminal of two ends the program: it is told of
// a few more than there are. Returns whether it was.
static int widen_screen(void) {
  enum { least_rows = 2, least_columns = 4 };
  struct winsize size;
  if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0) return 0;
  if (size.ws_row >= least_rows && size.ws_col >= least_columns) return 0;
  rl_set_screen_size(size.ws_row < least_rows ? least_rows : size.ws_row,
                     size.ws_col < least_columns ? least_columns : size.ws_col);
  return 1;
}

// The hint behind the line that is being typed.
static wsalab_hinter hinter;
static void *hinter_context;
static char hint[256];
static int has_hint;
static int prompt_columns;

void wsalab_readline_hints(wsalab_hinter function, void *context) {
  hinter = function;
  hinter_context = context;
}

void wsalab_readline_hint(const char *text) {
  snprintf(hint, sizeof hint, "%s", text);
}

// Columns of a prompt: what stands between \001 and \002 takes none.
static void measure_prompt(const char *prompt) {
  int is_hidden = 0;
  prompt_columns = 0;
  for (; *prompt; prompt++) {
    if (*prompt == 1) is_hidden = 1;
    else if (*prompt == 2) is_hidden = 0;
    else if (!is_hidden && ((unsigned char)*prompt & 0xC0) != 0x80) prompt_columns++;
  }
}

// The cursor stands where the hint begins, unless a key has been handled since.
static void clear_hint(void) {
  if (!has_hint) return;
  has_hint = 0;
  fputs("\033[K", rl_outstream);
  fflush(rl_outstream);
}

static void draw_hint(void) {
  if (hinter == NULL || !is_prompting || has_line || has_end || rl_point != rl_end || rl_end == 0) return;
  // While more is there to be read, nobody looks.
  int waiting = 0;
  if (ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting > 0) return;
  for (int i = 0; i < rl_end; i++) {
    if (rl_line_buffer[i] < 0x20 || rl_line_buffer[i] > 0x7e) return;
  }
  hint[0] = 0;
  hinter(hinter_context, rl_line_buffer, rl_end);
  int rows, columns, length = (int)strlen(hint);
  rl_get_screen_size(&rows, &columns);
  if (length == 0 || prompt_columns + rl_end + length >= columns) return;
  fprintf(rl_outstream, "\033[2m%s\033[0m\033[%dD", hint, length);
  fflush(rl_outstream);
  has_hint = 1;
}

void wsalab_readline_prompt(const char *prompt) {
  measure_prompt(prompt);
  has_hint = 0;
  if (!is_prompting) {
    rl_initialize();
    widen_screen();
  }
  is_prompting = 1;
  rl_callback_handler_install(prompt, line_is_there);
}

void wsalab_readline_read(void) {
  if (!is_prompting) return;
  clear_hint();
  rl_callback_read_char();
  draw_hint();
}

int wsalab_readline_take(const char **line, size_t *length) {
  if (has_line) {
    has_line = 0;
    *line = taken_line;
    *length = strlen(taken_line);
    return 1;
  }
  if (has_end) {
    has_end = 0;
    return 2;
  }
  return 0;
}

int wsalab_readline_is_prompting(void) { return is_prompting; }

void wsalab_readline_hide(void) {
  if (!is_prompting) return;
  clear_hint();
  rl_clear_visible_line();
  fflush(rl_outstream);
}

void wsalab_readline_show(const char *prompt) {
  if (!is_prompting) return;
  measure_prompt(prompt);
  rl_set_prompt(prompt);
  rl_on_new_line();
  rl_redisplay();
  fflush(rl_outstream);
}

// Puts the cursor after all that is typed, which may take several rows.
static void go_to_end(void) {
  clear_hint();
  rl_point = rl_end;
  rl_redisplay();
}

void wsalab_readline_interrupt(void) {
  if (!is_prompting) return;
  rl_callback_sigcleanup();
  go_to_end();
  rl_echo_signal_char(SIGINT);
  rl_crlf();
  fflush(rl_outstream);
  rl_free_line_state();
  rl_replace_line("", 1);
  rl_callback_handler_remove();
  is_prompting = 0;
}

void wsalab_readline_suspend(void) {
  if (is_prompting) rl_deprep_terminal();
}

void wsalab_readline_resume(void) {
  if (!is_prompting) return;
  rl_prep_terminal(1);
  rl_on_new_line();
  rl_redisplay();
}

void wsalab_readline_resize(void) {
  if (!is_prompting) return;
  if (widen_screen()) {
    rl_forced_update_display();
  } else {
    rl_resize_terminal();
  }
}

void wsalab_readline_stop(void) {
  if (!is_prompting) return;
  go_to_end();
  rl_crlf();
  rl_callback_handler_remove();
  is_prompting = 0;
}

void wsalab_history_add(const char *line, int limit) {
  if (!history_is_stifled()) stifle_history(limit);
  add_history(line);
}

void wsalab_history_rewind(void) { using_history(); }
