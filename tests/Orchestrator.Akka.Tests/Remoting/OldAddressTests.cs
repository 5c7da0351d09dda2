using System.Globalization;
using Akka.Actor;
using Akka.Configuration;
using Orchestrator.Akka.Remoting;
using Orchestrator.Akka.Tests.Cluster;
using AkkaSystem = Akka.Actor.ActorSystem;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Two peers call each other at once while one of them is back under the address that it had before.</summary>
/// <remarks>The wire to that one is held up, so that the other's call is on its way when its own arrives.</remarks>
public sealed class OldAddressTests : IAsyncLifetime
{
    private const string Gate = "50ms";

    /// <summary>Beyond the gate, which a connection that broke closes.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300);

    private readonly TcpRelay _wire = new();
    private readonly AkkaSystem _stays = Start("akka.remote.dot-netty.tcp.port = 0");
    private AkkaSystem _back;

    public OldAddressTests() => _back = StartBehindWire();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _wire.LetGo();
        await EndAsync(_back);
        await EndAsync(_stays);
        await _wire.DisposeAsync();
    }

    [Fact]
    public async Task PeerThatIsBackUnderItsOldAddress_AndOneThatCallsItAtTheSameTime_HearEachOther()
    {
        Assert.True(await HearsAsync(_stays, _back) && await HearsAsync(_back, _stays));
        // As where a process ends before its last word is on the wire: the address is known by the old one still.
        _wire.Drop();
        await EndAsync(_back);
        await Task.Delay(Settled);
        _back = StartBehindWire();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stays.ActorOf(Props.Create(() => new Ear(called)), "ear");

        _wire.Hold();
        At(_stays, _back, "system").Tell(new Identify(0));
        await Task.Delay(Settled);
        At(_back, _stays, "user/ear").Tell("called");
        await called.Task.WaitAsync(TestCluster.Patience);
        _wire.LetGo();
        await Task.Delay(Settled);

        Assert.True(await HearsAsync(_stays, _back), "who stayed is not answered by who is back");
        Assert.True(await HearsAsync(_back, _stays), "who is back is not answered by who stayed");
    }

    private AkkaSystem StartBehindWire() => Start(string.Create(
        CultureInfo.InvariantCulture, $"akka.remote.dot-netty.tcp.port = {_wire.Target}\n{_wire.Hocon}"));

    private static AkkaSystem Start(string hocon) => AkkaSystem.Create("orchestrator", ConfigurationFactory.ParseString($$"""
        akka { loglevel = OFF, stdout-loglevel = OFF, actor.provider = remote }
        akka.remote.retry-gate-closed-for = {{Gate}}
        akka.remote.dot-netty.tcp.hostname = 127.0.0.1
        {{hocon}}
        """).WithFallback(RemoteApiConfig.Hocon));

    private static async Task EndAsync(AkkaSystem system)
    {
        ((ExtendedActorSystem)system).Abort();
        await system.WhenTerminated.WaitAsync(TestCluster.Patience);
    }

    private static ActorSelection At(AkkaSystem from, AkkaSystem to, string path) =>
        from.ActorSelection($"{RemoteApi.AddressOf(to)}/{path}");

    /// <summary>Within some tries: while a gate is closed, what is said is lost.</summary>
    private static async Task<bool> HearsAsync(AkkaSystem from, AkkaSystem to)
    {
        for (var i = 0; i < 10; i++)
        {
            try
            {
                await At(from, to, "system").Ask<ActorIdentity>(new Identify(0), TimeSpan.FromMilliseconds(500));
                return true;
            }
            catch (AskTimeoutException)
            {
                // Tried again.
            }
        }
        return false;
    }

    /// <summary>Tells that something arrived; an answer would need the wire.</summary>
    private sealed class Ear(TaskCompletionSource heard) : UntypedActor
    {
        protected override void OnReceive(object message) => heard.TrySetResult();
    }
}
