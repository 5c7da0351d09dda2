using System.Diagnostics;
using System.Text.Json;
using Orchestrator.Load.Http;

namespace Orchestrator.Bench.Servers;

/// <summary>Nodes' renewals of their Leases, as a watcher of them sees them.</summary>
/// <param name="PerSecond">Of all nodes together.</param>
/// <param name="Longest">Between two renewals that were seen of one node, or since its last one; the whole time for a
/// node of which none was seen.</param>
public readonly record struct Heartbeats(double PerSecond, TimeSpan Longest)
{
    private const string Leases = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";

    /// <param name="server">Any control plane.</param>
    /// <param name="nodes">How many there are.</param>
    /// <param name="time">How long to watch; a node renews its Lease every 10 s.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static async Task<Heartbeats> WatchAsync(
        ServerAddress server, int nodes, TimeSpan time, CancellationToken cancellation)
    {
        using var connection = new Connection(server);
        using var watch = new WatchStream(connection, $"{Leases}?watch=true");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await watch.OpenAsync(cancellation);
        var began = Stopwatch.GetTimestamp();
        over.CancelAfter(time);
        var seen = new Dictionary<string, TimeSpan>(nodes);
        var (renewals, longest) = (0, TimeSpan.Zero);
        await watch.ReadAsync(
            frame =>
            {
                if (RenewedIn(frame) is not { } node)
                    return;
                var now = Stopwatch.GetElapsedTime(began);
                if (seen.TryGetValue(node, out var last) && now - last > longest)
                    longest = now - last;
                seen[node] = now;
                renewals++;
            },
            over.Token);
        var watched = Stopwatch.GetElapsedTime(began);
        cancellation.ThrowIfCancellationRequested();
        foreach (var last in seen.Values.Append(seen.Count < nodes ? TimeSpan.Zero : watched))
            longest = watched - last > longest ? watched - last : longest;
        return new(renewals / watched.TotalSeconds, longest);
    }

    /// <summary>The node whose Lease was renewed; null for those that were there when the watch began.</summary>
    private static string? RenewedIn(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        using var change = JsonDocument.ParseValue(ref reader);
        return change.RootElement.GetProperty("type").ValueEquals("MODIFIED")
            ? change.RootElement.GetProperty("object").GetProperty("metadata").GetProperty("name").GetString()
            : null;
    }
}
