"""Tells a server the facts of a file: NDJSON, so many facts a request, over so many connections that are kept open.

usage: load_http.py PORT KEY FILE FACTS_A_REQUEST CONNECTIONS
Prints what the server counted and how long it took, from the first byte sent to the last answer."""

import http.client
import json
import sys
import threading
import time


def main():
    port, key, path, size, connections = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    with open(path, "rb") as file:
        lines = file.readlines()
    bodies = [b"".join(lines[start:start + size]) for start in range(0, len(lines), size)]
    bodies.reverse()
    lock, counts, times = threading.Lock(), {"accepted": 0, "duplicate": 0, "rejected": 0}, []
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson"}

    def tell():
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while True:
            with lock:
                if not bodies:
                    return
                body = bodies.pop()
            begun = time.monotonic()
            connection.request("POST", "/v1/facts", body, headers)
            response = connection.getresponse()
            answer = response.read()
            if response.status != 200:
                raise RuntimeError(f"{response.status}: {answer[:500]}")
            # The counts come first; the items need not be parsed for them.
            head = json.loads(answer[:answer.index(b',"items"')] + b"}")
            with lock:
                times.append(time.monotonic() - begun)
                for name in counts:
                    counts[name] += head[name]

    begun = time.monotonic()
    threads = [threading.Thread(target=tell) for _ in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - begun
    times.sort()
    print(json.dumps({
        "seconds": seconds, "requests": len(times), **counts,
        "request_ms": {"median": times[len(times) // 2] * 1e3, "max": times[-1] * 1e3}}))


main()
