#!/bin/sh
# Tells tailpath what this tailscaled sees: `tailscale status --json --active` and its metrics, every interval. For pods
# and hosts that tailpath may not look into. Needs sh (dash, busybox) and curl; tailscale where paths are to be told.
# Keeps what it cannot send in a bounded folder, and sends it in order when tailpath is back. docs/push.md has more.
#
# TAILPATH_URL         where tailpath answers: https://tailpath.example.net
# TAILPATH_TOKEN_FILE  file with the token of `npm run token -- create`; or TAILPATH_TOKEN
# TAILPATH_INTERVAL    seconds between two looks, 5 to 3600 (30)
# TAILPATH_SPOOL       folder for what waits (/tmp/tailpath-push)
# TAILPATH_SPOOL_MAX   most looks in it, oldest dropped first (480)
# TAILPATH_SPOOL_KB    most kilobytes in it, likewise (65536)
# TAILPATH_METRICS     address of the metrics (http://127.0.0.1:9002/metrics); "off" for none
# TS_SOCKET            socket of tailscaled, where it is not the usual one
# POD_NAME, POD_NAMESPACE, POD_UID, NODE_NAME, POD_IP, HOST_IP   by the downward API; without POD_NAME this is a host
# TAILPATH_WORKLOAD    "Deployment/shop": what owns the pod
# TAILPATH_HOST        name of the host, where this is no pod (its host name)
set -u
umask 077
PATH=${PATH:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}
LC_ALL=C
export PATH LC_ALL

say() { printf 'tailpath-push: %s\n' "$1" >&2; }
die() { say "$1"; exit 2; }
number() { case $1 in '' | *[!0-9]*) die "$2 is no whole number" ;; esac; }

