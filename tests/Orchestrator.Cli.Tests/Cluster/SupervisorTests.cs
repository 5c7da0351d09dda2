using System.Net;
using Orchestrator.Cli.Cluster;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class SupervisorTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("orchestrator-cluster-");

    public void Dispose() => _root.Delete(recursive: true);

    [Theory]
    [InlineData(true, "with --akka: bring it up with it")]
    [InlineData(false, "without --akka: bring it up without it")]
    public async Task DirectoryMadeTheOtherWay_IsRefused_AndLeftAsItWas(bool wasAkka, string remedy)
    {
        var directory = new ClusterDirectory(_root.FullName);
        await directory.WriteAsync(new ClusterRecord("process", "j", []) { Akka = wasAkka });
        var options = new ClusterOptions(1, 1, "j", new IPEndPoint(IPAddress.Loopback, 0), "process", Akka: !wasAkka);

        var error = await Assert.ThrowsAsync<ClusterException>(
            () => Supervisor.StartAsync(directory, options, CancellationToken.None));

        Assert.Equal($"the cluster in {_root.FullName} was made {remedy}, or choose another --data", error.Message);
        Assert.Null(directory.Load().Supervisor);
    }
}
