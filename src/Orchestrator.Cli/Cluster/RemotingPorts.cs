using System.Net;
using System.Net.Sockets;

namespace Orchestrator.Cli.Cluster;

/// <summary>Picks the ports by which the members of an Akka cluster reach each other; once, as they are their
/// names.</summary>
public static class RemotingPorts
{
    /// <summary>Below the ports that systems give to outgoing connections (from 32768) and to NodePorts (from 30000): a
    /// member that was down must find its own free.</summary>
    private const int First = 20000;

    private const int Count = 10000;

    /// <summary>The same record, in which every control plane and node has a port of its own that was free just
    /// now.</summary>
    /// <exception cref="ClusterException">None is free.</exception>
    public static ClusterRecord Assign(ClusterRecord record) =>
        // Somewhere: other clusters on this machine look for theirs at the same time.
        Assign(record, First + Random.Shared.Next(Count));

    /// <param name="from">The port to look at first; behind the last comes the first.</param>
    public static ClusterRecord Assign(ClusterRecord record, int from)
    {
        var taken = record.Members.Select(m => m.RemotingPort).OfType<int>().ToHashSet();
        var candidates = Candidates(from).Where(port => !taken.Contains(port) && IsFree(port));
        using var free = candidates.GetEnumerator();
        return record with { Members = [.. record.Members.Select(WithPort)] };

        MemberRecord WithPort(MemberRecord member)
        {
            if (member.Kind == MemberKind.Database || member.RemotingPort is not null)
                return member;
            return free.MoveNext()
                ? member with { RemotingPort = free.Current }
                : throw new ClusterException($"no port from {First} to {First + Count - 1} is free on 127.0.0.1");
        }
    }

    private static IEnumerable<int> Candidates(int from) =>
        Enumerable.Range(from - First, Count).Select(i => First + (i % Count));

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
