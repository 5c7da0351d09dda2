using Orchestrator.Actors.Kernel;

namespace Orchestrator.Actors.Simulated;

/// <summary>
/// The driver for tests: one thread, virtual time, and a seed that chooses who goes next at every step.
/// </summary>
/// <remarks>
/// A step is one message, one continuation of an await, one event of an actor's life or one due timer. The same seed
/// and the same calls give the same steps, byte for byte: <see cref="TraceHash"/> says so. Nothing runs but inside the
/// Run methods and <see cref="Step"/>. Async code that is no actor goes through
/// <see cref="Run(Func{ValueTask}, TimeSpan?)"/>, so that its awaits come back here; anything that
/// reaches the simulation from another thread fails the run.
/// </remarks>
public sealed class SimulatedActorSystem : KernelActorSystem
{
    private const string TimerPath = "(timer)";
    private const int FailuresKept = 1000;

    private static readonly TimeSpan RunLimit = TimeSpan.FromHours(1);

    private readonly Entropy _choices;
    private readonly Agenda _agenda;
    private readonly SimulationTrace _trace = new();
    private readonly TestRunnable _test;
    private readonly Queue<ActorFailure> _failures = [];
    private readonly SortedDictionary<string, ActorCell> _living = new(StringComparer.Ordinal);
    private int _thread = Environment.CurrentManagedThreadId;
    private long _stepsThisInstant;
    private bool _running;
    private string? _intruder;
    private Exception? _bug;

