using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Transport;
using static Akka.Remote.Transport.FailureInjectorTransportAdapter;
using static Akka.Remote.Transport.ThrottleTransportAdapter;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>What the wire between <see cref="RemoteApi"/>'s two actor systems does with messages: each is one write on
/// the connection, so a dropped one is a message lost alone.</summary>
internal sealed class Wire(RemoteApi api)
{
    /// <summary>HOCON for both.</summary>
    public const string Adapters = """akka.remote.dot-netty.tcp.applied-adapters = ["trttl", "gremlin"]""";

    /// <summary>Loses messages at random.</summary>
    /// <param name="requests">Probability for one from the client to the server.</param>
    /// <param name="answers">And back.</param>
    public async Task LoseAsync(double requests, double answers)
    {
        IGremlinMode mode = requests + answers > 0 ? new Drop(requests, answers) : PassThru.Instance;
        Assert.True(await CommandAsync(api.ClientSystem, new One(AddressOf(api.ServerSystem), mode)));
    }

    /// <summary>What the client sends arrives no more.</summary>
    public Task CutRequestsAsync() => ThrottleAsync(Direction.Send, Blackhole.Instance);

    /// <summary>What the server sends arrives no more.</summary>
    public Task CutAnswersAsync() => ThrottleAsync(Direction.Receive, Blackhole.Instance);

    /// <summary>Both ways so many bytes a second; what is more waits.</summary>
    public async Task SlowAsync(int bytesPerSecond)
    {
        const int Burst = 64 * 1024;
        var bucket = new TokenBucket(Burst, bytesPerSecond, 0, Burst);
        await ThrottleAsync(Direction.Receive, bucket);
        Assert.True(await CommandAsync(
            api.ServerSystem, new SetThrottle(AddressOf(api.ClientSystem), Direction.Receive, bucket)));
    }

    public async Task HealAsync()
    {
        await LoseAsync(0, 0);
        await ThrottleAsync(Direction.Both, Unthrottled.Instance);
        Assert.True(await CommandAsync(
            api.ServerSystem, new SetThrottle(AddressOf(api.ClientSystem), Direction.Both, Unthrottled.Instance)));
    }

    private async Task ThrottleAsync(Direction direction, ThrottleMode mode) =>
        Assert.True(await CommandAsync(
            api.ClientSystem, new SetThrottle(AddressOf(api.ServerSystem), direction, mode)));

    private static Task<bool> CommandAsync(ActorSystem system, object command) =>
        ((IRemoteActorRefProvider)((ExtendedActorSystem)system).Provider).Transport
            .ManagementCommand(command, CancellationToken.None);

    private static Address AddressOf(ActorSystem system) => ((ExtendedActorSystem)system).Provider.DefaultAddress;
}
