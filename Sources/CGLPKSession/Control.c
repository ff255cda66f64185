// SPDX-License-Identifier: GPL-3.0-or-later

// For `clock_gettime` where the compiler is held to plain C17.
#define _POSIX_C_SOURCE 200809L

#include "Session.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

CGLPKControl *CGLPKControl_create(double seconds) {
  CGLPKControl *control = malloc(sizeof *control);
  if (control == NULL) return NULL;
  control->deadline = seconds > 0 ? cglpk_now() + seconds : INFINITY;
  atomic_init(&control->cancelled, false);
  atomic_init(&control->iterations, 0);
  atomic_init(&control->nodes, 0);
  atomic_init(&control->best, NAN);
  atomic_init(&control->bound, NAN);
  return control;
}

void CGLPKControl_destroy(CGLPKControl *control) {
  free(control);
}

// Relaxed order is enough throughout: each field stands for itself, and nothing is published by way of another.

void CGLPKControl_cancel(CGLPKControl *control) {
  atomic_store_explicit(&control->cancelled, true, memory_order_relaxed);
}

bool CGLPKControl_is_cancelled(const CGLPKControl *control) {
  return atomic_load_explicit(&control->cancelled, memory_order_relaxed);
}

double CGLPKControl_seconds_left(const CGLPKControl *control) {
  return control->deadline - cglpk_now();
}

CGLPKProgress CGLPKControl_progress(const CGLPKControl *control) {
  CGLPKProgress progress = {
    .iterations = atomic_load_explicit(&control->iterations, memory_order_relaxed),
    .nodes = atomic_load_explicit(&control->nodes, memory_order_relaxed),
    .best = atomic_load_explicit(&control->best, memory_order_relaxed),
    .bound = atomic_load_explicit(&control->bound, memory_order_relaxed),
  };
  return progress;
}

void cglpk_publish(const CGLPKSession *session) {
  CGLPKControl *control = session->control;
  if (control == NULL) return;
  atomic_store_explicit(&control->iterations, session->progress.iterations, memory_order_relaxed);
  atomic_store_explicit(&control->nodes, session->progress.nodes, memory_order_relaxed);
  atomic_store_explicit(&control->best, session->progress.best, memory_order_relaxed);
  atomic_store_explicit(&control->bound, session->progress.bound, memory_order_relaxed);
}

bool cglpk_is_cancelled(const CGLPKSession *session) {
  return session->control != NULL && CGLPKControl_is_cancelled(session->control);
}

bool cglpk_has_to_stop(const CGLPKSession *session, double grace, CGLPKStop *stop) {
  if (cglpk_is_cancelled(session)) {
    *stop = CGLPKCancelled;
    return true;
  }
  if (session->deadline < INFINITY && cglpk_now() >= session->deadline + grace) {
    *stop = CGLPKDeadline;
    return true;
  }
  return false;
}

double cglpk_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}
