using System.Diagnostics;
using Orchestrator.Akka.Hosting;
using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Hosting.Tests;

namespace Orchestrator.Akka.Tests.Hosting.Postgres;

/// <summary>Writes as a client does that goes on until it is told.</summary>
internal static class Writing
{
    /// <summary>Creates a ConfigMap; one that may have happened may be there already.</summary>
    public static async Task UntilAcknowledgedAsync(AkkaHost through, string name)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await through.Api!.CreateAsync(Objects.ConfigMap(name));
                return;
            }
            catch (StatusException error) when (error.IsAlreadyExists)
            {
                return;
            }
            catch (Exception error) when (error is ApiUnreachableException
                or StatusException { Code: 429 or 500 or 503 or 504 })
            {
                Assert.True(started.Elapsed < TestCluster.Patience, $"{name}: {error.Message}");
                await Task.Delay(20);
            }
        }
    }
}
