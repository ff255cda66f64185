// SPDX-License-Identifier: GPL-3.0-or-later

// What `allot plan` does with the nation of the benchmarks, as a C program on GLPK would do it: the same towns.csv in,
// needs by the same model, the same linear programs, the same quotas out. Policy model, floors and names of columns
// are written into the program.
//
// Arguments: towns.csv, the plan's file, and either the two national totals, or "county" for every county's total as
// it is today.
//
// A total is shared out at a price: whose step k is worth at least that much, (k - 1/2) / need <= price, has it. With
// the price known, the steps next to it are the only columns that matter, and the basis that belongs to it is the
// optimal one, which is for GLPK to confirm.

#include <glpk.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POOLS = 2, METRICS = 4, KINDS = 3 };

static const char *const pool_names[POOLS] = {"administrative", "institutional"};
static const char *const quota_headings[POOLS] = {"administrative_quota", "institutional_quota"};
static const char *const metric_headings[METRICS] = {
    "resident_population (people)", "area (km²)", "economic_output (10k yuan)", "work_intensity"};
static const char *const kind_names[KINDS] = {"town", "subdistrict", "township"};
static const double weights[METRICS] = {0.5, 0.15, 0.15, 0.2};
static const double bases[POOLS][KINDS] = {{6, 6, 5}, {6, 7, 5}};
static const int floors[POOLS] = {6, 0};

typedef struct {
  const char *province, *city, *county, *name;
  int kind, group;
  double metrics[METRICS];
  double need[POOLS];
  int quota[POOLS];
} Town;

/// One step of a quota that is a column.
typedef struct {
  int town, pool;
  double cost;
  int is_taken;
} Step;

static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(2);
}

static void *allocate(size_t count, size_t size) {
  void *memory = calloc(count, size);
  if (memory == NULL) fail("out of memory");
  return memory;
}

// MARK: Reading

static char *read_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) fail("%s: cannot be read", path);
  fseek(file, 0, SEEK_END);
  const long size = ftell(file);
  rewind(file);
  char *text = allocate((size_t)size + 1, 1);
  if (fread(text, 1, (size_t)size, file) != (size_t)size) fail("%s: cannot be read", path);
  fclose(file);
  return text;
}

/// Splits the line at `*rest` in place, ends its fields and moves on to the next line. Returns the number of fields.
static int split(char **rest, char *fields[], int limit) {
  char *in = *rest;
  int count = 0;
  while (count < limit) {
    char *out = fields[count++] = in;
    if (*in == '"') {
      for (in += 1; *in != 0 && (*in != '"' || in[1] == '"'); in += 1) {
        if (*in == '"') in += 1;
        *out++ = *in;
      }
      if (*in == '"') in += 1;
    }
    while (*in != ',' && *in != '\r' && *in != '\n' && *in != 0) *out++ = *in++;
    const char end = *in;
    if (end == '\r') in += 1;
    if (*in != 0) in += 1;
    *out = 0;
    if (end != ',') break;
  }
  *rest = in;
  return count;
}

static int place(const char *name, char *fields[], int count) {
  for (int i = 0; i < count; i += 1) {
    if (strcmp(fields[i], name) == 0) return i;
  }
  fail("towns.csv: no column %s", name);
  return 0;
}

static double number(const char *text, int line) {
  char *end;
  const double value = strtod(text, &end);
  if (end == text || *end != 0) fail("towns.csv:%d: %s is not a number", line, text);
  return value;
}

static int is_same_group(const Town *a, const Town *b) {
  return strcmp(a->county, b->county) == 0 && strcmp(a->city, b->city) == 0 && strcmp(a->province, b->province) == 0;
}

static uint64_t hash(uint64_t seed, const char *text) {
  for (; *text != 0; text += 1) seed = (seed ^ (unsigned char)*text) * 1099511628211u;
  return seed * 31;
}

