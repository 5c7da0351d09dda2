#!/usr/bin/env bash
# build.sh          builds Release; the command is then at artifacts/orchestrator/orchestrator
# build.sh up …     builds and runs a cluster; what follows goes to `orchestrator up`
# build.sh cluster …  builds and runs `orchestrator cluster …`, such as `cluster up`
# build.sh test …   builds and runs the tests; what follows goes to `dotnet test`
# build.sh bench …  builds and measures
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# Some package sources serve Akka.NET, others do not: asked once, and the answer is kept in an ignored file.
akka_answer=build/Akka.available.props
ask_for_akka() {
  [ -f "$akka_answer" ] && return
  local restores=false
  dotnet restore tests/Orchestrator.Akka.Tests -p:Akka=true -v quiet > /dev/null 2>&1 && restores=true
  printf '<Project>\n  <PropertyGroup>\n    <Akka Condition="'"'"'$(Akka)'"'"' == '"''"'">%s</Akka>\n  </PropertyGroup>\n</Project>\n' \
    "$restores" > "$akka_answer"
  say_akka
}
say_akka() {
  if grep -q '>true<' "$akka_answer"; then
    echo "Akka.NET restores: Orchestrator.Akka and its tests are built." >&2
  else
    echo "Akka.NET does not restore from your package sources: Orchestrator.Akka is empty, and its tests do not run." \
      "(Asked once; delete $akka_answer to ask again.)" >&2
  fi
}

publish() {
  ask_for_akka
  dotnet publish src/Orchestrator.Cli -c Release -o artifacts/orchestrator -v quiet
}

verb="${1:-build}"
[ $# -gt 0 ] && shift
case "$verb" in
  build) publish && echo "artifacts/orchestrator/orchestrator" ;;
  up)    publish >&2 && artifacts/orchestrator/orchestrator up "$@" ;; # no exec: the ready line counts from its own start
  test)  publish && say_akka && exec dotnet test Orchestrator.sln -c Release -v quiet --nologo --logger "console;verbosity=minimal" "$@" ;;
  bench) publish && exec dotnet run -c Release --project bench/Orchestrator.Bench -- "$@" ;;
  cluster) publish >&2 && artifacts/orchestrator/orchestrator cluster "$@" ;;
  *)     echo "build.sh: unknown verb '$verb'; use build, up, cluster, test or bench" >&2; exit 2 ;;
esac
