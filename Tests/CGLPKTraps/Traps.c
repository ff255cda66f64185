// SPDX-License-Identifier: GPL-3.0-or-later

#include "CGLPKTraps.h"
#include "Session.h"

#include <string.h>

static void fail_in_tree(glp_tree *tree, void *info) {
  (void)tree;
  (void)info;
  glp_error("An error in the middle of branch and bound.\n");
}

static void flow(void) {
  glp_graph *graph = glp_create_graph(0, 3 * sizeof(double));
  glp_add_vertices(graph, 2);
  glp_add_arc(graph, 1, 2);
  double cost;
  glp_mincost_relax4(graph, -1, 0, 8, 16, 0, &cost, -1, -1);
}

static CGLPKReturn step_into(CGLPKSession *session, const void *argument) {
  glp_prob *problem = session->problem;
  char long_name[258];
  memset(long_name, 'x', 257);
  long_name[257] = '\0';
  const int index[] = {0, 1};
  const double value[] = {0, 1};
  switch (*(const CGLPKTrap *)argument) {
  case CGLPKTrapProblemName: glp_set_prob_name(problem, long_name); break;
  case CGLPKTrapRowName: glp_set_row_name(problem, 1, "two\nlines"); break;
  case CGLPKTrapColumnName: glp_set_col_name(problem, 1, long_name + 1); break;
  case CGLPKTrapRowCount: glp_add_rows(problem, 0); break;
  case CGLPKTrapDeletedRow: glp_del_rows(problem, 1, (const int[]){0, 99}); break;
  case CGLPKTrapMatrixRow: glp_set_mat_row(problem, 99, 1, index, value); break;
  case CGLPKTrapAnalyzeBound: glp_analyze_bound(problem, 1, NULL, NULL, NULL, NULL); break;
  case CGLPKTrapAnalyzeCost: glp_analyze_coef(problem, 1, NULL, NULL, NULL, NULL, NULL, NULL); break;
  case CGLPKTrapTableauRow: glp_eval_tab_row(problem, 1, (int[9]){0}, (double[9]){0}); break;
  case CGLPKTrapMinimumCostFlow: flow(); break;
  case CGLPKTrapInteriorPoint: {
    glp_iptcp options;
    glp_init_iptcp(&options);
    options.ord_alg = GLP_ORD_QMD;
    glp_interior(problem, &options);
    break;
  }
  case CGLPKTrapAssertion: glp_assert(problem == NULL); break;
  case CGLPKTrapWithinBranching: {
    glp_iocp options;
    glp_init_iocp(&options);
    options.presolve = GLP_ON;
    options.cb_func = fail_in_tree;
    glp_intopt(problem, &options);
    break;
  }
  }
  return CGLPKDone;
}

CGLPKReturn CGLPKTraps_step_into(CGLPKSession *session, CGLPKTrap trap) {
  return cglpk_guard(session, step_into, &trap);
}
