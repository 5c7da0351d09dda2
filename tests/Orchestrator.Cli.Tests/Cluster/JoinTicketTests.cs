using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class JoinTicketTests
{
    [Fact]
    public void JoinCommand_GivesTokenAndHash()
    {
        var ticket = JoinTicket.Parse(
            "orchestrator join https://127.0.0.1:6443 --token abcdef.0123456789abcdef --ca-cert-hash sha256:77ab\n");

        Assert.Equal(new JoinTicket("abcdef.0123456789abcdef", "sha256:77ab"), ticket);
    }

    [Fact]
    public void SomethingElse_IsRefusedWithWhatItWas()
    {
        var error = Assert.Throws<ClusterException>(() => JoinTicket.Parse("orchestrator join --token"));

        Assert.Equal("the join command names no --token: orchestrator join --token", error.Message);
    }
}
