using System.Globalization;
using Orchestrator.Actors.Threaded;

namespace Orchestrator.Cli.Cluster;

/// <summary>Starts members of an Akka cluster again that ended unasked, because the others had given them up or because
/// they had lost the journal: they can come back only as new ones. It goes on until they are ready.</summary>
/// <remarks>A member that was killed or stopped on purpose stays as it is: <c>cluster start</c> is for those. What is
/// to be started again says the mark in its directory; a start that failed leaves it anew.</remarks>
public sealed class Reviver : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly ClusterDirectory _directory;
    private readonly Func<MemberRecord, CancellationToken, Task> _start;
    private readonly Action<string> _tell;
    private readonly TimeProvider _time;
    private readonly RevivalSchedule _schedule;
    private readonly Dictionary<string, string> _failed = new(StringComparer.Ordinal);
    private readonly Task _looking;
    private string? _trouble;

    /// <param name="start">Starts a member and waits until it is ready; a <see cref="ClusterException"/> is
    /// told.</param>
    /// <param name="tell">Told of each attempt, and why it failed.</param>
    /// <param name="time">The system's if null.</param>
    public Reviver(
        ClusterDirectory directory, Func<MemberRecord, CancellationToken, Task> start, Action<string> tell,
        TimeProvider? time = null)
    {
        (_directory, _start, _tell, _time) = (directory, start, tell, time ?? TimeProvider.System);
        _schedule = new RevivalSchedule(SystemEntropy.Instance);
        _looking = LookAsync();
    }

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>Those that ended unasked and can be started: a node needs a control plane to join by.</summary>
    public static IEnumerable<MemberRecord> GivenUp(ClusterDirectory directory)
    {
        var record = directory.Load();
        var canJoin = record.ControlPlanes.Any(plane => plane.IsRunning);
        return record.Members.Where(member => !member.IsRunning && (canJoin || member.Kind == MemberKind.ControlPlane)
            && GivenUpMark.IsLeft(directory.Member(member.Name)));
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _looking;
        _end.Dispose();
    }

    private async Task LookAsync()
    {
        // Side by side: one may become ready only when another is.
        var reviving = new List<Task>();
        try
        {
            while (true)
            {
                await Task.Delay(Period, _time, _end.Token);
                reviving.RemoveAll(task => task.IsCompleted);
                reviving.AddRange(FindDue().Select(ReviveAsync));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(reviving);
        }
    }

    /// <summary>What cannot be read is told once, and looked at again: the members run on meanwhile, and are stopped in
    /// order later.</summary>
    private List<MemberRecord> FindDue()
    {
        try
        {
            LookAtFailed();
            List<MemberRecord> due = [.. GivenUp(_directory).Where(IsDue)];
            _trouble = null;
            return due;
        }
        catch (Exception error) when (error is ClusterException or IOException or UnauthorizedAccessException)
        {
            if (error.Message != _trouble)
                _tell(error.Message);
            _trouble = error.Message;
            return [];
        }
    }

    private bool IsDue(MemberRecord member)
    {
        lock (_gate)
            return _schedule.IsDue(member.Name, Now);
    }

    private async Task ReviveAsync(MemberRecord member)
    {
        if (GivenUpMark.Why(_directory.Member(member.Name)) is not { } why)
            return; // somebody was quicker
        int attempt;
        lock (_gate)
            attempt = _schedule.Begin(member.Name);
        _tell($"{member.Name} {Told(why)}, and is started again{(attempt == 1 ? "" : $" (attempt {attempt})")}");
        try
        {
            GivenUpMark.Remove(_directory.Member(member.Name));
            await _start(member, _end.Token);
            lock (_gate)
                _schedule.EndReady(member.Name, Now);
        }
        catch (Exception error) when (error is ClusterException or IOException or UnauthorizedAccessException)
        {
            Failed(member.Name, why, error.Message);
        }
        catch (OperationCanceledException)
        {
            // The cluster is brought down, and this member with it.
        }
    }

    private static string Told(string why) => why == GivenUpMark.JournalLost
        ? "left because it had lost the journal"
        : "was given up by the other members";

    private void Failed(string name, string why, string message)
    {
        TimeSpan pause;
        lock (_gate)
            pause = _schedule.EndFailed(name, Now);
        if (GivenUpMark.IsOnPurpose(_directory.Member(name)))
        {
            _tell(message);
            return;
        }
        _tell(string.Create(
            CultureInfo.InvariantCulture, $"{message}\n{name} is tried again in {pause.TotalSeconds:0} s"));
        lock (_gate)
            _failed[name] = why;
    }

    /// <summary>Those whose start failed are to be started again once they have ended: one that runs, and was not ready
    /// in time, may still come to it.</summary>
    private void LookAtFailed()
    {
        List<KeyValuePair<string, string>> failed;
        lock (_gate)
            failed = [.. _failed.OrderBy(entry => entry.Key, StringComparer.Ordinal)];
        foreach (var (name, why) in failed)
        {
            var isRunning = _directory.Load().Find(name)?.IsRunning == true;
            if (isRunning && !IsReady(name))
                continue;
            if (!isRunning && !GivenUpMark.IsOnPurpose(_directory.Member(name)))
                LeaveAgain(name, why);
            lock (_gate)
                _failed.Remove(name);
        }
    }

    private bool IsReady(string name) =>
        File.Exists(_directory.Output(name)) && File.ReadAllText(_directory.Output(name)).Contains('\n');

    private void LeaveAgain(string name, string why)
    {
        var directory = _directory.Member(name);
        if (!GivenUpMark.IsLeft(directory))
            GivenUpMark.Leave(directory, why);
    }
}
