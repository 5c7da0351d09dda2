using Orchestrator.Client;

namespace Orchestrator.Hosting.Clusters;

/// <summary>A tree that runs on one member at a time and writes to the API.</summary>
/// <param name="Name">Of the tree, and of the singleton.</param>
/// <param name="Role">Only members with this role can run it; see <see cref="ClusterRoles"/>.</param>
/// <param name="Api">The API as the tree's own user; what the tree is given is this with its token attached.</param>
public sealed record Singleton(string Name, string Role, IApiClient Api)
{
    /// <summary>Name of the Lease that shows who runs it, and whose token fences what it writes; such as
    /// <c>kube-scheduler</c>.</summary>
    public required string Lease { get; init; }

    /// <summary>Its name in Events, such as <c>default-scheduler</c>.</summary>
    public required string Reporter { get; init; }
}
