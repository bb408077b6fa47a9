#!/usr/bin/env bash
# Runs a program of a cluster in the background and notes who it is: run.sh STATE_FOLDER NAME PROGRAM ARGUMENT...
state=$1 name=$2
shift 2
setsid "$@" >> "$state/$name.log" 2>&1 < /dev/null &
# Its start time tells it from a later process with the same number.
echo "$! $name $(sed 's/.*) //' "/proc/$!/stat" | cut -d' ' -f20)" >> "$state/pids"
