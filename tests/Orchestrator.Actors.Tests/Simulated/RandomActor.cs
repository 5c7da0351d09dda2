namespace Orchestrator.Actors.Tests.Simulated;

/// <summary>Does one thing after another by chance, and checks on the way what the kernel promises to an
/// actor.</summary>
internal sealed class RandomActor(LifeLedger ledger, int depth) : Actor<string>
{
    private const int DepthMax = 3;
    private const string Tick = "tick";

    private static readonly string[] ChildNames = ["a", "b"];

    private readonly Dictionary<string, IActorRef<string>> _children = [];
    private bool _inside;
    private bool _stopped;

    public override ValueTask OnStartAsync()
    {
        ledger.Begin(Self.Path, this);
        Context.Timers.Every(Tick, TimeSpan.FromMilliseconds(300), Tick);
        return DoAsync();
    }

    public override async ValueTask OnMessageAsync(string message)
    {
        if (_inside || _stopped)
            throw new InvariantException($"{Self.Path} was given {message} while busy or stopped");
        _inside = true;
        try
        {
            if (message.StartsWith("ended-", StringComparison.Ordinal))
                Forget(message["ended-".Length..]);
            else
                await DoAsync();
        }
        finally
        {
            _inside = false;
        }
    }

    public override ValueTask OnStopAsync()
    {
        if (_inside || _stopped)
            throw new InvariantException($"{Self.Path} was stopped while busy, or twice");
        if (!Ended.IsCancellationRequested)
            throw new InvariantException($"{Self.Path} was stopped and its token was not cancelled");
        _stopped = true;
        ledger.End(Self.Path, this);
        return Chance(10) ? throw new InvalidOperationException("on the way out") : YieldAsync();
    }

    private ValueTask DoAsync() => Context.System.Entropy.Next(12) switch
    {
        0 => throw new InvalidOperationException("by chance"),
        1 => FailLaterAsync(),
        2 or 3 or 4 => Spawn(),
        5 => Stop(),
        6 or 7 => WaitAsync(TimeSpan.FromMilliseconds(Context.System.Entropy.Next(500))),
        8 => WaitForEndAsync(),
        9 => Pipe(),
        _ => TellSelf(),
    };

    private ValueTask Spawn()
    {
        var name = ChildNames[Context.System.Entropy.Next(ChildNames.Length)];
        if (depth == DepthMax || _children.ContainsKey(name))
            return default;
        var onFailure = (OnFailure)Context.System.Entropy.Next(3);
        var child = Context.Spawn(
            name, () => new RandomActor(ledger, depth + 1), new ActorOptions { OnFailure = onFailure });
        _children.Add(name, child);
        Context.Watch(child, $"ended-{name}");
        return default;
    }

    private void Forget(string name)
    {
        if (!_children.Remove(name))
            throw new InvariantException($"{Self.Path} heard twice of the end of {name}");
    }

    private ValueTask Stop()
    {
        foreach (var name in ChildNames)
            if (_children.TryGetValue(name, out var child))
                Context.Stop(child);
        if (_children.Count == 0 && depth > 0)
            Context.StopSelf();
        return default;
    }

    private ValueTask Pipe()
    {
        Context.Pipe(WaitAsync(TimeSpan.FromMilliseconds(200)), () => "piped", error => throw error);
        return default;
    }

    private ValueTask TellSelf()
    {
        if (Chance(3))
            Self.Tell("again");
        return default;
    }

    private async ValueTask FailLaterAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("by chance, later");
    }

    private async ValueTask YieldAsync() => await Task.Yield();

    private async ValueTask WaitAsync(TimeSpan time) => await Task.Delay(time, Time);

    private async ValueTask WaitForEndAsync()
    {
        if (Chance(4))
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, Ended);
    }

    private bool Chance(int oneIn) => Context.System.Entropy.Next(oneIn) == 0;
}
