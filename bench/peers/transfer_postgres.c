/* Callers that each wait for one transfer after another, on PostgreSQL's batched procedure (transfer.sql): what waits
   when a connection becomes free travels in one call, and all of it is answered by its COMMIT.

   usage: transfer_postgres CONNECTION IN_FLIGHT FIRST COUNT CONNECTIONS TARGETS
   Transfer number n takes 9900 from account TARGETS + n, which nothing else touches, to one of accounts 0 to TARGETS - 1:
   the shape of a payment that was set aside and goes to a shop's buyers. */
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_CONNECTIONS = 16, MOST_BATCH = 1024 };

struct caller {
    PGconn *connection;
    int size; /* transfers in the call under way, 0 where there is none */
};

static void die(const char *what, PGconn *connection) {
    fprintf(stderr, "%s: %s\n", what, connection ? PQerrorMessage(connection) : "");
    exit(1);
}

static double seconds_now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

/* Ids as long as Surety's, and as little in order. */
static int write_id(char *text, long number) {
    unsigned long long high = (number + 1) * 0x9e3779b97f4a7c15ULL, low = (number + 1) * 0xbf58476d1ce4e5b9ULL;
    return sprintf(text, "pay-%016llx%016llx", high, low);
}

static void send_batch(struct caller *caller, long first, int size, long targets) {
    static char ids[MOST_BATCH * 40 + 4], sources[MOST_BATCH * 24], to[MOST_BATCH * 24], amounts[MOST_BATCH * 8];
    char *i = ids, *s = sources, *t = to, *a = amounts;
    for (int n = 0; n < size; n++) {
        char separator = n ? ',' : '{';
        *i++ = separator;
        i += write_id(i, first + n);
        s += sprintf(s, "%c%ld", separator, targets + first + n);
        t += sprintf(t, "%c%ld", separator, (long)((first + n) * 7919 % targets));
        a += sprintf(a, "%c9900", separator);
    }
    strcpy(i, "}");
    strcpy(s, "}");
    strcpy(t, "}");
    strcpy(a, "}");
    const char *values[] = {ids, sources, to, amounts};
    if (!PQsendQueryPrepared(caller->connection, "post", 4, values, NULL, NULL, 0)) die("send", caller->connection);
    int left;
    while ((left = PQflush(caller->connection)) > 0)
        poll(&(struct pollfd){.fd = PQsocket(caller->connection), .events = POLLOUT}, 1, 10000);
    if (left < 0) die("flush", caller->connection);
    caller->size = size;
}

/* Takes the answer where it is there whole; answers how many callers have theirs. */
static int take_answer(struct caller *caller) {
    if (!PQconsumeInput(caller->connection)) die("read", caller->connection);
    if (PQisBusy(caller->connection)) return 0;
    PGresult *result = PQgetResult(caller->connection);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) die("post", caller->connection);
    int posted = 0;
    for (const char *at = PQgetvalue(result, 0, 0); *at; at++) posted += *at == 't';
    if (posted != caller->size) die("a transfer was refused", NULL);
    PQclear(result);
    while ((result = PQgetResult(caller->connection))) PQclear(result);
    caller->size = 0;
    return posted;
}

int main(int count, char **arguments) {
    static struct caller callers[MOST_CONNECTIONS];
    struct pollfd sockets[MOST_CONNECTIONS];
    if (count != 7) die("usage: transfer_postgres CONNECTION IN_FLIGHT FIRST COUNT CONNECTIONS TARGETS", NULL);
    int in_flight = atoi(arguments[2]), width = atoi(arguments[5]);
    long first = atol(arguments[3]), wanted = atol(arguments[4]), targets = atol(arguments[6]);
    if (width > in_flight) width = in_flight;
    if (width < 1 || width > MOST_CONNECTIONS || in_flight > MOST_BATCH) die("numbers out of range", NULL);
    int largest = (in_flight + width - 1) / width;
    for (int i = 0; i < width; i++) {
        PGconn *connection = callers[i].connection = PQconnectdb(arguments[1]);
        if (PQstatus(connection) != CONNECTION_OK) die("connect", connection);
        PQclear(PQexec(connection, "SET synchronous_commit = on"));
        PQclear(PQexec(connection, "SET jit = off"));
        PQclear(PQprepare(connection, "post", "SELECT post_transfers($1, $2, $3, $4)", 0, NULL));
        PQsetnonblocking(connection, 1);
        sockets[i] = (struct pollfd){.fd = PQsocket(connection), .events = POLLIN};
    }
    long sent = 0, done = 0, calls = 0;
    int waiting = in_flight;
    double start = seconds_now();
    while (done < wanted) {
        for (int i = 0; i < width; i++) {
            int size = waiting < largest ? waiting : largest;
            if (size > wanted - sent) size = wanted - sent;
            if (callers[i].size || size == 0) continue;
            send_batch(&callers[i], first + sent, size, targets);
            sent += size;
            waiting -= size;
            calls++;
        }
        if (poll(sockets, width, 10000) < 0) die("poll", NULL);
        for (int i = 0; i < width; i++) {
            if (!callers[i].size || !sockets[i].revents) continue;
            int answered = take_answer(&callers[i]);
            done += answered;
            waiting += answered;
        }
    }
    double seconds = seconds_now() - start;
    printf("{\"transfers\": %ld, \"calls\": %ld, \"seconds\": %.6f}\n", done, calls, seconds);
    for (int i = 0; i < width; i++) PQfinish(callers[i].connection);
    return 0;
}
