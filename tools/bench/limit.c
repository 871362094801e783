/* The limit: what one thread can do at best. A bounded Dijkstra with a bucket queue over CSR arrays.

   For each origin and each limit: the nodes reached, the metres of street reached with edges cut at the
   limit, and the facilities of each category reached. Built and called by limit.py. */

#include <math.h>
#include <stdlib.h>

#define BUCKET_M 12.0

typedef struct { int node, next; double m; } entry;

typedef struct {
    int edge, category;
    int other;             /* the edge's other end */
    double m, other_m;     /* metres along the edge from this end and from the other */
} facility;

typedef struct {
    int n_nodes, n_limits, n_categories;
    const int *arc;        /* (n + 1) first arc of a node; both ways of every edge */
    const int *to;
    const double *arc_m;
    const int *out;        /* (n + 1) first edge of a node that is its tail */
    const int *tail, *head;
    const double *edge_m;
    const int *at_tail;    /* (n + 1) first facility of a node that is its edge's tail */
    const facility *by_tail;
    const int *at_head;    /* the same by head */
    const facility *by_head;
    const double *limit_m; /* ascending */
} streets;

typedef struct {
    double *m;             /* (n) metres to a node, INFINITY where not reached */
    int *touched;
    int *bucket;           /* (buckets) first entry, or -1 */
    entry *entries;
    int n_touched, n_entries, n_reserved, n_buckets;
} search;

static inline void push(search *s, int node, double m)
{
    if (s->m[node] == INFINITY) s->touched[s->n_touched++] = node;
    s->m[node] = m;
    if (s->n_entries == s->n_reserved) {
        s->n_reserved *= 2;
        s->entries = realloc(s->entries, s->n_reserved * sizeof(entry));
    }
    int *first = &s->bucket[(int)(m / BUCKET_M)];
    s->entries[s->n_entries] = (entry){node, *first, m};
    *first = s->n_entries++;
}

static void reach(const streets *g, search *s, int edge, double at_m)
{
    double limit_m = g->limit_m[g->n_limits - 1];
    double to_head_m = g->edge_m[edge] - at_m;
    s->n_touched = s->n_entries = 0;
    if (at_m <= limit_m) push(s, g->tail[edge], at_m);
    if (to_head_m <= limit_m && to_head_m < s->m[g->head[edge]]) push(s, g->head[edge], to_head_m);
    for (int b = 0; b < s->n_buckets; b++)
        while (s->bucket[b] >= 0) {
            entry e = s->entries[s->bucket[b]];
            s->bucket[b] = e.next;
            if (e.m > s->m[e.node]) continue;
            for (int a = g->arc[e.node]; a < g->arc[e.node + 1]; a++) {
                double m = e.m + g->arc_m[a];
                if (m <= limit_m && m < s->m[g->to[a]]) push(s, g->to[a], m);
            }
        }
}

/* Each reached node sends out its remaining metres along all its arcs; what meets is counted twice. */
static void measure_streets(const streets *g, const search *s, int *nodes, double *street_m)
{
    for (int i = 0; i < s->n_touched; i++) {
        int u = s->touched[i];
        double m = s->m[u];
        int degree = g->arc[u + 1] - g->arc[u];
        for (int k = g->n_limits - 1; k >= 0 && m <= g->limit_m[k]; k--) {
            nodes[k]++;
            street_m[k] += degree * (g->limit_m[k] - m);
        }
        for (int e = g->out[u]; e < g->out[u + 1]; e++) {
            double around_m = m + s->m[g->head[e]] + g->edge_m[e];
            for (int k = g->n_limits - 1; k >= 0 && around_m < 2 * g->limit_m[k]; k--)
                street_m[k] -= 2 * g->limit_m[k] - around_m;
        }
    }
}

static double clip(double v, double low, double high) { return v < low ? low : v > high ? high : v; }

/* The origin's own edge is reached from its ends and from the origin between them. */
static void correct_own_edge(const streets *g, const search *s, int edge, double at_m, double *street_m)
{
    double length_m = g->edge_m[edge];
    for (int k = 0; k < g->n_limits; k++) {
        double c = g->limit_m[k];
        double a = fmax(c - s->m[g->tail[edge]], 0), b = fmax(c - s->m[g->head[edge]], 0);
        double from = clip(at_m - c, 0, length_m), to = clip(at_m + c, 0, length_m);
        street_m[k] += to - from - fmin(a + b, length_m);
        street_m[k] += fmin(a, from) + fmin(b, length_m - to);
    }
}

static inline void count(const streets *g, double m, double unless_m, int category, int *counts)
{
    for (int k = g->n_limits - 1; k >= 0 && m <= g->limit_m[k]; k--)
        counts[k * g->n_categories + category] += unless_m > g->limit_m[k];
}

static void count_facilities(const streets *g, const search *s, int edge, double at_m, int *counts)
{
    for (int i = 0; i < s->n_touched; i++) {
        int u = s->touched[i];
        for (int f = g->at_tail[u]; f < g->at_tail[u + 1]; f++) {
            const facility *p = &g->by_tail[f];
            count(g, fmin(s->m[u] + p->m, s->m[p->other] + p->other_m), INFINITY, p->category, counts);
        }
        for (int f = g->at_head[u]; f < g->at_head[u + 1]; f++) {
            const facility *p = &g->by_head[f];
            if (s->m[p->other] == INFINITY) count(g, s->m[u] + p->m, INFINITY, p->category, counts);
        }
    }
    int tail = g->tail[edge];
    for (int f = g->at_tail[tail]; f < g->at_tail[tail + 1]; f++) {
        const facility *p = &g->by_tail[f];
        if (p->edge == edge)
            count(g, fabs(p->m - at_m), fmin(s->m[tail] + p->m, s->m[p->other] + p->other_m), p->category, counts);
    }
}

/* nodes (k, limits), street_m (k, limits) and counts (k, limits, categories) come zeroed. */
void full_job(const streets *g, int n_origins, const int *edge, const double *at_m,
              int *nodes, double *street_m, int *counts)
{
    search s = {.n_reserved = 4096, .n_buckets = (int)(g->limit_m[g->n_limits - 1] / BUCKET_M) + 1};
    s.m = malloc(g->n_nodes * sizeof(double));
    s.touched = malloc(g->n_nodes * sizeof(int));
    s.bucket = malloc(s.n_buckets * sizeof(int));
    s.entries = malloc(s.n_reserved * sizeof(entry));
    for (int i = 0; i < g->n_nodes; i++) s.m[i] = INFINITY;
    for (int i = 0; i < s.n_buckets; i++) s.bucket[i] = -1;
    for (int i = 0; i < n_origins; i++) {
        reach(g, &s, edge[i], at_m[i]);
        measure_streets(g, &s, nodes + i * g->n_limits, street_m + i * g->n_limits);
        correct_own_edge(g, &s, edge[i], at_m[i], street_m + i * g->n_limits);
        count_facilities(g, &s, edge[i], at_m[i], counts + i * g->n_limits * g->n_categories);
        for (int j = 0; j < s.n_touched; j++) s.m[s.touched[j]] = INFINITY;
    }
    free(s.m); free(s.touched); free(s.bucket); free(s.entries);
}
