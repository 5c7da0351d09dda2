namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Clusters of many processes are not started side by side: a machine has few cores.</summary>
[CollectionDefinition(Name)]
public sealed class OneAtATime
{
    public const string Name = "clusters of many processes";
}