url=${TAILPATH_URL:-}
case $url in http://* | https://*) ;; *) die 'TAILPATH_URL is not set to an http:// or https:// address' ;; esac
url=${url%/}/api/v1/push
case $url in http://127.* | http://localhost* | https://*) ;; *) say 'the token goes over plain http: use https outside a tailnet' ;; esac
interval=${TAILPATH_INTERVAL:-30}
number "$interval" TAILPATH_INTERVAL
[ "$interval" -ge 5 ] && [ "$interval" -le 3600 ] || die 'TAILPATH_INTERVAL is not between 5 and 3600'
spool=${TAILPATH_SPOOL:-/tmp/tailpath-push}
spool_max=${TAILPATH_SPOOL_MAX:-480}
number "$spool_max" TAILPATH_SPOOL_MAX
[ "$spool_max" -ge 1 ] || die 'TAILPATH_SPOOL_MAX is less than 1'
spool_kb=${TAILPATH_SPOOL_KB:-65536}
number "$spool_kb" TAILPATH_SPOOL_KB
metrics_at=${TAILPATH_METRICS:-http://127.0.0.1:9002/metrics}
token_file=${TAILPATH_TOKEN_FILE:-}
token_env=${TAILPATH_TOKEN:-}
unset TAILPATH_TOKEN
[ -n "$token_file$token_env" ] || die 'neither TAILPATH_TOKEN_FILE nor TAILPATH_TOKEN is set'
command -v curl >/dev/null 2>&1 || die 'curl is not here'

mkdir -p "$spool" || die "the folder $spool cannot be made"
[ -d "$spool" ] && [ -w "$spool" ] || die "the folder $spool cannot be written"
# Everyone may write to /tmp: a folder that somebody else put there is not ours.
[ -n "${TAILPATH_SPOOL:-}" ] || { [ -O "$spool" ] && [ ! -L "$spool" ]; } || die "$spool belongs to another account"
work=$spool/work.$$
rm -rf "$spool"/work.* "$spool"/*.part 2>/dev/null
mkdir "$work" || die "the folder $work cannot be made"
child=
trap '[ -z "$child" ] || kill "$child" 2>/dev/null; rm -rf "$work"; exit 0' INT TERM HUP
trap 'rm -rf "$work"' EXIT

# Seconds since boot, by a clock that nobody sets, and which boot; both empty where there is no /proc.
uptime_now() { up=; read -r up _ </proc/uptime 2>/dev/null || up=; }
boot=
read -r boot </proc/sys/kernel/random/boot_id 2>/dev/null || boot=

# Each run has a name of its own: its numbers begin at 1, so a kill -9 costs no number twice.
sender=$(od -An -N12 -tx1 /dev/urandom 2>/dev/null | tr -d ' \n')
[ ${#sender} -eq 24 ] || die '/dev/urandom cannot be read'
sequence=0
started=$(date +%s)

# Text as the inside of a JSON string, in one line.
json_text() { sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/	/\\t/g' -e 's/$/\\n/' | tr -d '\000-\037'; }
json_or_null() { if [ -n "$1" ]; then printf '"%s"' "$(printf '%s' "$1" | json_text | sed 's/\\n$//')"; else printf null; fi; }

# Runs a command for at most 20 s; its output goes to a file.
within() {
  out=$1
  shift
  if command -v timeout >/dev/null 2>&1; then
    timeout 20 sh -c 'out=$1; shift; exec "$@" >"$out" 2>"$out.err"' sh "$out" "$@"
  else
    "$@" >"$out" 2>"$out.err"
  fi
}

cli() {
  if [ -n "${TS_SOCKET:-}" ]; then within "$1" tailscale "--socket=$TS_SOCKET" $2; else within "$1" tailscale $2; fi
}

# Puts a text, or why there is none, behind the two keys of a look: $1 key, $2 file, $3 exit code.
part() {
  if [ "$3" -eq 0 ] && [ -s "$2" ]; then
    printf ',"%s":"' "$1"
    json_text <"$2"
    printf '","%sFailure":null' "$1"
  else
    why=$(head -c 300 "$2.err" 2>/dev/null | tr '\n' ' ')
    printf ',"%s":null,"%sFailure":"' "$1" "$1"
    printf '%s' "${why:-it printed nothing, exit code $3}" | json_text | sed 's/\\n$//'
    printf '"'
  fi
}

none() { printf ',"%s":null,"%sFailure":null' "$1" "$1"; }

look_status() {
  if ! command -v tailscale >/dev/null 2>&1; then none status; return; fi
  cli "$work/status" 'status --json --active'
  part status "$work/status" $?
}

look_metrics() {
  [ "$metrics_at" = off ] && { none metrics; return; }
  curl -q -sS -f --noproxy '*' --max-time 10 --max-filesize 4194304 -o "$work/metrics" "$metrics_at" 2>"$work/metrics.err" </dev/null
  code=$?
  if [ "$code" -ne 0 ] && command -v tailscale >/dev/null 2>&1; then
    cli "$work/metrics" 'metrics print'
    code=$?
  fi
  part metrics "$work/metrics" "$code"
}

subject() {
  if [ -n "${POD_NAME:-}" ]; then
    printf ',"host":null,"pod":{"namespace":%s,"name":%s,"uid":%s,"node":%s,"ip":%s,"hostIp":%s,"workload":%s}' \
      "$(json_or_null "${POD_NAMESPACE:-}")" "$(json_or_null "$POD_NAME")" "$(json_or_null "${POD_UID:-}")" \
      "$(json_or_null "${NODE_NAME:-}")" "$(json_or_null "${POD_IP:-}")" "$(json_or_null "${HOST_IP:-}")" \
      "$(json_or_null "${TAILPATH_WORKLOAD:-}")"
  else
    printf ',"pod":null,"host":%s' "$(json_or_null "${TAILPATH_HOST:-$(hostname 2>/dev/null || cat /etc/hostname)}")"
  fi
}

# One look into the spool: a head line with what its age is told by, and the message without its end.
look() {
  sequence=$((sequence + 1))
  rm -f "$work"/status* "$work"/metrics*
  at=$(date +%s)
  uptime_now
  # Sorted by name is sorted by time: numbers of ten digits.
  name=$(printf '%010d-%s-%08d' "$started" "$sender" "$sequence")
  {
    printf '%s %s %s\n' "$at" "${up:--}" "${boot:--}"
    printf '{"version":1,"sender":"%s","sequence":%s,"intervalSeconds":%s,"measuredAt":%s' \
      "$sender" "$sequence" "$interval" "$at"
    subject
    look_status
    look_metrics
  } >"$work/look" 2>"$work/look.err" || { say "the spool cannot be written: $(head -c 200 "$work/look.err")"; return; }
  mv "$work/look" "$spool/$name.look" || say 'the spool cannot be written'
  bound
}

# Drops the oldest looks beyond the bounds.
bound() {
  set -- "$spool"/*.look
  while [ $# -gt "$spool_max" ]; do rm -f "$1"; shift; dropped=$((dropped + 1)); done
  kb=$(du -sk "$spool" | { read -r size _; printf '%s' "$size"; })
  while [ $# -gt 1 ] && [ "${kb:-0}" -gt "$spool_kb" ]; do
    rm -f "$1"
    shift
    dropped=$((dropped + 1))
    kb=$(du -sk "$spool" | { read -r size _; printf '%s' "$size"; })
  done
}
dropped=0

# The token goes to curl by a file that only this account reads, never by its arguments, which every process can see.
header() {
  if [ -n "$token_file" ]; then token=$(cat "$token_file" 2>/dev/null | tr -d ' \r\n'); else token=$token_env; fi
  printf 'Authorization: Bearer %s\nContent-Type: application/json\nExpect:\n' "$token" >"$work/header"
  token=
}

# Sends one look: 0 it is there, 1 it is of no use and left out, 2 try again later ($retry seconds, where tailpath says so).
send() {
  retry=
  { read -r at then_up then_boot && now=$(date +%s) && cat >"$work/rest"; } <"$1" || return 1
  uptime_now
  age=null
  # Hundredths, by shell arithmetic: sh knows no fractions. A 1 in front keeps 08 and 09 from being octal.
  if [ -n "$up" ] && [ "$then_up" != - ] && [ "$then_boot" = "${boot:--}" ]; then
    hundredths=$(((${up%.*} * 100 + 1${up#*.} - 100) - (${then_up%.*} * 100 + 1${then_up#*.} - 100)))
    [ "$hundredths" -ge 0 ] && age=$(printf '%d.%02d' $((hundredths / 100)) $((hundredths % 100)))
  fi
  { cat "$work/rest"; printf ',"sentAt":%s,"ageSeconds":%s}' "$now" "$age"; } >"$work/body" || return 2
  header
  code=$(curl -q -sS --max-time 60 -o "$work/answer" -D "$work/headers" -w '%{http_code}' \
    -H "@$work/header" --data-binary "@$work/body" "$url" 2>"$work/curl.err" </dev/null)
  rm -f "$work/header"
  case $code in
  200) return 0 ;;
  400 | 403 | 413 | 415)
    say "left out, answer $code: $(head -c 300 "$work/answer")"
    return 1
    ;;
  *)
    [ "$code" = 429 ] || [ "$code" = 503 ] &&
      retry=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]\{1,4\}\).*/\1/p' "$work/headers" | head -n 1)
    why=$(head -c 200 "$work/curl.err" 2>/dev/null)
    [ "$code" = 000 ] || why="answer $code $(head -c 200 "$work/answer" 2>/dev/null)"
    return 2
    ;;
  esac
}

