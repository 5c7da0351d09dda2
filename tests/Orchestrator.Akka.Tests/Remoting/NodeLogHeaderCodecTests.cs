using Orchestrator.Akka.Remoting;
using Orchestrator.Api.Core.V1;
using Orchestrator.Testing;

namespace Orchestrator.Akka.Tests.Remoting;

public sealed class NodeLogHeaderCodecTests
{
    private static readonly NodeLogHeader Header = new("worker-1", "main", new PodLogOptions
    {
        Container = "main",
        Follow = true,
        Previous = true,
        SinceSeconds = 60,
        SinceTime = DateTimeOffset.UnixEpoch,
        Timestamps = true,
        TailLines = 10,
        LimitBytes = 1000,
        Stream = "Stdout",
    });

    [Fact]
    public void Header_HasTheseBytes_AndIsReadFromThem()
    {
        var bytes = NodeLogHeaderCodec.Write(Header);
        Golden.Text(
            "log-header.txt", string.Join('\n', bytes.Chunk(32).Select(line => Convert.ToHexStringLower(line))) + "\n");
        Assert.Equal(Header, NodeLogHeaderCodec.Read(bytes));
    }

    [Fact]
    public void BrokenBytes_AndCallsOfTheApi_AreRefused()
    {
        Assert.Throws<FormatException>(() => NodeLogHeaderCodec.Read([]));
        Assert.Throws<FormatException>(() => NodeLogHeaderCodec.Read([128, 200]));
        Assert.Throws<FormatException>(() => NodeLogHeaderCodec.Read([128, 1, (byte)'n', 1, (byte)'c', (byte)'[']));
        Assert.Throws<FormatException>(() => NodeLogHeaderCodec.Read(
            CallHeaderCodec.Write(new CallHeader(RemoteVerb.Get, RemoteApi.AdminUser))));
        Assert.Throws<FormatException>(() => CallHeaderCodec.Read(NodeLogHeaderCodec.Write(Header)));
    }
}
