using Orchestrator.Cli.Commands;

namespace Orchestrator.Cli.Akka;

/// <summary><c>up --akka</c> in a build without Akka.NET.</summary>
internal static class AkkaMember
{
    public static bool IsBuilt => false;

    public static Task<int> RunAsync(AkkaUpOptions options)
    {
        Console.Error.WriteLine(
            $"orchestrator up: --akka {options.Configuration}: this build has no Akka.NET, since its packages did not "
            + "restore when it was built. Name a package source that has Akka.Cluster 1.5.30 in NuGet's configuration, "
            + "delete build/Akka.available.props and run build.sh again");
        return Task.FromResult(1);
    }
}