    /// <summary>The clock starts at 2026-01-01T00:00:00Z unless <paramref name="start"/> says otherwise.</summary>
    public SimulatedActorSystem(ulong seed, DateTimeOffset? start = null)
        : base(
            new SimulatedTime(start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            ForkOf(seed, "entropy"), ForkOf(seed, "jitter"), InlineWorkExecutor.Instance)
    {
        Seed = seed;
        Clock = (SimulatedTime)Time;
        Clock.Guard = () => IsOwnThread();
        _choices = ForkOf(seed, "choices");
        _agenda = new Agenda(Clock);
        _test = new TestRunnable(this);
    }

    /// <summary>
    /// Raised after every step, for invariants. What a subscriber throws fails the run and names the seed.
    /// </summary>
    public event Action<SimulationStep>? Stepped;

    public ulong Seed { get; }

    public SimulatedTime Clock { get; }

    public long Steps => _trace.Count;

    /// <summary>Stands for every step so far: two runs that differ anywhere differ here.</summary>
    public ulong TraceHash => _trace.Hash;

    /// <summary>The latest failures, expected or not, at most a thousand.</summary>
    public IReadOnlyList<ActorFailure> Failures => [.. _failures];

    public long FailureCount { get; private set; }

    /// <summary>
    /// Whether an <see cref="InvariantException"/> in an actor is left to its supervisor, instead of failing the run.
    /// </summary>
    public bool ToleratesInvariantFailures { get; set; }

    /// <summary>Steps at one instant of virtual time after which the run is taken for a livelock.</summary>
    public long StepsPerInstantMax { get; set; } = 2_000_000;

    /// <summary>Paths of living actors, those in back-off included, in ordinal order.</summary>
    public IReadOnlyList<string> LivePaths => [.. _living.Keys];

    /// <summary>
    /// A fault: how long an actor, given its path, waits before its next step. Zero or less means not at all.
    /// </summary>
    public Func<string, TimeSpan>? Delay
    {
        get => _agenda.Delay;
        set => _agenda.Delay = value;
    }

    /// <summary>
    /// A stream of randomness of its own, decided by the seed and the label, for faults and workloads.
    /// </summary>
    public Entropy Fork(string label) => ForkOf(Seed, label);

    /// <summary>Does one step, letting time pass where nothing can run now. False when nothing ever will.</summary>
    public bool Step()
    {
        using var turn = Enter();
        return StepUntil(TimeSpan.MaxValue);
    }

    /// <summary>Runs until nothing can run without time passing.</summary>
    public void RunUntilIdle()
    {
        using var turn = Enter();
        while (StepUntil(Clock.Elapsed))
        {
        }
    }

    /// <summary>
    /// Runs everything that happens in the next <paramref name="duration"/>, and leaves the clock at its end.
    /// </summary>
    public void RunFor(TimeSpan duration)
    {
        using var turn = Enter();
        var until = Clock.Elapsed + duration;
        while (StepUntil(until))
        {
        }
        Clock.AdvanceTo(until);
    }

    /// <summary>Runs until <paramref name="condition"/>, asked after every step, holds.</summary>
    /// <exception cref="SimulationException">It does not within <paramref name="limit"/> of virtual time.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan limit)
    {
        using var turn = Enter();
        var until = Clock.Elapsed + limit;
        while (!condition())
            if (!StepUntil(until))
                throw Failure($"the condition did not come true within {limit}");
    }

    /// <summary>Drives async code that is no actor to its end, and everything else meanwhile.</summary>
    /// <param name="limit">How much virtual time it may take; an hour by default.</param>
    /// <exception cref="SimulationException">The limit passed, or nothing can run any
    /// more and the code has not ended.</exception>
    public void Run(Func<ValueTask> code, TimeSpan? limit = null) =>
        Run(
            async () =>
            {
                await code();
                return true;
            },
            limit);

    /// <inheritdoc cref="Run(Func{ValueTask}, TimeSpan?)"/>
    public TResult Run<TResult>(Func<ValueTask<TResult>> code, TimeSpan? limit = null)
    {
        using var turn = Enter();
        var until = Clock.Elapsed + (limit ?? RunLimit);
        var task = InTest(code).AsTask();
        while (!task.IsCompleted)
            if (!StepUntil(until))
                throw Failure(Clock.NextDue is null
                    ? "deadlock: the code waits for something that nothing here will do"
                    : $"the code has not ended within {limit ?? RunLimit}");
        return task.GetAwaiter().GetResult();
    }

    /// <summary>A fault: the actor's incarnation ends as if its handler had thrown, once a handler in an await has
    /// ended; its token is cancelled at once. False when no such actor lives.</summary>
    public bool Crash(string path)
    {
        if (!_living.TryGetValue(path, out var cell))
            return false;
        cell.Crash(new SimulatedCrashException(path));
        return true;
    }

    /// <summary>A fault: the process of this tree dies. No handler resumes, no OnStopAsync runs; asks and watches from
    /// other trees learn of it at once, and the root's name is free.</summary>
    /// <exception cref="ArgumentException">No living root has that path.</exception>
    public void Kill(string rootPath)
    {
        if (!_living.TryGetValue(rootPath, out var root) || !root.IsRoot)
            throw new ArgumentException($"{rootPath} is no living root", nameof(rootPath));
        ActorCell[] dead = [.. _living.Values.Where(cell => Agenda.IsWithin(cell.Path, rootPath))];
        foreach (var cell in dead)
        {
            cell.Kill();
            ActorEnded(cell);
        }
        foreach (var cell in dead)
            cell.EndNotices.Close();
    }

    /// <summary>
    /// A fault: the actor at <paramref name="path"/> and all beneath it take no step until <see cref="Resume"/>.
    /// </summary>
    public void Pause(string path) => _agenda.Pause(path);

    public void Resume(string path) => _agenda.Resume(path);

    /// <summary>
    /// Ends the simulation where it stands. To let the actors stop in order, run <c>StopAsync()</c> first.
    /// </summary>
    public override ValueTask DisposeAsync() => default;

    internal override void Schedule(Runnable runnable)
    {
        if (IsOwnThread())
            _agenda.Add(runnable);
    }

    internal override void Execute(Runnable runnable) =>
        throw new NotSupportedException("the simulation gives the turns itself");

    internal override void ActorSpawned(ActorCell cell) => _living.Add(cell.Path, cell);

    internal override void ActorEnded(ActorCell cell)
    {
        _living.Remove(cell.Path);
        base.ActorEnded(cell);
    }

    internal override void Report(ActorFailure failure)
    {
        FailureCount++;
        _failures.Enqueue(failure);
        if (_failures.Count > FailuresKept)
            _failures.Dequeue();
        if (failure.Exception is InvariantException && !ToleratesInvariantFailures)
            _bug ??= failure.Exception;
        base.Report(failure);
    }

    private static SeededEntropy ForkOf(ulong seed, string label) =>
        new(SimulationTrace.HashOf(new SeededEntropy(seed).NextUInt64(), label));

    private bool StepUntil(TimeSpan until)
    {
        if (!_agenda.HasAny && !TryAdvance(until))
            return false;
        if (++_stepsThisInstant > StepsPerInstantMax)
            throw Failure($"livelock: {StepsPerInstantMax} steps and no time has passed");
        if (!_agenda.TryTake(_choices, out var runnable, out var timer))
            return true; // it was paused, or the timer was disposed
        try
        {
            var step = timer is not null ? Fire(timer) : Turn(runnable!);
            Stepped?.Invoke(step);
        }
        catch (Exception error) when (error is not SimulationException)
        {
            throw Failure(error.Message, error);
        }
        ThrowIfBroken();
        return true;
    }

    private bool TryAdvance(TimeSpan until)
    {
        if (Clock.NextDue is not { } due || due > until)
            return false;
        if (due > Clock.Elapsed)
        {
            _stepsThisInstant = 0;
            Clock.AdvanceTo(due);
        }
        _agenda.AddDueTimers();
        return true;
    }

    private SimulationStep Fire(SimulatedTimer timer)
    {
        var step = _trace.Add(Clock.GetUtcNow(), TimerPath, "due");
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_test.Context);
        try
        {
            timer.Fire();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
        return step;
    }

    private SimulationStep Turn(Runnable runnable)
    {
        var step = _trace.Add(Clock.GetUtcNow(), runnable.Path, runnable.NextUp);
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(runnable.Context);
        try
        {
            runnable.Turn(1);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
        if (runnable.EndTurn())
            _agenda.Add(runnable);
        return step;
    }

    private ValueTask<TResult> InTest<TResult>(Func<ValueTask<TResult>> code)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_test.Context);
        try
        {
            return code();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private RunScope Enter()
    {
        if (_running)
            throw new InvalidOperationException("the simulation runs already: what it drives cannot run it");
        ThrowIfBroken();
        _running = true;
        _thread = Environment.CurrentManagedThreadId;
        return new RunScope(this);
    }

    private bool IsOwnThread()
    {
        if (Environment.CurrentManagedThreadId == _thread)
            return true;
        Interlocked.CompareExchange(ref _intruder, Environment.StackTrace, null);
        return false;
    }

    private void ThrowIfBroken()
    {
        if (Volatile.Read(ref _intruder) is { } stack)
            throw Failure($"a foreign thread reached the simulation:\n{stack}");
        if (_bug is { } bug)
            throw Failure(bug.Message, bug);
    }

    private SimulationException Failure(string message, Exception? inner = null) =>
        new(Seed, $"seed {Seed}: {message}\nlast steps:{_trace}", inner);

    private readonly struct RunScope(SimulatedActorSystem system) : IDisposable
    {
        public void Dispose() => system._running = false;
    }
}