/// The towns, their counties numbered, and today's posts a county and pool.
static Town *read_towns(char *text, int *town_count, int (**today)[POOLS], int *group_count) {
  enum { LIMIT = 64 };
  char *fields[LIMIT];
  int lines = 0;
  for (const char *at = text; (at = strchr(at, '\n')) != NULL; at += 1) lines += 1;
  const int headings = split(&text, fields, LIMIT);
  const int province = place("province", fields, headings), city = place("city", fields, headings),
            county = place("county", fields, headings), name = place("town", fields, headings),
            kind = place("kind", fields, headings);
  int metrics[METRICS], quotas[POOLS];
  for (int m = 0; m < METRICS; m += 1) metrics[m] = place(metric_headings[m], fields, headings);
  for (int p = 0; p < POOLS; p += 1) quotas[p] = place(quota_headings[p], fields, headings);

  Town *towns = allocate((size_t)lines + 1, sizeof(Town));
  *today = allocate((size_t)lines + 1, sizeof(**today));
  // An open table of the first town of each county.
  size_t slots = 16;
  while (slots < 2 * (size_t)lines) slots *= 2;
  int *table = allocate(slots, sizeof(int));
  int count = 0, groups = 0;
  while (*text != 0) {
    const int line = count + 2;
    if (split(&text, fields, LIMIT) != headings) fail("towns.csv:%d: another number of fields", line);
    Town *town = &towns[count];
    *town = (Town){.province = fields[province], .city = fields[city], .county = fields[county], .name = fields[name]};
    while (town->kind < KINDS && strcmp(fields[kind], kind_names[town->kind]) != 0) town->kind += 1;
    if (town->kind == KINDS) fail("towns.csv:%d: no kind %s", line, fields[kind]);
    for (int m = 0; m < METRICS; m += 1) town->metrics[m] = number(fields[metrics[m]], line);
    if (count > 0 && is_same_group(town, town - 1)) {
      town->group = town[-1].group;
    } else {
      const uint64_t key = hash(hash(hash(14695981039346656037u, town->province), town->city), town->county);
      size_t slot = key & (slots - 1);
      while (table[slot] != 0 && !is_same_group(town, &towns[table[slot] - 1])) slot = (slot + 1) & (slots - 1);
      if (table[slot] == 0) {
        table[slot] = count + 1;
        town->group = groups++;
      } else {
        town->group = towns[table[slot] - 1].group;
      }
    }
    for (int p = 0; p < POOLS; p += 1) (*today)[town->group][p] += (int)number(fields[quotas[p]], line);
    count += 1;
  }
  free(table);
  *town_count = count;
  *group_count = groups;
  return towns;
}

// MARK: Need

static void work_out_needs(Town *towns, int count, const int totals[POOLS]) {
  double sums[METRICS] = {0};
  for (int t = 0; t < count; t += 1) {
    for (int m = 0; m < METRICS; m += 1) sums[m] += towns[t].metrics[m];
  }
  for (int p = 0; p < POOLS; p += 1) {
    double rest = totals[p];
    for (int t = 0; t < count; t += 1) rest -= bases[p][towns[t].kind];
    for (int t = 0; t < count; t += 1) {
      double share = 0;
      for (int m = 0; m < METRICS; m += 1) share += weights[m] * towns[t].metrics[m] / sums[m];
      towns[t].need[p] = bases[p][towns[t].kind] + rest * share;
    }
  }
}

// MARK: Sharing out a total

/// How many posts a town has at a price.
static int posts_at(const Town *town, int pool, double price) {
  const int posts = (int)floor(town->need[pool] * price + 0.5);
  return posts > floors[pool] ? posts : floors[pool];
}

static long sum_at(const Town *towns, const int *members, int count, int pool, double price) {
  long sum = 0;
  for (int i = 0; i < count; i += 1) sum += posts_at(&towns[members[i]], pool, price);
  return sum;
}

/// Sets the quotas to what lies below the steps that are still to be decided, adds those steps, with the ones next to
/// the price marked as taken, and returns their sum. The dearest step taken, the last of them in the basis, is put in
/// `*basic`.
static int find_steps(
    Town *towns, const int *members, int count, int pool, int total, Step *steps, int *step_count, int *basic) {
  double low = 0, high = 1;
  if (sum_at(towns, members, count, pool, low) > total) fail("a total of %d is below the floors", total);
  while (sum_at(towns, members, count, pool, high) < total) high *= 2;
  // Until no step, or only steps of equal cost, are between the two.
  for (int bits = 0; bits < 60; bits += 1) {
    const double middle = 0.5 * (low + high);
    const long sum = sum_at(towns, members, count, pool, middle);
    if (sum <= total) low = middle;
    if (sum >= total) high = middle;
    if (sum == total) break;
  }
  int open = total - (int)sum_at(towns, members, count, pool, low);
  int wanted = 0;
  *basic = -1;
  for (int i = 0; i < count; i += 1) {
    Town *town = &towns[members[i]];
    const int lower = posts_at(town, pool, low), upper = posts_at(town, pool, high);
    const int first = lower > floors[pool] ? lower - 1 : lower;
    town->quota[pool] = first;
    for (int post = first + 1; post <= upper + 1; post += 1) {
      Step *step = &steps[*step_count];
      *step = (Step){.town = members[i], .pool = pool, .cost = log((post - 0.5) / town->need[pool])};
      step->is_taken = post <= lower || (post <= upper && open > 0);
      if (post > lower && step->is_taken) open -= 1;
      if (step->is_taken) {
        wanted += 1;
        if (*basic < 0 || step->cost > steps[*basic].cost) *basic = *step_count;
      }
      *step_count += 1;
    }
  }
  return wanted;
}

