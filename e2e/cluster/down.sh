#!/usr/bin/env bash
# Ends exactly the processes that were started for this folder, at once: what etcd holds is thrown away. down.sh STATE_FOLDER
state=${1:?state folder}
[ -e "$state/pids" ] || exit 0
tac "$state/pids" | while read -r pid _ started; do
  [ "$(sed 's/.*) //' "/proc/$pid/stat" 2> /dev/null | cut -d' ' -f20)" = "$started" ] && kill -9 "$pid"
done
rm -f "$state/pids"
exit 0