away=0
pause=0
resume=0
# Sends what waits, oldest first, until one has to wait or the next look is due ($1).
flush() {
  for file in "$spool"/*.look; do
    [ -f "$file" ] || return 0
    now=$(date +%s)
    # Longer than any pause: the clock was set back.
    [ $((resume - now)) -gt 800 ] && resume=0
    [ "$now" -lt "$resume" ] && return 0
    send "$file"
    case $? in
    0 | 1)
      rm -f "$file"
      [ "$away" -eq 1 ] && say 'tailpath answers again'
      away=0
      pause=0
      ;;
    *)
      [ "$away" -eq 0 ] && say "tailpath does not take it: $why; kept in $spool and tried again"
      away=1
      # 2, 4, 8 … 60 seconds, and up to a quarter more, so that many senders do not come back at once.
      pause=$((pause == 0 ? 2 : pause * 2))
      [ "$pause" -gt 60 ] && pause=60
      wait=${retry:-$pause}
      [ "$wait" -gt 600 ] && wait=600
      spread=$(od -An -N1 -tu1 /dev/urandom | tr -d ' ')
      resume=$(($(date +%s) + wait + wait * spread / 1024))
      return 0
      ;;
    esac
    [ "$(date +%s)" -lt "$1" ] || return 0
  done
}

say "pushes to $url every $interval s"
# sleep runs beside the shell, so that a signal ends it at once.
rest() { sleep "$1" & child=$!; wait "$child"; }
while :; do
  due=$(($(date +%s) + interval))
  look
  [ "$dropped" -gt 0 ] && { say "the spool is full: $dropped looks dropped"; dropped=0; }
  while :; do
    flush "$due"
    now=$(date +%s)
    # A clock that was set makes no long pause.
    [ "$now" -lt "$due" ] && [ $((due - now)) -le "$interval" ] || break
    set -- "$spool"/*.look
    if [ -f "$1" ]; then rest 1; else rest $((due - now)); fi
  done
done
