// SPDX-License-Identifier: GPL-3.0-or-later

// The same program as BuildInSwift, by plain calls of GLPK's own interface. Arguments: nonzeros a row; "load" to leave
// the solver alone.

#include <glpk.h>
#include <stdio.h>
#include <stdlib.h>

/// Apart from `main`, so that nothing of it takes registers from the loops.
__attribute__((noinline)) static glp_prob *build(int width) {
  const int nonzeros = 1000000, rows = nonzeros / width, columns = 50000;
  glp_prob *problem = glp_create_prob();
  glp_term_out(GLP_OFF);
  glp_add_cols(problem, columns);
  for (int j = 1; j <= columns; j += 1) glp_set_col_bnds(problem, j, GLP_DB, 0, 10);
  glp_add_rows(problem, rows);
  int *indices = malloc(sizeof(int) * (width + 1));
  double *values = malloc(sizeof(double) * (width + 1));
  int next = 1;
  for (int i = 1; i <= rows; i += 1) {
    for (int term = 0; term < width; term += 1) {
      indices[term + 1] = (int)(((long)next * 40503 + (long)term * 7919) % columns) + 1;
      values[term + 1] = term + 1;
    }
    next += 1;
    glp_set_mat_row(problem, i, width, indices, values);
    glp_set_row_bnds(problem, i, GLP_UP, 0, 1000);
  }
  for (int j = 1; j <= columns; j += 1) glp_set_obj_coef(problem, j, 1);
  free(indices);
  free(values);
  return problem;
}

int main(int count, char **arguments) {
  glp_prob *problem = build(count > 1 ? atoi(arguments[1]) : 20);
  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.it_lim = 1;
  parameters.meth = GLP_DUALP;
  parameters.r_test = GLP_RT_FLIP;
  parameters.msg_lev = GLP_MSG_OFF;
  if (count < 3) printf("%d\n", glp_simplex(problem, &parameters));
  glp_delete_prob(problem);
  return 0;
}
