namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>Switched clusters have as many processes as others: two of them side by side starve each other on a
/// machine of few cores.</summary>
[CollectionDefinition(Name)]
public sealed class NetworkCuts
{
    public const string Name = "cuts of the network";
}
