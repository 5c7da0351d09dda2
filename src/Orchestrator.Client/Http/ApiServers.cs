namespace Orchestrator.Client.Http;

/// <summary>The addresses of one cluster's API servers, shared by the clients of a process; changed as the cluster
/// is.</summary>
/// <remarks>Safe from any thread. Never empty.</remarks>
public sealed class ApiServers
{
    private volatile Uri[] _known;

    /// <exception cref="ArgumentException">None is named.</exception>
    public ApiServers(params IEnumerable<Uri> known) => _known = Checked(known);

    /// <summary>In the order in which they were named.</summary>
    public IReadOnlyList<Uri> Known => _known;

    /// <summary>Calls that begin from now on go to these.</summary>
    /// <exception cref="ArgumentException">None is named.</exception>
    public void Replace(IEnumerable<Uri> known) => _known = Checked(known);

    private static Uri[] Checked(IEnumerable<Uri> known)
    {
        var distinct = known.Distinct().ToArray();
        return distinct.Length > 0 ? distinct : throw new ArgumentException("no address of an API server");
    }
}
