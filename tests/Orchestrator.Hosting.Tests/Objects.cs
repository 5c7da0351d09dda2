using Orchestrator.Api.Core.V1;

namespace Orchestrator.Hosting.Tests;

internal static class Objects
{
    public static ConfigMap ConfigMap(string name) => new() { Metadata = new() { Name = name, Namespace = "default" } };

    /// <summary>A Pod that sleeps for as long as no other test's does.</summary>
    public static Pod Sleeper(string name, string seconds) => new()
    {
        Metadata = new() { Name = name, Namespace = "default" },
        Spec = new()
        {
            TerminationGracePeriodSeconds = 1,
            Containers = [new() { Name = "main", Image = "sleeper", Command = ["sleep", seconds] }],
        },
    };
}
