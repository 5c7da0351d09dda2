#!/usr/bin/env pwsh
# build.ps1          builds Release; the command is then at artifacts/orchestrator/orchestrator
# build.ps1 up …     builds and runs a cluster; what follows goes to `orchestrator up`
# build.ps1 cluster …  builds and runs 'orchestrator cluster …', such as 'cluster up'
# build.ps1 test …   builds and runs the tests; what follows goes to `dotnet test`
# build.ps1 bench …  builds and measures
# PowerShell takes -name:value apart before a script sees it: write /p:Name=Value.

# No param(): it would take -v, -p and other options that are meant for what is called.
$Verb = if ($args.Count -gt 0) { $args[0] } else { 'build' }
$Rest = @($args | Select-Object -Skip 1)
$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'

# Some package sources serve Akka.NET, others do not: asked once, and the answer is kept in an ignored file.
$akkaAnswer = 'build/Akka.available.props'
function Ask-ForAkka {
    if (Test-Path $akkaAnswer) { return }
    dotnet restore tests/Orchestrator.Akka.Tests -p:Akka=true -v quiet *> $null
    $restores = if ($LASTEXITCODE -eq 0) { 'true' } else { 'false' }
    Set-Content $akkaAnswer @(
        '<Project>'
        '  <PropertyGroup>'
        "    <Akka Condition=`"'`$(Akka)' == ''`">$restores</Akka>"
        '  </PropertyGroup>'
        '</Project>')
    Say-Akka
}

function Say-Akka {
    if (Select-String -Quiet '>true<' $akkaAnswer) {
        $answer = 'Akka.NET restores: Orchestrator.Akka and its tests are built.'
    } else {
        $answer = 'Akka.NET does not restore from your package sources: Orchestrator.Akka is empty, and its tests do not run. ' +
            "(Asked once; delete $akkaAnswer to ask again.)"
    }
    [Console]::Error.WriteLine($answer)
}

function Publish {
    Ask-ForAkka
    dotnet publish src/Orchestrator.Cli -c Release -o artifacts/orchestrator -v quiet
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

switch ($Verb) {
    'build' { Publish; 'artifacts/orchestrator/orchestrator' }
    'up' { Publish; & artifacts/orchestrator/orchestrator up @Rest }
    'test' { Publish; Say-Akka; dotnet test Orchestrator.sln -c Release -v quiet --nologo --logger 'console;verbosity=minimal' @Rest }
    'bench' { Publish; dotnet run -c Release --project bench/Orchestrator.Bench -- @Rest }
    'cluster' { Publish; & artifacts/orchestrator/orchestrator cluster @Rest }
    default { [Console]::Error.WriteLine("build.ps1: unknown verb '$Verb'; use build, up, cluster, test or bench"); exit 2 }
}
exit $LASTEXITCODE