/// Solves the program of the steps: a row a pool, whose steps are `sums[pool]` in all.
static void solve(
    glp_prob *problem, Town *towns, const Step *steps, int step_count, const int sums[POOLS], const int basics[POOLS]) {
  glp_erase_prob(problem);
  glp_add_rows(problem, POOLS);
  for (int p = 0; p < POOLS; p += 1) {
    glp_set_row_bnds(problem, p + 1, GLP_FX, sums[p], sums[p]);
    // Where nothing is taken there is no step for the basis.
    glp_set_row_stat(problem, p + 1, basics[p] < 0 ? GLP_BS : GLP_NS);
  }
  glp_add_cols(problem, step_count);
  for (int j = 0; j < step_count; j += 1) {
    const Step *step = &steps[j];
    const int row[2] = {0, step->pool + 1};
    const double one[2] = {0, 1};
    glp_set_mat_col(problem, j + 1, 1, row, one);
    glp_set_col_bnds(problem, j + 1, GLP_DB, 0, 1);
    glp_set_obj_coef(problem, j + 1, step->cost);
    glp_set_col_stat(problem, j + 1, j == basics[step->pool] ? GLP_BS : step->is_taken ? GLP_NU : GLP_NL);
  }
  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.meth = GLP_DUALP;
  parameters.r_test = GLP_RT_FLIP;
  const int code = glp_simplex(problem, &parameters);
  if (code != 0 || glp_get_status(problem) != GLP_OPT) fail("GLPK: code %d, status %d", code, glp_get_status(problem));
  for (int j = 0; j < step_count; j += 1) {
    const double value = glp_get_col_prim(problem, j + 1);
    if (fabs(value - round(value)) > 1e-6) fail("GLPK: a quota is no whole number");
    towns[steps[j].town].quota[steps[j].pool] += (int)lround(value);
  }
}

static void share_out(Town *towns, const int *members, int count, const int totals[POOLS], Step *steps, glp_prob *problem) {
  int step_count = 0, sums[POOLS], basics[POOLS];
  for (int p = 0; p < POOLS; p += 1) {
    sums[p] = find_steps(towns, members, count, p, totals[p], steps, &step_count, &basics[p]);
  }
  solve(problem, towns, steps, step_count, sums, basics);
}

// MARK: Writing

static void write_field(FILE *file, const char *text) {
  if (strpbrk(text, ",\"\r\n") == NULL) {
    fputs(text, file);
    return;
  }
  putc('"', file);
  for (; *text != 0; text += 1) {
    if (*text == '"') putc('"', file);
    putc(*text, file);
  }
  putc('"', file);
}

static void write_plan(const char *path, const Town *towns, int count) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) fail("%s: cannot be written", path);
  fputs("province,city,county,town,pool,need,quota_planned\n", file);
  for (int t = 0; t < count; t += 1) {
    const Town *town = &towns[t];
    for (int p = 0; p < POOLS; p += 1) {
      const char *const path_of_town[] = {town->province, town->city, town->county, town->name};
      for (int i = 0; i < 4; i += 1) {
        write_field(file, path_of_town[i]);
        putc(',', file);
      }
      fprintf(file, "%s,%.6f,%d\n", pool_names[p], town->need[p], town->quota[p]);
    }
  }
  if (fclose(file) != 0) fail("%s: cannot be written", path);
}

int main(int count, char **arguments) {
  const int is_by_county = count == 4 && strcmp(arguments[3], "county") == 0;
  if (!is_by_county && count != 5) fail("usage: PlanInC towns.csv plan.csv (county | TOTAL TOTAL)");
  int town_count, group_count, (*today)[POOLS];
  char *text = read_file(arguments[1]);
  Town *towns = read_towns(text, &town_count, &today, &group_count);
  int totals[POOLS] = {0};
  for (int p = 0; p < POOLS; p += 1) {
    if (is_by_county) {
      for (int g = 0; g < group_count; g += 1) totals[p] += today[g][p];
    } else {
      totals[p] = atoi(arguments[3 + p]);
    }
  }
  work_out_needs(towns, town_count, totals);

  // The towns in the order of their counties, and where each county begins.
  int *starts = allocate((size_t)group_count + 2, sizeof(int)), *members = allocate((size_t)town_count + 1, sizeof(int));
  for (int t = 0; t < town_count; t += 1) starts[towns[t].group + 2] += 1;
  for (int g = 2; g <= group_count; g += 1) starts[g] += starts[g - 1];
  for (int t = 0; t < town_count; t += 1) members[starts[towns[t].group + 1]++] = t;

  // Two steps a quota, and beyond these only steps of equal cost.
  Step *steps = allocate(POOLS * 4 * ((size_t)town_count + 1), sizeof(Step));
  glp_term_out(GLP_OFF);
  glp_prob *problem = glp_create_prob();
  if (is_by_county) {
    for (int g = 0; g < group_count; g += 1) {
      share_out(towns, members + starts[g], starts[g + 1] - starts[g], today[g], steps, problem);
    }
  } else {
    share_out(towns, members, town_count, totals, steps, problem);
  }
  glp_delete_prob(problem);
  write_plan(arguments[2], towns, town_count);
  free(steps);
  free(members);
  free(starts);
  free(today);
  free(towns);
  free(text);
  return 0;
}
