using Orchestrator.Actors.Simulated;
using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Actors.Tests.Simulated;

public sealed class SimulatedActorSystemTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedActorSystem _simulation = new(seed: 11);
    private readonly Log _log = new();

    [Fact]
    public void SameSeed_SameTrace() => Assert.Equal(Chatter.Run(seed: 7), Chatter.Run(seed: 7));

    [Fact]
    public void SameSeed_SameTraceInEveryProcess() =>
        // Written down, since a hash that differs only between processes would pass every other test. It changes with
        // the kernel's steps and may change with .NET, which decides where an await needs a continuation.
        Assert.Equal("6CE800C040DB5A87", Chatter.Run(seed: 7).Hash.ToString("X16"));

    [Fact]
    public void OtherSeed_OtherInterleaving()
    {
        var orders = Enumerable.Range(0, 20).Select(seed => Chatter.Run((ulong)seed).Order).Distinct();
        Assert.True(orders.Count() > 10);
    }

    [Fact]
    public void UserDrawsMoreRandomness_InterleavingStays()
    {
        var quiet = Chatter.Run(seed: 7);
        var drawing = Chatter.Run(seed: 7, simulation => simulation.Entropy.NextUInt64());
        Assert.Equal(quiet.Hash, drawing.Hash);
    }

    [Fact]
    public void ForeignThreadTells_RunFailsAndNamesSeed()
    {
        var actor = Spawn("actor", _ => { });
        _simulation.RunUntilIdle();
        OnOtherThread(() => actor.Tell("from elsewhere"));

        var error = Assert.Throws<SimulationException>(_simulation.RunUntilIdle);
        Assert.Equal(11UL, error.Seed);
        Assert.Contains("seed 11: a foreign thread", error.Message);
    }

    [Fact]
    public void ForeignThreadEndsAnAwait_RunFails()
    {
        var door = new TaskCompletionSource();
        Spawn("actor", self => self.Start = async () => await door.Task);
        _simulation.RunUntilIdle();
        OnOtherThread(door.SetResult);
        Assert.Throws<SimulationException>(_simulation.RunUntilIdle);
    }

    [Fact]
    public void ForeignThreadStartsATimer_RunFails()
    {
        OnOtherThread(() => _simulation.Time.CreateTimer(_ => { }, null, Second, Second));
        Assert.Throws<SimulationException>(_simulation.RunUntilIdle);
    }

    [Fact]
    public void RunUntilIdle_LeavesTheFutureAlone()
    {
        SpawnTicking("actor");
        _simulation.RunUntilIdle();
        Assert.Empty(_log.Lines);
        Assert.Equal(TimeSpan.Zero, _simulation.Clock.Elapsed);
    }

    [Fact]
    public void RunFor_LeavesTheClockAtItsEnd()
    {
        SpawnTicking("actor");
        _simulation.RunFor(TimeSpan.FromSeconds(2.5));
        Assert.Equal("actor-tick actor-tick", _log.Text);
        Assert.Equal(TimeSpan.FromSeconds(2.5), _simulation.Clock.Elapsed);
    }

    [Fact]
    public void RunUntil_StopsWhenTheConditionHolds()
    {
        SpawnTicking("actor");
        _simulation.RunUntil(() => _log.Lines.Length == 3, TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromSeconds(3), _simulation.Clock.Elapsed);
    }

    [Fact]
    public void RunUntil_LimitPasses_Fails()
    {
        SpawnTicking("actor");
        var error = Assert.Throws<SimulationException>(
            () => _simulation.RunUntil(() => false, TimeSpan.FromSeconds(10)));
        Assert.Contains("seed 11", error.Message);
        Assert.Contains("/actor String", error.Message);
    }

    [Fact]
    public void Run_DrivesAwaitsOfCodeThatIsNoActor()
    {
        var actor = Spawn("actor", self => self.Receive = async message =>
        {
            await Task.Delay(Second, _simulation.Time);
            _log.Add(message);
        });
        var answer = _simulation.Run(async () =>
        {
            actor.Tell("a");
            await Task.Delay(2 * Second, _simulation.Time);
            _log.Add("b");
            return 42;
        });
        Assert.Equal(42, answer);
        Assert.Equal("a b", _log.Text);
    }

    [Fact]
    public void Run_NothingCanHappen_Deadlock()
    {
        var error = Assert.Throws<SimulationException>(
            () => _simulation.Run(async () => await new TaskCompletionSource().Task));
        Assert.Contains("seed 11: deadlock", error.Message);
    }

    [Fact]
    public void Run_TimersGoOnButTheCodeWaits_LimitEndsIt()
    {
        SpawnTicking("actor");
        var error = Assert.Throws<SimulationException>(
            () => _simulation.Run(async () => await new TaskCompletionSource().Task, TimeSpan.FromMinutes(1)));
        Assert.Contains("has not ended within 00:01:00", error.Message);
    }

    [Fact]
    public void Run_CodeThrows_CallerGetsIt() =>
        Assert.Throws<InvalidDataException>(() => _simulation.Run(async () =>
        {
            await Task.Yield();
            throw new InvalidDataException();
        }));

    [Fact]
    public void RunFromWithin_Refused()
    {
        Spawn("actor", self => self.Start = () =>
        {
            Assert.Throws<InvalidOperationException>(_simulation.RunUntilIdle);
            _log.Add("refused");
            return default;
        });
        _simulation.RunUntilIdle();
        Assert.Equal("refused", _log.Text);
    }

    [Fact]
    public void ActorsKeepEachOtherBusy_Livelock()
    {
        _simulation.StepsPerInstantMax = 1000;
        Spawn("actor", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Self.Tell("again");
                return default;
            };
            self.On(message => self.Surroundings.Self.Tell(message));
        });
        var error = Assert.Throws<SimulationException>(() => _simulation.RunFor(Second));
        Assert.Contains("seed 11: livelock", error.Message);
    }

    [Fact]
    public void Stepped_IsRaisedForEachStep()
    {
        var steps = new List<SimulationStep>();
        _simulation.Stepped += steps.Add;
        Spawn("actor", self => self.Receive = async _ => await Task.Yield()).Tell("message");
        _simulation.RunUntilIdle();
        Assert.Equal(
            ["/actor start", "/actor String", "/actor continuation"], steps.Select(step => $"{step.Path} {step.What}"));
        Assert.Equal(_simulation.Steps, steps[^1].Number);
    }

    [Fact]
    public void SteppedThrows_RunFailsAndNamesSeed()
    {
        _simulation.Stepped += _ => throw new InvalidDataException("two leaders");
        Spawn("actor", _ => { });
        var error = Assert.Throws<SimulationException>(_simulation.RunUntilIdle);
        Assert.StartsWith("seed 11: two leaders", error.Message);
        Assert.IsType<InvalidDataException>(error.InnerException);
    }

    [Fact]
    public void InvariantBreaksInAnActor_RunFails()
    {
        Spawn("actor", self => self.On(_ => throw new InvariantException("cannot be"))).Tell("go");
        Assert.Contains("cannot be", Assert.Throws<SimulationException>(_simulation.RunUntilIdle).Message);
    }

    [Fact]
    public void InvariantBreaksInAnActor_Tolerated_SupervisorDecides()
    {
        _simulation.ToleratesInvariantFailures = true;
        Spawn("actor", self => self.On(_ => throw new InvariantException("cannot be"))).Tell("go");
        _simulation.RunUntilIdle();
        Assert.Equal("/actor", Assert.Single(_simulation.Failures).Path);
    }

    [Fact]
    public void WorkExecutor_RunsInline()
    {
        var ran = false;
        var work = _simulation.Work.RunAsync(() => ran = true);
        Assert.True(ran && work.IsCompletedSuccessfully);
        Assert.True(_simulation.Work.RunAsync<int>(() => throw new InvalidDataException()).IsFaulted);
    }

    [Fact]
    public void Fork_SameLabelSameStream_OtherLabelOther()
    {
        Assert.Equal(_simulation.Fork("faults").NextUInt64(), _simulation.Fork("faults").NextUInt64());
        Assert.NotEqual(_simulation.Fork("faults").NextUInt64(), _simulation.Fork("load").NextUInt64());
    }

    private static void OnOtherThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }

    private IActorRef<string> Spawn(string name, Action<Script> write) =>
        _simulation.Spawn(name, Script.Factory(write));

    private void SpawnTicking(string name) =>
        Spawn(name, self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Timers.Every("tick", Second, "tick");
                return default;
            };
            self.On(message => _log.Add($"{name}-{message}"));
        });
}
