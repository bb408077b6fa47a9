#!/usr/bin/env bash
# Ends exactly the processes that were started for this folder: down.sh STATE_FOLDER
state=${1:?state folder}
[ -e "$state/pids" ] || exit 0
runs() { [ "$(sed 's/.*) //' "/proc/$1/stat" 2> /dev/null | cut -d' ' -f20)" = "$2" ]; }
tac "$state/pids" | while read -r pid _ started; do
  runs "$pid" "$started" || continue
  kill "$pid"
  for _ in $(seq 30); do
    runs "$pid" "$started" || break
    sleep 0.1
  done
  runs "$pid" "$started" && kill -9 "$pid"
done
rm -f "$state/pids"
exit 0
