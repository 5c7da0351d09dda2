#!/usr/bin/env bash
# build.sh          builds Release; the command is then at artifacts/orchestrator/orchestrator
# build.sh up …     builds and runs a cluster; what follows goes to `orchestrator up`
# build.sh cluster …  builds and runs `orchestrator cluster …`, such as `cluster up`
# build.sh test …   builds and runs the tests; what follows goes to `dotnet test`
# build.sh bench …  builds and measures
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

publish() {
  dotnet publish src/Orchestrator.Cli -c Release -o artifacts/orchestrator -v quiet
}

verb="${1:-build}"
[ $# -gt 0 ] && shift
case "$verb" in
  build) publish && echo "artifacts/orchestrator/orchestrator" ;;
  up)    publish >&2 && artifacts/orchestrator/orchestrator up "$@" ;; # no exec: the ready line counts from its own start
  test)  publish && exec dotnet test Orchestrator.sln -c Release -v quiet --nologo --logger "console;verbosity=minimal" "$@" ;;
  bench) publish && exec dotnet run -c Release --project bench/Orchestrator.Bench -- "$@" ;;
  cluster) publish >&2 && artifacts/orchestrator/orchestrator cluster "$@" ;;
  *)     echo "build.sh: unknown verb '$verb'; use build, up, cluster, test or bench" >&2; exit 2 ;;
esac
